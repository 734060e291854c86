"""Choose the dates of publication and of the last change, with the place on the page that gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

from cleaners.metadata import visible
from cleaners.metadata.dates import parsing, relative, restamped, visible_dates
from cleaners.metadata.dates.calendars.conversion import to_ascii_digits
from cleaners.metadata.dates.clock import mislabelled_utc, offsets
from cleaners.metadata.dates.fallback import MAX_VISIBLE_DATES, fallback
from cleaners.metadata.dates.parsing import Moment
from cleaners.metadata.dates.places import (
    MAX_TIME_ELEMENTS,
    PUBLISHED,
    Candidate,
    in_markup,
    modified_in_markup,
    modified_on_page,
    pair_of_header,
    relative_moment,
    visible_places,
)
from cleaners.metadata.fields import DateEvidence
from cleaners.metadata.raw_metadata import RawMetadata

_MIDNIGHT = re.compile(r"T00:00(?::00)?(?![:\d])")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時时点시]\s?\d\d(?!\d|[.:]\d)")


def published(raw: RawMetadata, language: str | None) -> tuple[str | None, DateEvidence | None]:
    """Return the date of publication and its evidence.

    The first valid date in the markup wins. A later place replaces it only if it gives the same day more precisely. A
    day, or midnight, is replaced by a time of that day that readers see. A day in the markup that is probably that of a
    change is replaced by an earlier day that readers see. Without a date in the markup, the fallbacks are tried.
    """
    best: tuple[Moment, Candidate] | None = None
    conflict = None
    for candidate in in_markup(raw):
        moment = parsing.parse(candidate.written, language, raw.now, parsing.EARLIEST_ARCHIVED_YEAR)
        if moment is None:
            continue
        if best is None or (moment.day == best[0].day and _precision(moment) > _precision(best[0])):
            best = moment, candidate
        elif moment.day != best[0].day and conflict is None:
            conflict = candidate.written
    if best is None:
        best = fallback(raw, language)
    elif before := restamped.shown_before(best[0], _changes_in_markup(raw, language), raw, language):
        conflict = conflict or best[1].written
        best = before[0], Candidate(*before[1:])
    if best is None:
        return None, None
    best = _more_precise(best, raw, language)
    moment, (written, place) = best
    settled = _with_offset_or_day(moment, raw, language)
    clock_time = moment.clock_time if settled.precision == "day" else None
    return settled.value, DateEvidence(written, place, settled.precision, conflict, clock_time)


def _more_precise(best: tuple[Moment, Candidate], raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate]:
    """Return the date with a time of the same day that readers see, if the markup or address only gives the day.

    Midnight counts as a day, because many programs write a day in this way.
    """
    if best[0].precision != "day" and not _MIDNIGHT.search(best[0].value):
        return best
    for place, parts in visible_places(raw):
        for text in islice(visible_dates.with_roles(parts, *PUBLISHED), MAX_VISIBLE_DATES):
            moment = parsing.parse(text, language, raw.now)
            if moment and moment.day == best[0].day and moment.precision != "day":
                return (moment, Candidate(text, place)) if not _MIDNIGHT.search(moment.value) else best
    return best


def modified(raw: RawMetadata, language: str | None, published: str | None) -> str | None:
    """Return the date of the last change: the first valid one in the markup, or else on the visible page.

    Dates before the day of publication are ignored.
    """
    for text in chain(modified_in_markup(raw), modified_on_page(raw)):
        moment = (
            parsing.parse(text, language, raw.now)
            or relative_moment(text, raw, language)
            or _later_on_same_day(text, published, language)
        )
        if moment and (published is None or moment.day >= published[:10]):
            return _with_offset_or_day(moment, raw, language).value
    later = max(pair_of_header(raw, language), key=lambda date: date[0].value, default=None)
    is_change = later is not None and published is not None and later[0].value[:16] > published[:16]
    return _with_offset_or_day(later[0], raw, language).value if later and is_change else None


def _later_on_same_day(text: str, published: str | None, language: str | None) -> Moment | None:
    """Return the time of a change that is given without a day, as in "Published 3 March 2026, 6:00, updated 7:45"."""
    if published is None or len(text) > relative.MAX_CHARS:
        return None
    moment = parsing.parse(f"{published[:10]} {to_ascii_digits(text)}", language)
    is_later = moment is not None and moment.day == published[:10] and moment.value[:16] > published[:16]
    return moment if is_later and _CLOCK.search(to_ascii_digits(text)) else None


def _with_offset_or_day(moment: Moment, raw: RawMetadata, language: str | None) -> Moment:
    """Return the moment with an offset, or only its day if none can be found: a time without one would mislead."""
    if moment.clock_time is None:
        others = filter(None, map(parsing.parse_rfc3339, map(str.strip, _all_dates(raw))))
        shown = visible.texts_below_heading(raw.visible)
        return Moment(mislabelled_utc.corrected(moment.value, others, shown), moment.precision)
    clock = datetime.fromisoformat(moment.value)
    known = [parsed for text in _all_dates(raw) if (parsed := _parse_with_offset(text, raw, language))]
    full = offsets.with_offset(clock, known, raw.url, language, raw.listed, raw.served)
    return Moment(full.isoformat(), moment.precision) if full else Moment(moment.day, "day")


def _all_dates(raw: RawMetadata) -> Iterator[str]:
    yield from (candidate.written for candidate in in_markup(raw))
    yield from modified_in_markup(raw)
    yield from (part.text for part in visible_dates.times(raw.visible)[:MAX_TIME_ELEMENTS])


def _parse_with_offset(text: str, raw: RawMetadata, language: str | None) -> datetime | None:
    moment = parsing.parse(text, language, raw.now)
    return datetime.fromisoformat(moment.value) if moment and moment.has_offset else None


def _changes_in_markup(raw: RawMetadata, language: str | None) -> Iterator[Moment]:
    return (moment for text in modified_in_markup(raw) if (moment := parsing.parse(text, language, raw.now)))


def _precision(moment: Moment) -> tuple[bool, bool]:
    """Return a sort key: a time is better than a day, and a time with an offset is better than one without."""
    return moment.precision != "day", moment.has_offset
