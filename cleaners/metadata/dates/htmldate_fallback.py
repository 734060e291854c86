"""Find the day of publication with htmldate, if neither the markup nor a date line gives a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from itertools import chain

from lxml import etree
from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata.visible import names_others

MAX_ELEMENTS = 20_000  # htmldate is slow on larger pages
MAX_DATE_LINE_CHARS = 80  # a longer text of a paragraph is not a date line
MAX_DATE_CHARS = 20
REMOVED_TAGS = ("aside", "footer", "form", "iframe", "nav", "script", "select")
# Attributes in which htmldate looks for dates and for elements with a date.
KEPT_ATTRIBUTES = frozenset({
    "class", "content", "data-utime", "datetime", "http-equiv", "id", "itemprop", "name", "property", "pubdate",
    "title",
})  # fmt: skip


def find_day(page: ElementIndex, now: datetime | None, others: Iterable[HtmlElement] = ()) -> str | None:
    """Return the day that htmldate finds outside the elements of `others`, as YYYY-MM-DD, or None.

    Pages of MAX_ELEMENTS elements or more are not searched. Days after `now` do not count, nor does the first of
    January, which htmldate returns for a bare year, such as that of a copyright line.
    """
    if len(page.all) >= MAX_ELEMENTS:
        return None
    from htmldate import find_date  # here, because few pages need it, and its import takes a tenth of a second

    latest = (now or datetime.now(UTC)).date().isoformat()
    try:
        with _without_dateparser():
            day: str | None = find_date(
                _reduced_copy(page.root, frozenset(others)),
                original_date=True,
                extensive_search=True,
                max_date=latest,
                deferred_url_extractor=True,
            )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):  # htmldate fails in many ways
        return None
    return None if day is None or day.endswith("-01-01") else day


def _reduced_copy(tree: HtmlElement, others: frozenset[HtmlElement]) -> HtmlElement:
    """Copy the tree without most attributes, the text of the story, and parts with dates of something else.

    Those parts are `others`, navigation, forms, scripts, asides and footers. The text of the story has dates of what it
    tells. Without all this, htmldate also takes a third less time.
    """
    reduced = copy(tree)
    pairs = zip(tree.iter(), reduced.iter(), strict=True) if others else ()
    for unwanted in [element for original, element in pairs if original in others]:
        unwanted.clear(keep_tail=True)
    etree.strip_elements(reduced, *REMOVED_TAGS, with_tail=False)
    for element in [e for e in reduced.iter() if names_others(e.get("class"), e.get("id"))]:
        if element.getparent() is not None and element.find(".//h1") is None:
            element.drop_tree()
    for paragraph in reduced.iter("p"):
        text = (paragraph.text or "").strip()
        if len(text) > MAX_DATE_LINE_CHARS:
            paragraph.text = text[:MAX_DATE_CHARS] if text[0].isdigit() else ""  # "27.1.2026 - The bridge opens"
        for element in paragraph.iterdescendants():
            element.tail = "" if len(element.tail or "") > MAX_DATE_LINE_CHARS else element.tail
    etree.strip_attributes(reduced, *set(chain.from_iterable(e.attrib for e in reduced.iter())) - KEPT_ATTRIBUTES)
    return reduced


@contextmanager
def _without_dateparser() -> Iterator[None]:
    """Keep htmldate from calling dateparser.

    On 124 pages, dateparser took half of the time and found one more day, which was wrong. `has_date_cue` decides
    whether htmldate calls it. Replacing that function also saves loading a table of month names, which takes most of a
    second per process.
    """
    from htmldate import extractors

    original = extractors.has_date_cue
    extractors.has_date_cue = lambda *_: False
    try:
        yield
    finally:
        extractors.has_date_cue = original
