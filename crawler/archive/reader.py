"""Reads pages from WARC and WET files: our own archive, Common Crawl's, those of other archivers."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from w3lib.encoding import http_content_type_encoding

from cleaners.page import Page
from crawler.archive.content import TooLargeError, decoded
from crawler.archive.files import OPEN
from crawler.archive.forward import ForwardStream
from crawler.sources.content_type import page_kind

ARCHIVE_SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz")
LOST = ("damaged", "truncated")  # why a record that should be a page is none
MAX_BODY_BYTES = 10 * 1024 * 1024  # as DOWNLOAD_MAXSIZE: what a crawl would not have fetched
CONTEXT_FIELDS = ("requested_url", "source", "discovered_by", "title_hint", "date_hint")
TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
RECORD_STARTS = (b"\x1f\x8b", b"WARC/")  # what a record begins with, compressed by itself or not at all


class RawPageError(LookupError):
    """The raw page that a `raw_ref` names is not there; the message says why."""


def read_page(folder: Path, raw_ref: str) -> Page:
    """Return the page that a `raw_ref` names: FILE:OFFSET in the archive folder, or a file:// address.

    Raises RawPageError where the file was deleted, or holds no page at that place.
    """
    if raw_ref.startswith("file:"):
        return _saved_page(raw_ref)
    name, _, offset = raw_ref.rpartition(":")
    path = _existing(folder / name)  # an absolute name stands for itself
    try:
        with path.open("rb") as stream:
            stream.seek(int(offset))
            page = next(read_pages(stream, Counter(), name), None)
    except (OSError, ValueError) as error:
        raise RawPageError(f"{raw_ref}: {path} cannot be read: {error}") from None
    if page is None or page.raw_ref != raw_ref:
        raise RawPageError(f"{raw_ref}: {path} holds no page at this place")
    return page


def saved_page(path: Path) -> Page:
    """Return a page that was saved as a file; OSError where it cannot be read, ValueError where it is no page."""
    with path.open("rb") as file:
        body = file.read(MAX_BODY_BYTES + 1)
    address = path.absolute().as_uri()
    page = page_of(body, "text/plain" if path.suffix.lower() == ".txt" else "")
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)  # the nearest there is to when it was fetched
    return replace(page, requested_url=address, raw_ref=address, fetched_at=saved.strftime(TIME_FORMAT))


def page_of(body: bytes, content_type: str = "") -> Page:
    """Return a page of which nothing else is known; ValueError, a reason code, where the body is none."""
    kind = page_kind(content_type, body)
    if len(body) > MAX_BODY_BYTES:
        raise ValueError("too_large")
    if kind is None or not body:
        raise ValueError("not_html" if body else "empty")
    return Page(body=body, kind=kind, discovered_by="given")


def _saved_page(address: str) -> Page:
    path = Path(url2pathname(urlsplit(address).path))
    try:
        return saved_page(path)
    except (OSError, ValueError) as error:
        raise RawPageError(f"{address}: cannot be read: {error}") from None


def read_pages(stream: BinaryIO, skipped: Counter[str], name: str | None = None) -> Iterator[Page]:
    """Yield the pages of a WARC or WET stream, compressed or not, in flat memory; count the other records by reason.

    `name` is what the file is called in the pages' `raw_ref`; without it they have none. A record that cannot be read
    ends the stream, counted as `damaged`.
    """
    held: tuple[str, Page] | None = None  # a page, with its record's id, until it is known what was noted of it
    for record in _records(stream, skipped):
        if held and _is_context(record, held[0]):
            yield replace(held[1], **_context(record.reader.read(1 << 16)))
            held = None
            continue
        if held:
            yield held[1]
        page = _page(record, skipped)
        reference = _reference(stream, name, record.stream_pos) if page else None
        held = (record.record_id or "", replace(page, raw_ref=reference)) if page else None
    if held:
        yield held[1]


def archived_pages(stream: BinaryIO, name: str) -> Iterator[tuple[str, Page | str]]:
    """Yield the name of each page of an archive, and the page; at the end, under the archive's name, what was lost."""
    skipped: Counter[str] = Counter()
    is_empty = True
    for page in read_pages(stream, skipped):
        is_empty = False
        yield f"{name}: {page.url}", page
    if lost := sum(skipped[reason] for reason in LOST):
        yield name, f"records damaged or cut off: {lost}; fetch the archive again"
    elif is_empty:
        yield name, "holds no page: is it a WARC or WET archive?"


def _records(stream: BinaryIO, skipped: Counter[str]) -> Iterator[WarcRecord]:
    records: Iterator[WarcRecord] | None = None
    while True:
        try:
            if records is None:
                source = stream if stream.seekable() else ForwardStream(stream)
                records = iter(ArchiveIterator(source, parse_http=False))
            record = next(records, None)
        except BaseException as error:
            # FastWARC panics where it did not foresee an error: no Exception, and left alone it ends the thread.
            if not isinstance(error, OSError | ValueError | EOFError) and type(error).__name__ != "PanicException":
                raise
            skipped["damaged"] += 1
            return
        if record is None:
            return
        yield record


def _page(record: WarcRecord, skipped: Counter[str]) -> Page | None:
    """The page of a record, or None, and the reason is counted."""
    try:
        if record.record_type == WarcRecordType.response and record.is_http:
            found = _from_response(record)
        elif record.record_type == WarcRecordType.conversion:
            found = _from_plain(record, "text/plain")
        elif record.record_type == WarcRecordType.resource:
            found = _from_plain(record, record.headers.get("Content-Type") or "")
        else:
            found = f"type_{record.record_type}"
    except TooLargeError:
        found = "too_large"
    except (OSError, ValueError, EOFError):
        found = "damaged"
    if isinstance(found, Page):
        return found
    skipped[found] += 1
    return None


def _from_response(record: WarcRecord) -> Page | str:
    record.parse_http(quirks_mode=True, strict_mode=False)
    headers = record.http_headers
    status = headers.status_code
    if status is None or not 200 <= status < 300:
        return f"http_{status}"
    body = _content(record)
    if isinstance(body, str):
        return body
    codings = (headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or "")
    body = decoded(body, *codings, MAX_BODY_BYTES)
    content_type = headers.get("Content-Type") or ""
    kind = page_kind(content_type, body)
    if kind is None:
        return "not_html"
    return Page(
        body=body,
        url=_url(record),
        kind=kind,
        encoding=http_content_type_encoding(content_type),
        fetched_at=_date(record),
        status=status,
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
    )


def _from_plain(record: WarcRecord, content_type: str) -> Page | str:
    """A page that was kept without its HTTP headers: a WET text, or a saved file."""
    body = _content(record)
    if isinstance(body, str):
        return body
    kind = page_kind(content_type, body) if record.record_type == WarcRecordType.resource else "text"
    if kind is None:
        return "not_html"
    encoding = "utf-8" if kind == "text" else http_content_type_encoding(content_type)
    return Page(body=body, url=_url(record), kind=kind, encoding=encoding, fetched_at=_date(record))


def _content(record: WarcRecord) -> bytes | str:
    """What is left of a record, or a reason code: empty, too large, or shorter than the record says."""
    expected = record.content_length
    if not expected:
        return "empty"
    if expected > MAX_BODY_BYTES:
        return "too_large"
    body = record.reader.read(expected)
    return body if len(body) == expected else "truncated"


def _url(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")  # old archivers wrote it in brackets


def _date(record: WarcRecord) -> str | None:
    return record.record_date.strftime(TIME_FORMAT) if "WARC-Date" in record.headers else None


def _is_context(record: WarcRecord, page_id: str) -> bool:
    return record.record_type == WarcRecordType.metadata and record.headers.get("WARC-Concurrent-To") == page_id


def _context(block: bytes) -> dict[str, Any]:
    lines = (line.partition(": ") for line in block.decode("utf-8", "replace").splitlines())
    return {name: value for name, _, value in lines if name in CONTEXT_FIELDS and value}


def _reference(stream: BinaryIO, name: str | None, position: int) -> str | None:
    """The place of a record, None where none can be named: a stream, or a file that is compressed as one piece."""
    if name is None or not os.pread(stream.fileno(), 5, position).startswith(RECORD_STARTS):
        return None
    return f"{name}:{position}"


def _existing(path: Path) -> Path:
    """The file itself, or as it is called while a run writes it."""
    under_way = path.with_name(path.name + OPEN)
    return under_way if not path.exists() and under_way.exists() else path
