"""Turns WARC records into pages: a response or resource into a page, its metadata record into fields of that page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from fastwarc.warc import WarcRecord, WarcRecordType
from w3lib.encoding import http_content_type_encoding

from cleaners.page import Page
from crawler.archive.content import TooLargeError, decode_body
from crawler.sources.content_type import page_kind

MAX_BODY_BYTES = 10 * 1024 * 1024  # the default of DOWNLOAD_MAXSIZE: a crawl would not have fetched more
TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def record_page(record: WarcRecord, skipped: Counter[str]) -> Page | None:
    """Return the page of a record; if it has none, count the reason in `skipped` and return None."""
    try:
        page_or_reason = _read_record(record)
    except TooLargeError:
        page_or_reason = "too_large"
    except (OSError, ValueError, EOFError):
        page_or_reason = "damaged"
    if isinstance(page_or_reason, Page):
        return page_or_reason
    skipped[page_or_reason] += 1
    return None


def is_context(record: WarcRecord, page_id: str) -> bool:
    """Return True if a record holds the metadata of the page whose record has this id."""
    return record.record_type == WarcRecordType.metadata and record.headers.get("WARC-Concurrent-To") == page_id


def add_context(page: Page, block: bytes) -> Page:
    """Return the page with the fields of its metadata record, which note what the crawl knew about the page."""
    lines = (line.partition(": ") for line in block.decode("utf-8", "replace").splitlines())
    fields = {name: value for name, _, value in lines if value}
    return replace(
        page,
        requested_url=fields.get("requested_url"),
        source=fields.get("source"),
        discovered_by=fields.get("discovered_by"),
        title_hint=fields.get("title_hint"),
        date_hint=fields.get("date_hint"),
    )


def _read_record(record: WarcRecord) -> Page | str:
    """Return the page of a record, or a reason code."""
    if record.record_type == WarcRecordType.response and record.is_http:
        return _from_response(record)
    if record.record_type == WarcRecordType.conversion:
        return _from_resource(record, "text/plain")
    if record.record_type == WarcRecordType.resource:
        return _from_resource(record, record.headers.get("Content-Type") or "")
    return f"type_{record.record_type}"


def _from_response(record: WarcRecord) -> Page | str:
    """Return the page of a record that has the HTTP headers, or a reason code."""
    record.parse_http(quirks_mode=True, strict_mode=False)
    headers = record.http_headers
    status = headers.status_code
    if status is None or not 200 <= status < 300:
        return f"http_{status}"
    body = _content(record)
    if isinstance(body, str):
        return body
    codings = (headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or "")
    body = decode_body(body, *codings, MAX_BODY_BYTES)
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


def _from_resource(record: WarcRecord, content_type: str) -> Page | str:
    """Return the page of a record without HTTP headers, which is a WET text or a saved file; or a reason code."""
    body = _content(record)
    if isinstance(body, str):
        return body
    kind = page_kind(content_type, body) if record.record_type == WarcRecordType.resource else "text"
    if kind is None:
        return "not_html"
    encoding = "utf-8" if kind == "text" else http_content_type_encoding(content_type)
    return Page(body=body, url=_url(record), kind=kind, encoding=encoding, fetched_at=_date(record))


def _content(record: WarcRecord) -> bytes | str:
    """Return the rest of a record, or a reason code: empty, too large, or shorter than the record declares."""
    expected = record.content_length
    if not expected:
        return "empty"
    if expected > MAX_BODY_BYTES:
        return "too_large"
    body = record.reader.read(expected)
    return body if len(body) == expected else "truncated"


def _url(record: WarcRecord) -> str:
    """Return the address of a record; old archivers wrote it in angle brackets."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _date(record: WarcRecord) -> str | None:
    """Return the time when a record's page was fetched; None if the record does not say."""
    return record.record_date.strftime(TIME_FORMAT) if "WARC-Date" in record.headers else None
