"""Read sources from TOML and OPML files.

Errors name the file, the entry and the key, and say what to do.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from cleaners.metadata.sanitize import clean_text
from cleaners.urls import normalise
from crawler.configuration.durations import parse_duration
from crawler.sources.source import MAX_ID_CHARS, NOT_SOURCES, Source
from crawler.toml.document import errors_named, toml_document
from crawler.toml.entries import boolean, count, quoted, read_entries, text

_REQUIRED = ("id", "name", "home")
_IDENTIFIER = re.compile(rf"[\w.-]{{1,{MAX_ID_CHARS}}}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class SourceError(ValueError):
    """A source file cannot be used; the message names the file, the entry and the key."""


def load_sources(path: Path | None) -> list[Source]:
    """Return the sources in a TOML or OPML file, or in all *.toml files below a folder, in the order of their paths.

    None stands for the starter set. A file without a source, such as the one that `newsgalley init` writes, is skipped.

    Raises:
        SourceError: A file cannot be used, two entries have the same id, or the files have no entry.
    """
    sources: list[Source] = []
    files: dict[str, Traversable] = {}  # by id: the file that defines it
    for file in _files(path) if path else starter_files():
        for source in _read_file(file):
            if source.id in files:
                raise SourceError(
                    f"{file}: [[source]] '{source.id}': key 'id': {files[source.id]} has the same id; rename one"
                )
            files[source.id] = file
            sources.append(source)
    if not sources:
        raise SourceError(
            f"{path}: has no [[source]] entry; add the one that newsgalley sources find https://www.example.org/ prints"
        )
    return sources


def starter_files() -> list[Traversable]:
    """Return the files of the starter set, one per newspaper, in folders by country."""
    countries = [folder for folder in resources.files("crawler").joinpath("starter").iterdir() if folder.is_dir()]
    files = [file for folder in countries for file in folder.iterdir() if file.name.endswith(".toml")]
    return sorted(files, key=str)


def _files(path: Path) -> list[Path]:
    """Return the file itself, or all *.toml files below a folder; raise SourceError if there are none."""
    if os.path.isfile(path):
        return [path]
    if re.match(r"https?:/", str(path)):
        raise SourceError(f"{path}: is an address, not a file; to crawl it: -a site=ADDRESS")
    if not os.path.isdir(path):
        raise SourceError(f"{path}: no such file or folder; name a TOML file with [[source]] entries, or a folder")
    # A broken link is among them, so that reading it fails with an error that names it.
    files = sorted(file for file in path.rglob("*.toml") if file.is_file() or not file.exists())
    if not files:
        raise SourceError(f"{path}: the folder has no *.toml file; put a file with [[source]] entries there")
    return files


def _read_file(file: Traversable) -> list[Source]:
    """Return the sources of one TOML or OPML file; raise SourceError if it cannot be used."""
    with errors_named(file, SourceError):
        content = file.read_text(encoding="utf-8-sig")
        document = _opml_document(file, content) if content.lstrip()[:1] == "<" else toml_document(content)
    try:
        return [Source(**values) for values in read_entries(document, "source", _READERS, _REQUIRED)]
    except ValueError as error:
        raise SourceError(f"{file}: {error}") from error


def _opml_document(file: Traversable, content: str) -> dict[str, Any]:
    """Return the sources of an OPML file in the form of a TOML file; raise SourceError if there are none."""
    from crawler.sources.opml import OpmlError, opml_entries  # here, because a parser takes a while to import

    try:
        return {"source": opml_entries(content)}
    except OpmlError as error:
        raise SourceError(f"{file}: {error}") from None


def _name(value: Any) -> str:
    return text(" ".join(clean_text(text(value)).split()))


def _identifier(value: Any) -> str:
    if not _IDENTIFIER.fullmatch(text(value)):
        most = f"at most {MAX_ID_CHARS} letters, digits, '.', '_' and '-'"
        raise ValueError(f"must be {most}, not {quoted(value)}")
    if text(value) in NOT_SOURCES:
        raise ValueError(f"{quoted(value)} is the source of pages that a user names; choose another")
    return text(value)


def _address(value: Any) -> str:
    try:
        return normalise(text(value))
    except ValueError as error:
        raise ValueError(f"must be an address that starts with http:// or https://, not {quoted(value)}") from error


def _addresses(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"must be a list of addresses in [ ], not {quoted(value)}")
    return tuple(_address(item) for item in value)


def _language(value: Any) -> str:
    if not _LANGUAGE.fullmatch(text(value)):
        raise ValueError(f"must be a language tag such as 'de' or 'pt-BR', not {quoted(value)}")
    return text(value)


def _expression(value: Any) -> re.Pattern[str]:
    pattern = text(value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # for a class such as [[:alpha:]], which matches something else in Python
            return re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        problem = f"is not a regular expression ({error}): {quoted(pattern)}; write it in single quotes"
        raise ValueError(problem) from error


_READERS: dict[str, Callable[[Any], Any]] = {
    "id": _identifier,
    "name": _name,
    "home": _address,
    "feeds": _addresses,
    "sitemaps": _addresses,
    "sections": _addresses,
    "language": _language,
    "every": parse_duration,
    "max_age": parse_duration,
    "max_articles": count,
    "article_url": _expression,
    "skip_url": _expression,
    "verify_certificates": boolean,
    "enabled": boolean,
}
