"""Find the date of publication of a page whose markup gives none."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from cleaners.metadata import visible
from cleaners.metadata.dates import above_heading, htmldate_fallback, labels, parsing, visible_dates, without_year
from cleaners.metadata.dates.labels import Part
from cleaners.metadata.dates.parsing import Moment
from cleaners.metadata.dates.places import (
    MAX_RELATIVE_DATES,
    MAX_TIME_ELEMENTS,
    PUBLISHED,
    Candidate,
    is_ahead,
    modified_on_page,
    pair_of_header,
    relative_moment,
    visible_places,
)
from cleaners.metadata.raw_metadata import RawMetadata

MAX_VISIBLE_DATES = 10  # per place


def fallback(raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate] | None:
    """Return the first date outside the markup.

    The places are `time` elements, the address, date lines below the heading, elements whose class says date, lines
    directly above the heading, date lines in and below the text, `time` elements far above the heading, relative dates,
    the feed or news sitemap that named the page, dates of updates, and htmldate.
    """
    times = visible_dates.times(raw.visible)[:MAX_TIME_ELEMENTS]
    for text in visible_dates.with_roles(times, *PUBLISHED):
        if moment := parsing.parse(text, language, raw.now):
            return moment, Candidate(text, "page:time")
    if in_url := parsing.from_url(raw.url, raw.now):
        return in_url[1], Candidate(in_url[0], "url")
    if pair := pair_of_header(raw, language):
        return min(pair, key=lambda date: date[0].value)
    for place, parts in islice(visible_places(raw), 1, None):
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
        if part.role in PUBLISHED and (moment := parsing.parse(part.text, language, raw.now))
    ]
    if not dates:
        return None
    first = dates[0]
    labelled = (date for date in dates[1:] if date[0].role == "published" and first[0].role is None)
    part, moment = next(
        (date for date in labelled if date[1].day == first[1].day and date[1].value < first[1].value), first
    )
    return moment, Candidate(part.text, place)


def _relative_date(raw: RawMetadata, language: str | None, times: list[Part]) -> tuple[Moment, Candidate] | None:
    """Return the day of a text such as "3 hours ago" or "5 March, 10:20"; None if the time of the fetch is unknown."""
    if raw.now is None:
        return None
    marked = visible_dates.with_roles((*times, *visible_dates.by_class(raw.visible)), *PUBLISHED)
    below_heading = visible.texts_below_heading(raw.visible)[:MAX_RELATIVE_DATES]
    for text in (*marked, *below_heading):
        parts = labels.split_dates(text) or (Part(text, labels.role_of(text)),)
        for written in visible_dates.with_roles(parts, *PUBLISHED):
            moment = relative_moment(written, raw, language) or without_year.complete(written, language, raw.now)
            if moment:
                return moment, Candidate(text, "page:relative")
    return None


def _announced_date(raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate] | None:
    """Return the date in the feed or news sitemap that named the page."""
    written, place = raw.announced or ("", "")
    moment = parsing.parse(written, language, raw.now)
    return (moment, Candidate(written, place)) if moment else None


def _date_of_update(raw: RawMetadata, language: str | None) -> tuple[Moment, Candidate] | None:
    """Return the first date of an update that readers see: a page that shows no other date calls its date so."""
    for text in modified_on_page(raw):
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
