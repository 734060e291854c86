"""Read the sources, addresses and files in the arguments of `newsgalley crawl`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from cleaners.text.formats import utf16_order
from cleaners.urls import as_browsers_read, normalise, resolve, url_key
from crawler.configuration.own import Settings
from crawler.messages.suggestions import did_you_mean
from crawler.messages.wording import error_message
from crawler.sources.loader import SourceError, load_sources, starter_files
from crawler.sources.source import ArticleLink, Source, id_of_host

# The arguments that choose sources.
CHOOSING = ("sources", "only", "site", "all")
_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:(?!\d)", re.IGNORECASE)  # not the host of host:8080
# Between two addresses in a list. A comma may also be part of an address.
_NEXT_ADDRESS = re.compile(r"[\r\n]+|\s{0,9},\s{0,9}(?=https?:)", re.IGNORECASE)


def chosen_sources(path: str, only: str | None, site: str | None) -> list[Source]:
    """Return the sources in `-a site=URL,URL`, else those in the files, restricted by `-a only=ID,ID`.

    Without `only`, disabled sources are left out. An empty path stands for the starter set.

    Raises:
        SourceError: A file or an argument cannot be used. The message names it and says what to do.
    """
    if site:
        return [site_source(url) for url in _split_list(site)]
    sources = load_sources(Path(path) if path else None)
    if not only:
        return [source for source in sources if source.enabled]
    by_id = {source.id: source for source in sources}
    for name in _split_list(only):
        if name not in by_id:
            hint = did_you_mean(name, by_id) or " `newsgalley sources list` prints the ids."
            raise SourceError(f"-a only={only}: no source in {path or 'the starter set'} has the id {name!r}.{hint}")
    return [by_id[name] for name in _split_list(only)]  # a named source runs even if it is disabled


def site_source(url: str) -> Source:
    """Return a source for an address, with or without `https://`; the crawl discovers its listings.

    Raises:
        SourceError: The address is not an http or https address.
    """
    address = url if _SCHEME.match(url) else f"https://{url}"
    try:
        home = normalise(address)
    except ValueError:
        home = ""
    if not home.startswith(("http://", "https://")) or not urlsplit(home).hostname:
        raise SourceError(
            f"-a site={url}: not an http or https address; write, for example, -a site=https://www.example.org/"
        )
    site = urlsplit(home).netloc
    return Source(id=id_of_host(site), name=site, home=home)


def refuse_starter_set(settings: Settings, arguments: Mapping[str, str], sources: Sequence[Source]) -> None:
    """Raise ValueError if a run would request the whole starter set without a contact, unless the user insists.

    The set may also be the copy that `newsgalley init` makes.
    """
    if settings["CONTACT"] or any(name in arguments for name in CHOOSING):
        return
    if not settings["SOURCES_PATH"] or _has_starter_set(sources):
        raise ValueError(
            f"This would request the {len(sources)} newspapers of the starter set, and their owners could not reach "
            "you: CONTACT is empty. Set -s CONTACT=you@example.org, or choose with -a only=ID,ID or -a sources=PATH, "
            "or crawl all of them nevertheless with -a all=1."
        )


def _has_starter_set(sources: Sequence[Source]) -> bool:
    if len(sources) < len(starter_files()) // 2:  # the files need not be read
        return False
    return {source.id for source in load_sources(None) if source.enabled} <= {source.id for source in sources}


def given_links(urls: str | None, file: str | None) -> list[ArticleLink]:
    """Return the links of a comma-separated list, or of a file with one per line (`-`: standard input).

    Raises ValueError, with one clear sentence, if there are none, or if one is not an address.
    """
    if bool(urls) == bool(file):
        raise ValueError("Name the pages: -a urls=URL,URL or else -a file=PATH (one URL a line, - for standard input).")
    found = _entries(_NEXT_ADDRESS.split(urls)) if urls else _entries(_lines(file or ""))
    found = [as_browsers_read(url.strip("\"'<>"), "") for url in found]  # marks around an address in other texts
    for number, url in enumerate(found, 1):
        if not url.startswith(("http://", "https://")) or len(url.split()) > 1 or resolve(url, url) is None:
            raise ValueError(f"{file or '-a urls'}, entry {number}: {url!r} is not an http or https address.")
    if not found:
        raise ValueError(f"{file or '-a urls'} holds no address: one URL a line is expected.")
    # Backwards, so that the first of several addresses that differ only in form is kept.
    by_key = {url_key(url): url for url in map(_without_user, reversed(found))}
    return [ArticleLink(url=url, found_by="given") for url in reversed(by_key.values())]


def given_paths(path: str | None, listed: str | None) -> list[str]:
    """Return the paths of a comma-separated list, or of a file with one per line (`-`: standard input).

    Raises ValueError, with one clear sentence, if there are none, or if one does not exist.
    """
    if bool(path) == bool(listed):
        raise ValueError(
            "Name what to read: -a path=PATH,PATH (WARC, WET, HTML or text files, folders of them, - for standard "
            "input) or else -a list=FILE (one path per line)."
        )
    paths = _entries(path.split(",") if path else _lines(listed or ""))
    for each in paths:
        if each != "-" and not os.path.exists(each):
            raise ValueError(f"{each}: there is no such file or folder.")
    if not paths:
        raise ValueError(f"{listed or '-a path'} names no file: one path per line is expected.")
    return paths


def _lines(file: str) -> list[str]:
    """Return the lines of a file, or of standard input for `-`. Raises ValueError if it cannot be read."""
    try:
        body = _standard_input() if file == "-" else Path(file).read_bytes()
        return body.decode(utf16_order(body) or "utf-8").removeprefix("\ufeff").splitlines()
    except OSError as error:
        raise ValueError(f"{file}: cannot be read: {error_message(error)}.") from None
    except UnicodeDecodeError:
        raise ValueError(f"{file}: is not UTF-8 text; a list with one entry per line is expected.") from None


@cache
def _standard_input() -> bytes:
    """Return all of standard input, cached for the check of arguments and the run: it can be read only once."""
    return sys.stdin.buffer.read() if sys.stdin else b""


def _entries(lines: list[str]) -> list[str]:
    """Return the lines that are neither empty nor comments."""
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _without_user(url: str) -> str:
    """Return an address without user and password, because they are neither sent nor stored."""
    return (resolve(url, url) or url) if "@" in url.split("/")[2] else url


def _split_list(listed: str) -> list[str]:
    """Return the distinct parts of a comma-separated list."""
    return list(dict.fromkeys(part.strip() for part in listed.split(",") if part.strip()))
