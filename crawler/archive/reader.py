"""Reads pages from WARC and WET files: our own archive, Common Crawl, and the files of other archivers."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from fastwarc.warc import ArchiveIterator, WarcRecord

from cleaners.page import Page
from crawler.archive.files import OPEN_SUFFIX
from crawler.archive.record_page import add_context, is_context, record_page
from crawler.archive.rewindable import RewindableStream
from crawler.archive.saved import RECORD_STARTS, saved_page

LOST_REASONS = ("damaged", "truncated")  # skip reasons of records whose content was lost
MAX_CONTEXT_BYTES = 1 << 16  # the rest of a longer metadata record is not read


class RawPageError(LookupError):
    """The raw page that a `raw_ref` names cannot be read; the message says why."""


def read_page(folder: Path, raw_ref: str) -> Page:
    """Return the page that a `raw_ref` names: FILE:OFFSET in the archive folder, or a file:// address.

    Raises:
        RawPageError: The file is missing or unreadable, or holds no page at that offset.
    """
    if raw_ref.startswith("file:"):
        return _page_at(raw_ref)
    name, _, offset = raw_ref.rpartition(":")
    path = _existing_path(folder / name)  # pathlib ignores the folder if the name is absolute
    try:
        with path.open("rb") as stream:
            stream.seek(int(offset))
            page = next(read_pages(stream, Counter(), name), None)
    except (OSError, ValueError) as error:
        raise RawPageError(f"{raw_ref}: {path} cannot be read: {error}") from None
    if page is None or page.raw_ref != raw_ref:
        raise RawPageError(f"{raw_ref}: {path} holds no page at this offset")
    return page


def _page_at(address: str) -> Page:
    """Return the page at a file:// address; raise RawPageError if there is none."""
    path = Path(url2pathname(urlsplit(address).path))
    try:
        return saved_page(path)
    except (OSError, ValueError) as error:
        raise RawPageError(f"{address}: cannot be read: {error}") from None


def read_pages(stream: BinaryIO, skipped: Counter[str], name: str | None = None) -> Iterator[Page]:
    """Yield the pages of a WARC or WET stream, compressed or not, and count the other records in `skipped` by reason.

    Memory use does not grow with the number of pages. `name` is the file name for the `raw_ref` of the pages; without
    it, their `raw_ref` is None. Reading ends at the first record that cannot be parsed, which is counted as `damaged`.
    """
    # The page of the last record, after the id of that record. It waits for its metadata record, which may come next.
    held: tuple[str, Page] | None = None
    for record in _records(stream, skipped):
        if held and is_context(record, held[0]):
            yield add_context(held[1], record.reader.read(MAX_CONTEXT_BYTES))
            held = None
            continue
        if held:
            yield held[1]
        page = record_page(record, skipped)
        reference = _reference(stream, name, record.stream_pos) if page else None
        held = (record.record_id or "", replace(page, raw_ref=reference)) if page else None
    if held:
        yield held[1]


def archived_pages(stream: BinaryIO, name: str) -> Iterator[tuple[str, Page | str]]:
    """Yield the name of each page of an archive, and the page.

    If records were lost or there was no page, the last pair is the name of the archive and a sentence that says so.
    """
    skipped: Counter[str] = Counter()
    is_empty = True
    for page in read_pages(stream, skipped):
        is_empty = False
        yield f"{name}: {page.url}", page
    if lost := sum(skipped[reason] for reason in LOST_REASONS):
        yield name, f"{lost} records are damaged or truncated; fetch the archive again"
    elif is_empty:
        yield name, "holds no page; check that it is a WARC or WET archive"


def _records(stream: BinaryIO, skipped: Counter[str]) -> Iterator[WarcRecord]:
    """Yield the records of a stream up to the first that cannot be parsed, which is counted as `damaged`."""
    records: Iterator[WarcRecord] | None = None
    while True:
        try:
            if records is None:
                source = stream if stream.seekable() else RewindableStream(stream)
                records = iter(ArchiveIterator(source, parse_http=False))
            record = next(records, None)
        except BaseException as error:
            # On unforeseen input FastWARC panics, which raises a BaseException that would end the thread.
            if not isinstance(error, OSError | ValueError | EOFError) and type(error).__name__ != "PanicException":
                raise
            skipped["damaged"] += 1
            return
        if record is None:
            return
        yield record


def _reference(stream: BinaryIO, name: str | None, position: int) -> str | None:
    """Return FILE:OFFSET of a record; None without a name, or if no record starts at this position of the file.

    In a file that is compressed as a whole, records have no offset of their own.
    """
    if name is None or not os.pread(stream.fileno(), 5, position).startswith(RECORD_STARTS):
        return None
    return f"{name}:{position}"


def _existing_path(path: Path) -> Path:
    """Return the path, with the suffix `.open` if a run is still writing the file."""
    open_path = path.with_name(path.name + OPEN_SUFFIX)
    return open_path if not path.exists() and open_path.exists() else path
