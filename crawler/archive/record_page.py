"""Turn WARC records into pages: a response or resource becomes a page, its metadata record the page's fields."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fastwarc.warc import WarcRecord, WarcRecordType
from w3lib.encoding import http_content_type_encoding

from cleaners.page import Page
from cleaners.rights.headers import of_rights
from crawler.archive.content import TooLargeError, decode_body
from crawler.archive.foreign_fields import (
    BadFieldError,
    address_of,
    date_of,
    found_by,
    is_page_address,
    moment_of,
    requested_address,
    source_of,
    title_of,
    validator,
)
from crawler.moments import as_text
from crawler.network.status import holds_page
from crawler.sources.content_type import body_kind

MAX_BODY_BYTES = 10 * 1024 * 1024  # the default of DOWNLOAD_MAXSIZE, the most that a crawl fetches
FIRST_YEAR = 1990  # when the web began: earlier dates are wrong
CLOCK_TOLERANCE = timedelta(days=1)  # a later date is in the future, and so is wrong
BAD_DATE = "bad_date"  # reason code


def record_page(record: WarcRecord, skipped: Counter[str]) -> Page | None:
    """Return the page of a record; if there is none, count the reason in `skipped` and return None.

    A record with an unreadable date is counted as BAD_DATE, and its page is returned without a date.
    """
    try:
        page_or_reason = _read_record(record)
    except TooLargeError:
        page_or_reason = "too_large"
    except BadFieldError as error:
        page_or_reason = str(error)
    except BaseException as error:
        if not is_fault(error):
            raise
        page_or_reason = "damaged"
    if isinstance(page_or_reason, Page):
        if page_or_reason.fetched_at is None and "WARC-Date" in record.headers:
            skipped[BAD_DATE] += 1
        return page_or_reason
    skipped[page_or_reason] += 1
    return None


def is_context(record: WarcRecord, page_id: str) -> bool:
    """Return True if a record holds the metadata of the page in the record with this id."""
    return record.record_type == WarcRecordType.metadata and record.headers.get("WARC-Concurrent-To") == page_id


def add_context(page: Page, block: bytes) -> Page:
    """Return the page with the fields of its metadata record, in which the crawl noted what it knew about the page."""
    lines = (line.partition(": ") for line in block.decode("utf-8", "replace").splitlines())
    fields = {name: value for name, _, value in lines if value}
    return replace(
        page,
        requested_url=requested_address(fields.get("requested_url")),
        source=source_of(fields.get("source")),
        discovered_by=found_by(fields.get("discovered_by")),
        title_hint=title_of(fields.get("title_hint")),
        date_hint=date_of(fields.get("date_hint")),
        first_page=requested_address(fields.get("first_page")),
    )


def is_fault(error: BaseException) -> bool:
    """Return True if an exception is caused by the input.

    On unforeseen input FastWARC panics, which raises a BaseException that would otherwise end the thread.
    """
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _read_record(record: WarcRecord) -> Page | str:
    """Return the page of a record, or a reason code."""
    if record.record_type == WarcRecordType.response and record.is_http:
        return _from_response(record)
    if record.record_type == WarcRecordType.conversion:
        return _from_resource(record, record.headers.get("Content-Type") or "text/plain")
    if record.record_type == WarcRecordType.resource:
        return _from_resource(record, record.headers.get("Content-Type") or "")
    return f"type_{record.record_type}"


def _from_response(record: WarcRecord) -> Page | str:
    """Return the page of a record with HTTP headers, or a reason code."""
    record.parse_http(quirks_mode=True, strict_mode=False)
    headers = record.http_headers
    status = headers.status_code
    if status is None:
        return "damaged"
    if not holds_page(status):
        return f"http_{status}"
    body = _content(record)
    if isinstance(body, str):
        return body
    # A header may be given several times, which is the same as one with all values.
    transfer, content = (",".join(headers.get_multiple(f"{name}-Encoding")) for name in ("Transfer", "Content"))
    body = decode_body(body, transfer, content, MAX_BODY_BYTES)
    content_type = headers.get("Content-Type") or ""
    kind = body_kind(content_type, body)
    if kind is None:
        return "not_html"
    return Page(
        body=body,
        url=_url(record),
        kind=kind,
        encoding=http_content_type_encoding(content_type),
        fetched_at=_date(record),
        status=status,
        etag=validator(headers.get("ETag")),
        last_modified=validator(headers.get("Last-Modified")),
        headers=of_rights(headers),
    )


def _from_resource(record: WarcRecord, content_type: str) -> Page | str:
    """Return the page of a record without HTTP headers (a WET text or a saved file), or a reason code."""
    if not is_page_address(record.headers.get("WARC-Target-URI") or ""):
        return "about_a_page"
    body = _content(record)
    if isinstance(body, str):
        return body
    is_plain = record.record_type == WarcRecordType.conversion and content_type.lower().startswith("text/plain")
    kind = "text" if is_plain else body_kind(content_type, body)
    if kind is None:
        return "not_html"
    encoding = http_content_type_encoding(content_type) or ("utf-8" if kind == "text" else None)
    return Page(body=body, url=_url(record), kind=kind, encoding=encoding, fetched_at=_date(record))


def _content(record: WarcRecord) -> bytes | str:
    """Return the content of a record, or a reason code: empty, too large, or shorter than declared."""
    expected = record.content_length
    if not expected:
        return "empty"
    if expected > MAX_BODY_BYTES:
        return "too_large"
    body = record.reader.read(expected)
    return body if len(body) == expected else "truncated"


def _url(record: WarcRecord) -> str:
    """Return the address of a record; old archivers wrote it in angle brackets. Raises BadFieldError."""
    return address_of(record.headers.get("WARC-Target-URI") or "")


def _date(record: WarcRecord) -> str | None:
    """Return the time when a record's page was fetched; None if the record has no readable date."""
    moment = record.record_date if "WARC-Date" in record.headers else None
    moment = moment or moment_of(record.headers.get("WARC-Date"))
    if not moment or moment.year < FIRST_YEAR or moment > datetime.now(UTC) + CLOCK_TOLERANCE:
        return None
    return as_text(moment)
