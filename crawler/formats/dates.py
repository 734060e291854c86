"""Convert the dates of a record to RFC 3339 times, which feeds need."""

from __future__ import annotations

from crawler.formats.fields import Row
from crawler.moments import as_moment, as_text


def published(row: Row) -> str | None:
    """Return when an article was published, in UTC; midnight UTC if only the day is known."""
    return row["date_published_utc"] or as_time(row["date_published"])


def updated(row: Row) -> str:
    """Return when an article last changed: as it declares itself, else when it was published or fetched."""
    known = (as_time(row["date_modified"]), published(row), as_time(row["fetched_at"]), as_time(row.get("stored_at")))
    return next((time for time in known if time), "1970-01-01T00:00:00Z")


def as_time(date: str | None) -> str | None:
    """Return a day or time as a time in UTC, to the second; None if it is neither. Without an offset, it is in UTC."""
    try:
        return as_text(as_moment(date or ""))
    except (ValueError, OverflowError):
        return None
