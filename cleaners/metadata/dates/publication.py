"""Choose the dates of publication and of the last change, with the place on the page that gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from typing import NamedTuple

from cleaners.metadata import json_ld, meta_tags, visible
from cleaners.metadata.dates import (
    above_heading,
    htmldate_fallback,
    labels,
    parsing,
    relative,
    restamped,
    visible_dates,
    without_year,
)
from cleaners.metadata.dates.calendars.conversion import to_ascii_digits
from cleaners.metadata.dates.clock import mislabelled_utc, offsets
from cleaners.metadata.dates.labels import Part, Role
from cleaners.metadata.dates.parsing import Moment
from cleaners.metadata.fields import DateEvidence
from cleaners.metadata.raw_metadata import RawMetadata

MAX_TIME_ELEMENTS = 5
MAX_VISIBLE_DATES = 10  # per place
MAX_RELATIVE_DATES = 10  # pieces of text below the heading that are checked for "2 days ago"
_PUBLISHED: tuple[Role | None, ...] = ("published", None)  # labels of the date of publication
_MIDNIGHT = re.compile(r"T00:00(?::00)?(?![:\d])")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時时点시]\s?\d\d(?!\d|[.:]\d)")
_END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)


class Candidate(NamedTuple):
    """A date as the page writes it, and the name of its place for `DateEvidence.found_in`."""

    written: str
    place: str


def published(raw: RawMetadata, language: str | None) -> tuple[str | None, DateEvidence | None]:
    """Return the date of publication and its evidence.

    The first valid date in the markup wins. A later place replaces it only if it gives the same day more precisely. A
    day, or midnight, is replaced by a time of that day that readers see. A day in the markup that is probably that of a
    change is replaced by an earlier day that readers see. Without a date in the markup, the fallbacks are tried.
    """
    best: tuple[Moment, Candidate] | None = None
    conflict = None
    for candidate in _in_markup(raw):
        moment = parsing.parse(candidate.written, language, raw.now, parsing.EARLIEST_ARCHIVED_YEAR)
        if moment is None:
            continue
        if best is None or (moment.day == best[0].day and _precision(moment) > _precision(best[0])):
            best = moment, candidate
        elif moment.day != best[0].day and conflict is None:
            conflict = candidate.written
    if best is None:
        best = _fallback(raw, language)
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
    for place, parts in _visible(raw):
        for text in islice(visible_dates.with_roles(parts, *_PUBLISHED), MAX_VISIBLE_DATES):
            moment = parsing.parse(text, language, raw.now)
            if moment and moment.day == best[0].day and moment.precision != "day":
                return (moment, Candidate(text, place)) if not _MIDNIGHT.search(moment.value) else best
    return best


def is_ahead(raw: RawMetadata, language: str | None) -> bool:
    """Return True if the markup gives a date of publication more than a day after the page was fetched."""
    return any(
        parsing.parse(written, language, raw.now) is None and parsing.parse(written, language, _END_OF_TIME)
        for written, _ in _in_markup(raw)
    )


def modified(raw: RawMetadata, language: str | None, published: str | None) -> str | None:
    """Return the date of the last change: the first valid one in the markup, or else on the visible page.

    Dates before the day of publication are ignored.
    """
    for text in chain(_modified_in_markup(raw), _modified_on_page(raw)):
        moment = (
            parsing.parse(text, language, raw.now)
            or _relative(text, raw, language)
            or _later_on_same_day(text, published, language)
        )
        if moment and (published is None or moment.day >= published[:10]):
            return _with_offset_or_day(moment, raw, language).value
    later = max(_pair_of_header(raw, language), key=lambda date: date[0].value, default=None)
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
        return mislabelled_utc.corrected(moment, _all_dates(raw), visible.texts_below_heading(raw.visible))
    clock = datetime.fromisoformat(moment.value)
    others = [parsed for text in _all_dates(raw) if (parsed := _parse_with_offset(text, raw, language))]
    full = offsets.with_offset(clock, others, raw.url, language, raw.listed, raw.served)
    return Moment(full.isoformat(), moment.precision) if full else Moment(moment.day, "day")


def _all_dates(raw: RawMetadata) -> Iterator[str]:
    yield from (candidate.written for candidate in _in_markup(raw))
    yield from _modified_in_markup(raw)
    yield from (part.text for part in visible_dates.times(raw.visible)[:MAX_TIME_ELEMENTS])


def _parse_with_offset(text: str, raw: RawMetadata, language: str | None) -> datetime | None:
    moment = parsing.parse(text, language, raw.now)
    return datetime.fromisoformat(moment.value) if moment and moment.has_offset else None


def _modified_in_markup(raw: RawMetadata) -> Iterator[str]:
    yield from (text for value in raw.values("dateModified") for text in _texts(value, raw))
    for name in meta_tags.MODIFIED:
        yield from raw.tags.get(name, ())
    yield from raw.microdata.get("datemodified", ())


def _changes_in_markup(raw: RawMetadata, language: str | None) -> Iterator[Moment]:
    return (moment for text in _modified_in_markup(raw) if (moment := parsing.parse(text, language, raw.now)))


def _modified_on_page(raw: RawMetadata) -> Iterator[str]:
    """Yield the dates that a label or a class calls an update."""
    yield from visible_dates.with_roles(visible_dates.times(raw.visible), "modified")
    yield from visible_dates.with_roles(visible_dates.below_heading(raw.visible), "modified")
    for text in visible.texts_below_heading(raw.visible)[:MAX_RELATIVE_DATES]:
        if len(text) <= relative.MAX_CHARS:
            yield from visible_dates.with_roles(labels.split_dates(text), "modified")


def _texts(value: object, raw: RawMetadata) -> list[str]:
    """Return the dates in a value of JSON-LD as texts; a number is seconds or milliseconds since 1970."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return [str(value)] if is_number else json_ld.texts(raw.json_ld, value)


def _precision(moment: Moment) -> tuple[bool, bool]:
    """Return a sort key: a time is better than a day, and a time with an offset is better than one without."""
    return moment.precision != "day", moment.has_offset


def _in_markup(raw: RawMetadata) -> Iterator[Candidate]:
    """Yield the dates that the markup gives as the publication, the most trusted places first."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for value in raw.values(key):
            yield from (Candidate(text, f"json-ld:{key}") for text in _texts(value, raw)[:1])
    for name in meta_tags.PUBLISHED:
        for value in raw.tags.get(name, ())[:1]:
            yield Candidate(value, f"meta:{name}")
    for value in raw.microdata.get("datepublished", ())[:1]:
        yield Candidate(value, "microdata:datePublished")


def _fallback(raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate] | None:
    """Return the first date outside the markup.

    The places are `time` elements, the address, date lines below the heading, elements whose class says date, lines
    directly above the heading, date lines in and below the text, `time` elements far above the heading, relative dates,
    the feed or news sitemap that named the page, dates of updates, and htmldate.
    """
    times = visible_dates.times(raw.visible)[:MAX_TIME_ELEMENTS]
    for text in visible_dates.with_roles(times, *_PUBLISHED):
        if moment := parsing.parse(text, language, raw.now):
            return moment, Candidate(text, "page:time")
    if in_url := parsing.from_url(raw.url, raw.now):
        return in_url[1], Candidate(in_url[0], "url")
    if pair := _pair_of_header(raw, language):
        return min(pair, key=lambda date: date[0].value)
    for place, parts in islice(_visible(raw), 1, None):
        if first := _first_date(place, parts, raw, language):
            return first
    return (
        _relative_date(raw, language, times)
        or _announced_date(raw, language)
        or _date_of_update(raw, language)
        or _date_by_htmldate(raw, language)
    )


def _first_date(
    place: str, parts: Iterable[Part], raw: RawMetadata, language: str | None
) -> tuple[Moment, Candidate] | None:
    """Return the first date of publication at a place, or an earlier one of the same day labelled "Published"."""
    parts = list(islice(parts, MAX_VISIBLE_DATES))
    dates = [
        (part, moment)
        for part in parts
        if part.role in _PUBLISHED and (moment := parsing.parse(part.text, language, raw.now))
    ]
    if not dates:
        return None
    first = dates[0]
    labelled = (date for date in dates[1:] if date[0].role == "published" and first[0].role is None)
    part, moment = next(
        (date for date in labelled if date[1].day == first[1].day and date[1].value < first[1].value), first
    )
    return moment, Candidate(part.text, place)


def _pair_of_header(raw: RawMetadata, language: str | None) -> list[tuple[Moment, Candidate]]:
    """Return the two different dates that stand together below the heading, or nothing.

    The later one is that of a change, whatever "Updated" is in the language of the page.
    """
    pair = ((parsing.parse(text, language, raw.now), text) for text in visible_dates.pair(raw.visible))
    dates = [(moment, Candidate(text, "page:heading")) for moment, text in pair if moment]
    return dates if len({moment.value for moment, _ in dates}) == 2 else []


def _visible(raw: RawMetadata) -> Iterator[tuple[str, Iterable[Part]]]:
    """Yield the dates that readers see with the names of their places, the most trusted place first."""
    yield "page:time", visible_dates.times(raw.visible)[:MAX_TIME_ELEMENTS]
    yield "page:heading", visible_dates.below_heading(raw.visible)
    yield "page:class", visible_dates.by_class(raw.visible)
    yield "page:above", visible_dates.above(raw.visible)
    yield "page:heading", visible_dates.after_start(raw.visible)
    yield "page:time", visible_dates.far_times(raw.visible)


def _relative_date(raw: RawMetadata, language: str | None, times: list[Part]) -> tuple[Moment, Candidate] | None:
    """Return the day of a text such as "3 hours ago" or "5 March, 10:20"; None if the time of the fetch is unknown."""
    if raw.now is None:
        return None
    marked = visible_dates.with_roles((*times, *visible_dates.by_class(raw.visible)), *_PUBLISHED)
    below_heading = visible.texts_below_heading(raw.visible)[:MAX_RELATIVE_DATES]
    for text in (*marked, *below_heading):
        parts = labels.split_dates(text) or (Part(text, labels.role_of(text)),)
        for written in visible_dates.with_roles(parts, *_PUBLISHED):
            moment = _relative(written, raw, language) or without_year.complete(written, language, raw.now)
            if moment:
                return moment, Candidate(text, "page:relative")
    return None


def _relative(text: str, raw: RawMetadata, language: str | None) -> Moment | None:
    """Return the day that "3 hours ago" and the like mean; None if the time of the fetch is unknown."""
    written = relative.resolve(text, raw.now, language) if raw.now else None
    return parsing.parse(written, language, raw.now)


def _announced_date(raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate] | None:
    """Return the date in the feed or news sitemap that named the page."""
    written, place = raw.announced or ("", "")
    moment = parsing.parse(written, language, raw.now)
    return (moment, Candidate(written, place)) if moment else None


def _date_of_update(raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate] | None:
    """Return the first date of an update that readers see: a page that shows no other date calls its date so."""
    for text in _modified_on_page(raw):
        if moment := parsing.parse(text, language, raw.now):
            return moment, Candidate(text, "page:updated")
    return None


def _date_by_htmldate(raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate] | None:
    if is_ahead(raw, language):
        return None  # htmldate would turn the date that we refused into another day
    others = (*visible_dates.of_page(raw.visible), *above_heading.before_article(raw.visible))
    day = htmldate_fallback.find_day(raw.page, raw.now, others)
    moment = parsing.parse(day, now=raw.now)
    return (moment, Candidate(day, "htmldate")) if moment and day else None
