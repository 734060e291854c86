"""Find the dates that a page gives, with their places: in the markup, and where readers see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from cleaners.metadata import json_ld, meta_tags, visible
from cleaners.metadata.dates import labels, parsing, relative, visible_dates
from cleaners.metadata.dates.labels import Part, Role
from cleaners.metadata.dates.parsing import Moment
from cleaners.metadata.raw_metadata import RawMetadata

MAX_TIME_ELEMENTS = 5
MAX_RELATIVE_DATES = 10  # pieces of text below the heading that are checked for "2 days ago"
PUBLISHED: tuple[Role | None, ...] = ("published", None)  # labels of the date of publication
_END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)


class Candidate(NamedTuple):
    """A date as the page writes it, and the name of its place for `DateEvidence.found_in`."""

    written: str
    place: str


def in_markup(raw: RawMetadata) -> Iterator[Candidate]:
    """Yield the dates that the markup gives as the publication, the most trusted places first."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for value in raw.values(key):
            yield from (Candidate(text, f"json-ld:{key}") for text in _texts(value, raw)[:1])
    for name in meta_tags.PUBLISHED:
        for value in raw.tags.get(name, ())[:1]:
            yield Candidate(value, f"meta:{name}")
    for value in raw.microdata.get("datepublished", ())[:1]:
        yield Candidate(value, "microdata:datePublished")


def is_ahead(raw: RawMetadata, language: str | None) -> bool:
    """Return True if the markup gives a date of publication more than a day after the page was fetched."""
    return any(
        parsing.parse(written, language, raw.now) is None and parsing.parse(written, language, _END_OF_TIME)
        for written, _ in in_markup(raw)
    )


def visible_places(raw: RawMetadata) -> Iterator[tuple[str, Iterable[Part]]]:
    """Yield the dates that readers see with the names of their places, the most trusted place first."""
    yield "page:time", visible_dates.times(raw.visible)[:MAX_TIME_ELEMENTS]
    yield "page:heading", visible_dates.below_heading(raw.visible)
    yield "page:class", visible_dates.by_class(raw.visible)
    yield "page:above", visible_dates.above(raw.visible)
    yield "page:heading", visible_dates.after_start(raw.visible)
    yield "page:time", visible_dates.far_times(raw.visible)


def pair_of_header(raw: RawMetadata, language: str | None) -> list[tuple[Moment, Candidate]]:
    """Return the two different dates that stand together below the heading, or nothing.

    The later one is that of a change, whatever "Updated" is in the language of the page.
    """
    pair = ((parsing.parse(text, language, raw.now), text) for text in visible_dates.pair(raw.visible))
    dates = [(moment, Candidate(text, "page:heading")) for moment, text in pair if moment]
    return dates if len({moment.value for moment, _ in dates}) == 2 else []


def modified_in_markup(raw: RawMetadata) -> Iterator[str]:
    """Yield the dates that the markup gives as the last change, the most trusted places first."""
    yield from (text for value in raw.values("dateModified") for text in _texts(value, raw))
    for name in meta_tags.MODIFIED:
        yield from raw.tags.get(name, ())
    yield from raw.microdata.get("datemodified", ())


def modified_on_page(raw: RawMetadata) -> Iterator[str]:
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


def relative_moment(text: str, raw: RawMetadata, language: str | None) -> Moment | None:
    """Return the day that "3 hours ago" and the like mean; None if the time of the fetch is unknown."""
    written = relative.resolve(text, raw.now, language) if raw.now else None
    return parsing.parse(written, language, raw.now)
