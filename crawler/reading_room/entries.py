"""The entries of the catalogue: the facts about an article that lists show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.messages.foreign_text import printable
from crawler.moments import as_text
from crawler.stores.changes.headers import ChangeHeader

UNKNOWN_LANGUAGE = "und"  # BCP 47
MAX_TITLE_CHARACTERS = 300
UNKNOWN_DAY = "1970-01-01"  # for an article without any date
ONE_DAY = timedelta(days=1)  # a date of publication may be this much after the fetch, because of its time zone
MAX_NAME_CHARACTERS = 100  # in the name of a source or language


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the catalogue. All texts are printable."""

    id: str
    day: str  # of publication, or of the fetch if the former is unknown or later
    moment: str  # sorts the articles of a day: an RFC 3339 time in UTC, or the day alone
    source: str
    language: str  # BCP 47
    title: str
    story: str  # the id of the cluster's representative, which is its own id if there are no near-duplicates
    revision: int

    @property
    def clock(self) -> str:
        """Return the time of day in UTC as HH:MM; "" if only the day is known."""
        return self.moment[11:16]


def entry_of(header: ChangeHeader) -> Entry:
    """Return the entry of a stored article."""
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
    """Return the day and the moment of an article; ignore a date of publication after the fetch."""
    fetched_at, published_at = _time(fetched), _time(published)
    if published_at and (not fetched_at or published_at.date() - fetched_at.date() <= ONE_DAY):
        return _day_and_moment(published_at)
    return _day_and_moment(fetched_at) if fetched_at else (UNKNOWN_DAY, UNKNOWN_DAY)


def _time(written: str | None) -> datetime | None:
    """Parse a time in the store, which another program may have written; return None if it is not a time."""
    try:
        return datetime.fromisoformat(written or "")
    except ValueError:
        return None


def _day_and_moment(time: datetime) -> tuple[str, str]:
    day = time.date().isoformat()
    if time.tzinfo is None:
        return day, day
    try:
        return day, as_text(time)
    except (OverflowError, ValueError):
        return day, day
