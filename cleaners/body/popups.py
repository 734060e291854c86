"""Popups: explanations that open beside a word when a reader points at it.

The word belongs to the sentence, its explanation does not, though its markup is often in the middle of the sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

MAX_CLASS_CHARS = 300  # characters of a class attribute that are searched
MAX_POPUP_CHARS = 2_000  # a longer text is an article in a window of its own
# Attributes that name the popup which describes an element. `aria-controls` also opens folded parts of a story.
_REFERENCES = ("aria-describedby", "aria-details", "popovertarget", "data-popover-target", "data-tooltip-target")
# Class names of the part of a popup with the explanation: "tooltip-text", "glossary__card", "popoverContent".
_POPUP_CLASS = re.compile(
    r"(?:tool-?tip|pop-?over|pop-?up|hover-?card|gloss(?:ary|ar|aire|ario)|infobulle|definition)[\w]{0,12}?[-_]*"
    r"(?:text|content|body|card|inner|box|panel|definition|description|bubble|message|window|layer)",
    re.IGNORECASE,
)


def is_popup(element: HtmlElement) -> bool:
    """Return True if the markup says that an element in the middle of a text opens as a popup."""
    names = element.keys()
    if not names:
        return False
    is_named = (
        "popover" in names
        or element.get("role") in ("tooltip", "dialog")
        or ("class" in names and is_popup_class(element.get("class", "")[:MAX_CLASS_CHARS]))
        or ("id" in names and _is_referenced(element))
    )
    return is_named and sum(map(len, element.itertext())) <= MAX_POPUP_CHARS


@lru_cache(maxsize=4_096)  # the same classes repeat within a page and across a site
def is_popup_class(names: str) -> bool:
    """Return True if the beginning of a class attribute names the part of a popup with the explanation."""
    return _POPUP_CLASS.search(names) is not None


def _is_referenced(element: HtmlElement) -> bool:
    """Return True if the element before or around this one names it as its description."""
    own, near = element.get("id"), (element.getprevious(), element.getparent())
    return any(one.get(name) == own for one in near if one is not None for name in _REFERENCES)
