"""Find the day of publication with htmldate, the last resort for a page without a date in markup or date line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from itertools import chain

from htmldate import extractors, find_date
from lxml import etree
from lxml.html import HtmlElement

MAX_ELEMENTS = 20_000  # htmldate is slow on larger pages
REMOVED_TAGS = ("aside", "footer", "form", "iframe", "nav", "script", "select")
# Attributes in which htmldate looks for dates, or that lead it to an element with a date.
KEPT_ATTRIBUTES = frozenset({
    "class", "content", "data-utime", "datetime", "http-equiv", "id", "itemprop", "name", "property", "pubdate",
    "title",
})  # fmt: skip


def find_day(tree: HtmlElement, now: datetime | None) -> str | None:
    """Return the day, YYYY-MM-DD, that htmldate finds in a page of at most MAX_ELEMENTS elements; None without one.

    The first of January is refused, because htmldate makes it of any bare year, such as that of the copyright.
    """
    if sum(1 for _ in zip(tree.iter(), range(MAX_ELEMENTS), strict=False)) == MAX_ELEMENTS:
        return None
    latest = (now or datetime.now(UTC)).date().isoformat()
    try:
        with _without_dateparser():
            day: str | None = find_date(
                _reduced_copy(tree),
                original_date=True,
                extensive_search=True,
                max_date=latest,
                deferred_url_extractor=True,
            )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):  # its parsers fail in many ways
        return None
    return None if day is None or day.endswith("-01-01") else day


def _reduced_copy(tree: HtmlElement) -> HtmlElement:
    """Copy the tree without menus, side columns and most attributes.

    They contain dates of other pages, and htmldate takes a third less time without them.
    """
    reduced = copy(tree)
    etree.strip_elements(reduced, *REMOVED_TAGS, with_tail=False)
    etree.strip_attributes(reduced, *set(chain.from_iterable(e.attrib for e in reduced.iter())) - KEPT_ATTRIBUTES)
    return reduced


@contextmanager
def _without_dateparser() -> Iterator[None]:
    """Keep htmldate from calling dateparser.

    On 124 pages dateparser found no further right day and one wrong one, and took half of the time. The replaced
    function decides whether to call it by tables of months, which take most of a second to load once per process.
    """
    original = extractors.has_date_cue
    extractors.has_date_cue = lambda *_: False
    try:
        yield
    finally:
        extractors.has_date_cue = original
