"""Saved files as pages: which files of a folder hold pages, and how one becomes a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from cleaners.page import Page
from crawler.archive.record_page import MAX_BODY_BYTES, TIME_FORMAT
from crawler.sources.content_type import saved_kind

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
ARCHIVE_SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz")
RECORD_STARTS = (b"\x1f\x8b", b"WARC/")  # first bytes of a WARC record, compressed by itself or not at all


def files_of(paths: Iterable[str]) -> Iterator[Path | None]:
    """Yield the files in order, those of a folder sorted; None is standard input, which is named `-`."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield None
        elif path.is_dir():
            named = (file for file in path.rglob("*") if file.name.lower().endswith(PAGE_SUFFIXES + ARCHIVE_SUFFIXES))
            yield from sorted(file for file in named if file.is_file())
        else:
            yield path


def is_archive(path: Path | None, stream: BufferedReader) -> bool:
    """Return True if a file is a WARC or WET archive, by its name or by its first bytes."""
    has_name = path is not None and path.name.lower().endswith(ARCHIVE_SUFFIXES)
    return has_name or stream.peek(len(RECORD_STARTS[1])).startswith(RECORD_STARTS)


def saved_page(path: Path) -> Page:
    """Return a page that was saved as a file.

    Raises:
        OSError: The file cannot be read.
        ValueError: The file is not a page; the message is a reason code.
    """
    with path.open("rb") as file:
        body = file.read(MAX_BODY_BYTES + 1)
    address = path.absolute().as_uri()
    saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)  # the best known value for when it was fetched
    page = page_of(body, path.name)
    return replace(page, requested_url=address, raw_ref=address, fetched_at=saved_at.strftime(TIME_FORMAT))


def page_of(body: bytes, name: str = "") -> Page:
    """Return a body as a page of unknown address; `name` is its file name, "" if it has none.

    Raises:
        ValueError: The body is not a page; the message is a reason code: too_large, not_html or empty.
    """
    kind = saved_kind(name, body)
    if len(body) > MAX_BODY_BYTES:
        raise ValueError("too_large")
    if kind is None or not body:
        raise ValueError("not_html" if body else "empty")
    return Page(body=body, kind=kind, discovered_by="given")
