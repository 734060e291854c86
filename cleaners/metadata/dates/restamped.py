"""Find the day of publication that readers see, for markup that gives the time of the last change instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import takewhile

from cleaners.metadata import visible
from cleaners.metadata.dates import labels, parsing, visible_dates
from cleaners.metadata.dates.named_months import is_month
from cleaners.metadata.dates.parsing import Moment
from cleaners.metadata.raw_metadata import RawMetadata

MAX_PIECES = 10  # pieces of text between the headline and the date line
MAX_LINE_CHARS = 60  # of a date line
MIN_STORY_CHARS = 200  # of a piece of text that begins the story
MONTHS = 12
ZONES = timedelta(days=1)  # two zones may write one moment as two days

_BEFORE_DAY = re.compile(r"\W*((?:[^\W\d]+[.,]?\s+){0,2})[^\W\d]*\d")  # "Tuesday, March 3": two words at most


def shown_before(
    stamped: Moment, changes: Iterable[Moment], raw: RawMetadata, language: str | None
) -> tuple[Moment, str, str] | None:
    """Return the first earlier date that readers see, as moment, text and place; None if the markup may be right.

    It may be right if it also gives a later change, or if the page shows its day, or the day before or after.
    """
    if any(change.day > stamped.day for change in changes):
        return None
    first = None
    earliest_right = date.fromisoformat(stamped.day) - ZONES
    for shown in _dates_beside_headline(raw, language):
        if any(reading >= earliest_right for reading in _readings(shown[0].day)):
            return None
        first = first or shown
    return first


def _readings(day: str) -> list[date]:
    """Return a day, and the same with day and month exchanged, because a site may write them in another order."""
    read = date.fromisoformat(day)
    return [read, read.replace(month=read.day, day=read.month)] if read.day <= MONTHS else [read]


def _dates_beside_headline(raw: RawMetadata, language: str | None) -> Iterator[tuple[Moment, str, str]]:
    """Yield the dates of publication beside the headline and in the address, each with its text and place.

    A number without separators does not count: it may be the id of an article or a product.
    """
    for text, place in _texts_beside_headline(raw):
        if not text.isdecimal() and (moment := parsing.parse(text, language, raw.now)):
            yield moment, text, place
    in_url = parsing.from_url(raw.url, raw.now)
    if in_url and not in_url[0].isdecimal():
        yield in_url[1], in_url[0], "url"


def _texts_beside_headline(raw: RawMetadata) -> Iterator[tuple[str, str]]:
    yield from ((part.text, "page:time") for part in visible_dates.times(raw.visible) if part.role == "published")
    pieces = visible.texts_below_heading(raw.visible)[:MAX_PIECES]
    for text in takewhile(lambda text: len(text) < MIN_STORY_CHARS, pieces):
        for part in labels.split_dates(text) if len(text) <= MAX_LINE_CHARS else ():
            if part.role == "published" or (part.role is None and _begins_with_date(part.text)):
                yield part.text, "page:heading"
    for part in visible_dates.above(raw.visible):
        if part.role in ("published", None):
            yield part.text, "page:above"


def _begins_with_date(text: str) -> bool:
    """Return True for a text with nothing before its date: of two words, the second must be a month."""
    before = _BEFORE_DAY.match(text)
    words = before[1].split() if before else []
    return before is not None and (len(words) < 2 or is_month(words[-1].strip(".,")))
