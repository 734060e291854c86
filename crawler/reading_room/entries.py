"""Entries of the catalogue: what lists show of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crawler.inspection.signals import printable
from crawler.stores.changes.headers import ChangeHeader

UNKNOWN_LANGUAGE = "und"  # BCP 47
MAX_TITLE_CHARACTERS = 300
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
    assert header.fetched_at
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


def _when(published: str | None, fetched: str) -> tuple[str, str]:
    """Return the day and the moment of an article; a date after the fetch is not believed."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return fetched[:10], fetched
    if moment.date() > date.fromisoformat(fetched[:10]) + timedelta(days=1):  # one day for other time zones
        return fetched[:10], fetched
    day = moment.date().isoformat()
    if moment.tzinfo is None:
        return day, day
    try:
        return day, moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return day, day
