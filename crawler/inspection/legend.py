"""Render the legend of the colours of removed blocks."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.inspection.removal_kinds import FAMILIES, OTHER

NAMES = {
    "field": "fields of the record, such as the byline",
    "promotion": "promotion",
    "links": "links to other pages",
    "notice": "notices",
    OTHER: "outside the article",
}


def legend(families: Iterable[str]) -> HtmlElement:
    """Return the meaning of the colours of these families of removals."""
    present = set(families)
    names = [E("li", {"class": family}, NAMES[family]) for family in FAMILIES if family in present]
    return E("ul", {"class": "legend"}, *names)
