"""Check the fields of WARC records that other programs wrote, and make them safe to store."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import get_args

from cleaners.metadata.sanitize import MAX_TITLE_CHARS, clean_text, web_address
from crawler.moments import as_moment
from crawler.sources.source import MAX_ID_CHARS, FoundBy

MAX_VALIDATOR_CHARS = 500  # length of an ETag or Last-Modified, which a recheck sends back
_PAGE_SCHEMES = ("http", "https", "ftp", "file")  # schemes of pages' addresses
MAX_DATE_CHARS = 40
_DIGITS = re.compile(r"^(\d{8})(\d{6})$")
_USER = re.compile(r"(?<=://)[^/?#]*@")
_FOUND_BY = frozenset(get_args(FoundBy))


class BadFieldError(ValueError):
    """A field makes its record unusable; the message is the reason code."""


def address_of(written: str) -> str:
    """Return the address of a page without user and password; "" if it is not a web address.

    Raises:
        BadFieldError: The address is too long, or has characters that are not allowed in addresses.
    """
    address = _USER.sub("", written.strip("<> "))
    if not address.lower().startswith(("http://", "https://")):
        return ""
    scheme, separator, rest = address.partition("://")
    checked = web_address(scheme.lower() + separator + rest)
    if checked is None:
        raise BadFieldError("bad_address")
    return checked


def is_page_address(written: str) -> bool:
    """Return False for the address of something other than a page, such as an archiver's log or extracted text."""
    scheme, separator, _ = written.strip("<> ").partition(":")
    return not separator or scheme.lower() in _PAGE_SCHEMES


def requested_address(written: str | None) -> str | None:
    """Return an address as `address_of` does; None if it cannot be used."""
    try:
        return address_of(written or "") or None
    except BadFieldError:
        return None


def source_of(written: str | None) -> str | None:
    """Return the id of a source as one short line, or None."""
    return _line(written, MAX_ID_CHARS)


def found_by(written: str | None) -> str | None:
    """Return how a page was found, or None for a word that our crawls do not write."""
    return written if written in _FOUND_BY else None


def title_of(written: str | None) -> str | None:
    """Return a title from a listing, or None."""
    return _line(written, MAX_TITLE_CHARS)


def date_of(written: str | None) -> str | None:
    """Return a day or an RFC 3339 time from a listing, or None."""
    try:
        (date if written and len(written) == len("2026-01-31") else datetime).fromisoformat(written or "")
    except ValueError:
        return None
    return written


def moment_of(written: str | None) -> datetime | None:
    """Return the date of a record that is not a full RFC 3339 time, or None.

    WARC 1.1 allows shorter ones, such as 2026-01-31. Converters leave those of ARC files, such as 20260131080910, and
    of e-mail.
    """
    written = (written or "").strip()[:MAX_DATE_CHARS]
    try:
        return as_moment(_DIGITS.sub(r"\1T\2", written))
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def validator(written: str | None) -> str | None:
    """Return an ETag or Last-Modified, or None if a recheck could not send it back."""
    line = _line(written, MAX_VALIDATOR_CHARS + 1)
    return line if line and len(line) <= MAX_VALIDATOR_CHARS else None


def _line(written: str | None, most: int) -> str | None:
    return " ".join(clean_text(written or "").split())[:most] or None
