"""Read sources from TOML and OPML files, and write a source as a TOML entry.

Errors name the file, the entry and the key, and say what to do.
"""

from __future__ import annotations

import json
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
from crawler.configuration.durations import duration_text, parse_duration
from crawler.messages.suggestions import did_you_mean
from crawler.sources.source import MAX_ID_CHARS, NOT_SOURCES, Source
from crawler.toml_text import errors_named, toml_document

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


def entry_values(source: Source) -> dict[str, str | int | bool | tuple[str, ...]]:
    """Return the keys of a source's entry with their values; default values are left out."""
    values: dict[str, str | int | bool | tuple[str, ...] | None] = {
        "id": source.id,
        "name": source.name,
        "home": source.home,
        "feeds": source.feeds,
        "sitemaps": source.sitemaps,
        "sections": source.sections,
        "language": source.language,
        "every": duration_text(source.every) if source.every else None,
        "max_age": duration_text(source.max_age) if source.max_age is not None else None,
        "max_articles": source.max_articles,
        "article_url": source.article_url.pattern if source.article_url else None,
        "skip_url": source.skip_url.pattern if source.skip_url else None,
        "verify_certificates": None if source.verify_certificates else False,
        "enabled": None if source.enabled else False,
    }
    return {key: value for key, value in values.items() if value is not None and value != ()}


def to_toml(source: Source) -> str:
    """Return a source as a `[[source]]` entry that `load_sources` reads back; default values are left out."""
    lines = [f"{key} = {_toml_value(value)}" for key, value in entry_values(source).items()]
    return "\n".join(["[[source]]", *lines, ""])


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
        text = file.read_text(encoding="utf-8-sig")
        document = _opml_document(file, text) if text.lstrip()[:1] == "<" else toml_document(text)
    for key in document:
        if key != "source":
            raise SourceError(f"{file}: key '{key}' outside of an entry; use [[source]] for each source")
    entries = document.get("source", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError(f"{file}: key 'source' is not a list of tables; write [[source]] with two brackets")
    return [_read_entry(file, number, entry) for number, entry in enumerate(entries, 1)]


def _opml_document(file: Traversable, text: str) -> dict[str, Any]:
    """Return the sources of an OPML file in the form of a TOML file; raise SourceError if there are none."""
    from crawler.sources.opml import OpmlError, opml_entries  # here, because a parser takes a while to import

    try:
        return {"source": opml_entries(text)}
    except OpmlError as error:
        raise SourceError(f"{file}: {error}") from None


def _read_entry(file: Traversable, number: int, entry: dict[str, Any]) -> Source:
    """Return one entry as a source; raise SourceError for a missing, unknown or wrong key."""
    place = f"{file}: [[source]] " + (_quoted(entry["id"]) if isinstance(entry.get("id"), str) else f"number {number}")
    for key in _REQUIRED:
        if key not in entry:
            raise SourceError(f"{place}: key '{key}' is missing; add it")
    values = {}
    for key, value in entry.items():
        if key not in _READERS:
            raise SourceError(f"{place}: unknown key '{key}'; correct or remove it.{did_you_mean(key, _READERS)}")
        try:
            values[key] = _READERS[key](value)
        except ValueError as error:
            raise SourceError(f"{place}: key '{key}': {error}") from error
    return Source(**values)


def _quoted(value: Any) -> str:
    """Return a value for a message, without control characters and in bounded length."""
    return f"{value!r:.100}"


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be a text in quotes that is not empty, not {_quoted(value)}")
    return value.strip()


def _name(value: Any) -> str:
    return _text(" ".join(clean_text(_text(value)).split()))


def _identifier(value: Any) -> str:
    if not _IDENTIFIER.fullmatch(_text(value)):
        most = f"at most {MAX_ID_CHARS} letters, digits, '.', '_' and '-'"
        raise ValueError(f"must be {most}, not {_quoted(value)}")
    if _text(value) in NOT_SOURCES:
        raise ValueError(f"{_quoted(value)} is the source of pages that a user names; choose another")
    return _text(value)


def _address(value: Any) -> str:
    try:
        return normalise(_text(value))
    except ValueError as error:
        raise ValueError(f"must be an address that starts with http:// or https://, not {_quoted(value)}") from error


def _addresses(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"must be a list of addresses in [ ], not {_quoted(value)}")
    return tuple(_address(item) for item in value)


def _language(value: Any) -> str:
    if not _LANGUAGE.fullmatch(_text(value)):
        raise ValueError(f"must be a language tag such as 'de' or 'pt-BR', not {_quoted(value)}")
    return _text(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"must be a whole number of 1 or more, not {_quoted(value)}")
    return value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, without quotes, not {_quoted(value)}")
    return value


def _expression(value: Any) -> re.Pattern[str]:
    text = _text(value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # for a class such as [[:alpha:]], which matches something else in Python
            return re.compile(text)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        problem = f"is not a regular expression ({error}): {_quoted(text)}; write it in single quotes"
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
    "max_articles": _count,
    "article_url": _expression,
    "skip_url": _expression,
    "verify_certificates": _boolean,
    "enabled": _boolean,
}


def _toml_value(value: str | int | bool | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[\n" + "".join(f"    {_toml_value(item)},\n" for item in value) + "]"
    if isinstance(value, str) and "\\" in value and "'" not in value and value.isprintable():
        return f"'{value}'"  # a regular expression is more readable without doubled backslashes
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
