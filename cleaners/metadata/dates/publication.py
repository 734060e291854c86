"""When an article was published and changed, and where the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from itertools import chain

from htmldate import extractors, find_date
from lxml import etree
from lxml.html import HtmlElement

from cleaners.metadata import meta_tags, visible
from cleaners.metadata.dates import formats, relative
from cleaners.metadata.dates.formats import Moment
from cleaners.metadata.fields import DateEvidence
from cleaners.metadata.readings import Readings
from cleaners.metadata.strings import plain

MAX_FALLBACK_ELEMENTS = 20_000  # htmldate is slow on larger pages
NOT_OWN = ("aside", "footer", "form", "iframe", "nav", "script", "select")
# Attributes in which htmldate looks for dates, or for what has them.
TELLING = frozenset({
    "class", "content", "data-utime", "datetime", "http-equiv", "id", "itemprop", "name", "property", "pubdate",
    "title",
})  # fmt: skip
MAX_PIECES = 10  # of text below the heading that may count back

Claim = tuple[str, str]  # the string, and the place where it stands


def published(found: Readings, language: str | None) -> tuple[str | None, DateEvidence | None]:
    """The date of publication and its evidence, from the most trusted place that has one."""
    best: tuple[Moment, Claim] | None = None
    conflict = None
    for raw, place in _marked(found):
        moment = formats.parse(raw, language, found.now, formats.EARLIEST_ARCHIVED_YEAR)
        if moment is None:
            continue
        if best is None or (moment.day == best[0].day and _exactness(moment) > _exactness(best[0])):
            best = moment, (raw, place)
        elif moment.day != best[0].day and conflict is None:
            conflict = raw
    best = best or _unmarked(found, language)
    if best is None:
        return None, None
    moment, (raw, place) = best
    return moment.value, DateEvidence(raw, place, moment.precision, conflict)


def is_ahead(found: Readings, language: str | None) -> bool:
    """Whether the page marks a date of publication that lies days ahead of when it was fetched."""
    end = datetime(9000, 1, 1, tzinfo=UTC)
    return any(
        formats.parse(raw, language, found.now) is None and formats.parse(raw, language, end)
        for raw, _ in _marked(found)
    )


def modified(found: Readings, language: str | None, published: str | None) -> str | None:
    """The date of the last change; None where it lies days before the publication."""
    claims = [value for value in found.values("dateModified") if isinstance(value, str)]
    claims += [value for name in meta_tags.MODIFIED for value in found.tags.get(name, ())]
    claims += found.microdata.get("datemodified", [])
    moments = (formats.parse(raw, language, found.now) for raw in claims)
    return next((m.value for m in moments if m and (published is None or m.day >= published[:10])), None)


def _exactness(moment: Moment) -> tuple[bool, bool]:
    """A time is better than a day, and one with its offset better than one without."""
    return moment.precision != "day", len(moment.value) > len("2024-05-31T10:20:30")


def _marked(found: Readings) -> Iterator[Claim]:
    """What says in the markup that it is the date, most trusted places first."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for value in found.values(key):
            if text := plain(value):
                yield text, f"json-ld:{key}"
    for name in meta_tags.PUBLISHED:
        for value in found.tags.get(name, ())[:1]:
            yield value, f"meta:{name}"
    for value in found.microdata.get("datepublished", ())[:1]:
        yield value, "microdata:datePublished"


def _unmarked(found: Readings, language: str | None) -> tuple[Moment, Claim] | None:
    """Fall-backs: `time` elements, the address, elements whose class says date, the day that htmldate sees."""
    times = visible.times(found.visible)[:5]
    for raw in times:
        if moment := formats.parse(raw, language, found.now):
            return moment, (raw, "page:time")
    if in_url := formats.from_url(found.url, found.now):
        return in_url[1], (in_url[0], "url")
    for place, texts in (("heading", visible.dates_after_heading), ("class", visible.dates)):
        for raw in texts(found.visible)[:10]:
            if moment := formats.parse(raw, language, found.now):
                return moment, (raw, f"page:{place}")
    return _counted_back(found, times) or _guess(found, language)


def _counted_back(found: Readings, times: list[str]) -> tuple[Moment, Claim] | None:
    """The day of "3 hours ago", where it is known when the page was fetched."""
    texts = (
        (*times, *visible.dates(found.visible), *visible.after_heading(found.visible)[:MAX_PIECES]) if found.now else ()
    )
    for raw in texts:
        day = relative.day_before(raw, found.now) if found.now else None
        if day is not None:
            return Moment(day, "day"), (raw, "page:relative")
    return None


def _guess(found: Readings, language: str | None) -> tuple[Moment, Claim] | None:
    if is_ahead(found, language):
        return None  # htmldate makes another day of the one that is not believed
    day = _seen_by_htmldate(found.tree, found.now)
    moment = formats.parse(day, now=found.now)
    return (moment, (day, "htmldate")) if moment and day else None


def _seen_by_htmldate(tree: HtmlElement, now: datetime | None) -> str | None:
    """The day that htmldate finds in the text of a page of sane size."""
    if sum(1 for _ in zip(tree.iter(), range(MAX_FALLBACK_ELEMENTS), strict=False)) == MAX_FALLBACK_ELEMENTS:
        return None
    latest = (now or datetime.now(UTC)).date().isoformat()
    try:
        with _patterns_only():
            day: str | None = find_date(
                _own_part(tree), original_date=True, extensive_search=True, max_date=latest, deferred_url_extractor=True
            )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):  # its parsers give up in many ways
        return None
    return None if day is None or day.endswith("-01-01") else day  # it makes that day of a year such as the copyright's


def _own_part(tree: HtmlElement) -> HtmlElement:
    """A copy without what has other pages' dates, and is a third of the time: menus, side columns, most attributes."""
    part = copy(tree)
    etree.strip_elements(part, *NOT_OWN, with_tail=False)
    etree.strip_attributes(part, *set(chain.from_iterable(e.attrib for e in part.iter())) - TELLING)
    return part


@contextmanager
def _patterns_only() -> Iterator[None]:
    """Without dateparser: on 124 pages it found no right day more, one wrong one, and took half of the time.

    Nor are its tables of months loaded, by which htmldate tells whether to ask it: most of a second once a process.
    """
    ask = extractors.has_date_cue
    extractors.has_date_cue = lambda *_: False
    try:
        yield
    finally:
        extractors.has_date_cue = ask
