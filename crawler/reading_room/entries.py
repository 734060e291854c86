"""Entries of the catalogue: what lists show of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.inspection.signals import printable
from crawler.stores.changes.headers import ChangeHeader

UNKNOWN_LANGUAGE = "und"  # BCP 47
MAX_TITLE_CHARACTERS = 300
UNKNOWN_DAY = "1970-01-01"  # of an article without any date
ONE_DAY = timedelta(days=1)  # a date of publication may be after the fetch by this: it may have another time zone
MAX_NAME_CHARACTERS = 100  # of a source or language


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the catalogue. All texts are printable."""

    id: str
    day: str  # of publication, or of the fetch if that is unknown or later than the fetch
    moment: str  # the time that articles of a day are sorted by: RFC 3339 in UTC, or the day alone
    source: str
    language: str  # BCP 47
    title: str
    story: str  # the id of the earliest article of its cluster: its own without near-duplicates
    revision: int

    @property
    def clock(self) -> str:
        """Return the time of day in UTC as HH:MM; "" if only the day is known."""
        return self.moment[11:16]


def entry_of(header: ChangeHeader) -> Entry:
    """Return the entry of an article that the store has."""
    day, moment = _when(header.published_at, header.fetched_at)
    return Entry(
        id=header.article_id,
        day=day,
        moment=moment,
        source=_name(header.source or header.host or "no source"),
        language=_name(header.language or UNKNOWN_LANGUAGE),
        title=printable(header.title or header.url or "No title")[:MAX_TITLE_CHARACTERS],
        story=header.duplicate_of or header.article_id,
        revision=header.revision,
    )


def _name(text: str) -> str:
    return printable(text)[:MAX_NAME_CHARACTERS]


def _when(published: str | None, fetched: str | None) -> tuple[str, str]:
    """Return the day and the moment of an article; a date after the fetch is not believed."""
    fetched_at, published_at = _time(fetched), _time(published)
    if published_at and (not fetched_at or published_at.date() - fetched_at.date() <= ONE_DAY):
        return _day_and_moment(published_at)
    return _day_and_moment(fetched_at) if fetched_at else (UNKNOWN_DAY, UNKNOWN_DAY)


def _time(written: str | None) -> datetime | None:
    """Return a time of the store, which somebody else may have written; None if it is none."""
    try:
        return datetime.fromisoformat(written or "")
    except ValueError:
        return None


def _day_and_moment(time: datetime) -> tuple[str, str]:
    day = time.date().isoformat()
    if time.tzinfo is None:
        return day, day
    try:
        return day, time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return day, day
