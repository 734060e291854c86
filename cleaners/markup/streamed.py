"""Move streamed parts to their places: React sends them after the rest, in hidden elements, and moves them by script.

A place is a template with the id "B:1" or "P:1"; its part has the id "S:1". After a "B:" place, up to a comment, comes
the stand-in that the page shows until the part arrives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

_PLACE = re.compile(r"[BP]:(?P<number>[\w-]+)")
_PART = re.compile(r"S:(?P<number>[\w-]+)")
# The comments around a place and its stand-in, also after the part has arrived.
_COMMENT = re.compile(r"<!--(?P<end>/)?\$[?!~]?-->")
MAX_STAND_IN = 200  # elements of a stand-in; without a bound, a page without ends would take quadratic time
_START, _END = "$", "/$"  # ids of templates that replace these comments, which the parser omits


def keep_boundaries(markup: str) -> str:
    """Replace the comments around streamed parts by empty templates if the page has such parts."""
    if 'id="S:' not in markup or 'id="B:' not in markup:
        return markup
    return _COMMENT.sub(lambda match: f'<template id="{_END if match["end"] else _START}"></template>', markup)


def show_streamed_parts(tree: HtmlElement) -> None:
    """Move each streamed part to its place, and remove its stand-in."""
    places = list(_with_number(tree.iter("template"), _PLACE))
    parts = {number: part for part, number in _with_number(tree.iterfind(".//*[@id]"), _PART)} if places else {}
    for place, number in places:
        part, around = parts.pop(number, None), list(place.iterancestors())
        if part is not None and part not in around and tree in around:
            _remove_stand_in(place)
            place.addprevious(part)
            part.drop_tag()


def _with_number(elements: Iterator[HtmlElement], name: re.Pattern[str]) -> Iterator[tuple[HtmlElement, str]]:
    for element in elements:
        if (match := name.fullmatch(element.get("id") or "")) is not None:
            yield element, match["number"]


def _remove_stand_in(place: HtmlElement) -> None:
    """Remove the stand-in between a place and the end of its boundary, if the page has this end."""
    depth, stand_in = 0, list[HtmlElement]()
    for element in islice(place.itersiblings(), MAX_STAND_IN):
        mark = element.get("id") if element.tag == "template" else None
        if mark == _END and depth == 0:
            break
        depth += (mark == _START) - (mark == _END)
        stand_in.append(element)
    else:
        return
    parent = place.getparent()
    assert parent is not None  # it is in the tree
    place.tail = None
    for element in stand_in:
        parent.remove(element)
