"""Tell dates directly above the headline, which are the article's, from those far above it, which are the page's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from cleaners.metadata.strings import element_text
from cleaners.metadata.visible import Visible

MAX_NEAR_LEVELS = 2  # elements around the headline that may hold its date as well
MAX_SIBLINGS = 2  # elements before the headline that are read
MAX_CHARS = 60  # of a date line
_WHOLE_PAGE = frozenset({"body", "html"})
_ARTICLE = frozenset({"article", "main"})
_OUTERMOST = _WHOLE_PAGE | _ARTICLE


def texts(shown: Visible) -> Iterator[str]:
    """Yield the short texts with a digit directly above the headline, or the dates of their `time` elements."""
    around = shown.first_heading
    for _ in range(MAX_NEAR_LEVELS):
        if around is None or around.tag in _OUTERMOST:
            return
        for element in islice(around.itersiblings("*", preceding=True), MAX_SIBLINGS):
            text = element_text(element, MAX_CHARS + 1)
            if len(text) > MAX_CHARS or element.tag == "nav":
                return
            values = (time.get("datetime") for time in element.iter("time"))
            text = next(filter(None, values), text)
            if any(map(str.isdigit, text)):
                yield text
        around = around.getparent()


def before_article(shown: Visible) -> Iterator[HtmlElement]:
    """Yield the elements before the `article` or `main` element of the headline."""
    around = [] if shown.first_heading is None else list(shown.first_heading.iterancestors())
    start = next((index for index, element in enumerate(around) if element.tag in _ARTICLE), len(around))
    for element in around[start:]:
        if element.tag not in _WHOLE_PAGE:
            yield from element.itersiblings("*", preceding=True)


def is_far(shown: Visible, element: HtmlElement) -> bool:
    """Return True for an element above the headline if only the whole page, or a large part of it, holds both."""
    positions = shown.page.positions
    if shown.first_heading is None or positions[element] > positions[shown.first_heading]:
        return False
    around = set(element.iterancestors())
    near = islice(shown.first_heading.iterancestors(), MAX_NEAR_LEVELS + 1)
    return not any(ancestor in around and ancestor.tag not in _WHOLE_PAGE for ancestor in near)
