"""Recognise elements that markup hides: from everybody, or from all but screen readers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from lxml.html import HtmlElement

MAX_CLASS_CHARS = 1_000  # characters of a class attribute that are searched

Hiding = Literal["hidden", "screen_reader"]  # shown to nobody, or only read aloud by screen readers

# Class names from common CSS frameworks and content systems, also inside the longer names that build tools make of
# them.
_SCREEN_READER_CLASS = re.compile(
    r"(?<![a-z-])(?:is-|u-|h-)?(?:sr[-_]?only|visually[-_]?hidden|hidden[-_]visually|screen[-_]?reader(?:[-_]?(?:text|only))?|"
    r"show-for-sr|a11y[-_](?:hidden|only|text)|assistive[-_]text|element[-_]invisible|off-?screen(?:[-_]text)?|aural|"
    r"text-hide|(?:ui-helper-)?hidden-accessible)(?!-?[a-z])"
)
# Parts, in lower case, for a quick search. Each of these names has one of them.
SCREEN_READER_PARTS = (
    "only", "hidden", "reader", "for-sr", "a11y", "assistive", "invisible", "offscreen", "off-screen", "aural",
    "text-hide",
)  # fmt: skip
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def hiding(element: HtmlElement) -> Hiding | None:
    """Return how the markup hides an element: "screen_reader" if only screen readers read it, None if it is visible."""
    names = element.keys()
    if not names:
        return None
    if "hidden" in names or ("aria-hidden" in names and element.get("aria-hidden") == "true"):
        return "hidden"
    if "style" in names and is_hiding_style(element.get("style", "")):
        return "hidden"
    if "class" in names and is_for_screen_readers(element.get("class", "")[:MAX_CLASS_CHARS]):
        return "screen_reader"
    return None


def is_invisible(element: HtmlElement) -> bool:
    """Return True if the markup hides an element from everybody; text with `aria-hidden` is visible."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and is_hiding_style(style))


def is_hiding_style(style: str) -> bool:
    """Return True if a style attribute hides its element."""
    return _HIDING_STYLE.search(style) is not None


@lru_cache(maxsize=4_096)  # the same classes repeat within a page and across a site
def is_for_screen_readers(names: str) -> bool:
    """Return True if the beginning of a class attribute says that only screen readers read the element."""
    lower = _CAMEL_CASE.sub("-", names).lower()
    is_possible = any(word in lower for word in SCREEN_READER_PARTS)
    return is_possible and _SCREEN_READER_CLASS.search(lower) is not None
