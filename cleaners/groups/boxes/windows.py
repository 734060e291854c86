"""Find windows that a page opens over its text, such as one with the rules for comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from cleaners.groups.spans import Range, Spans

MIN_PROSE_BEFORE = 30  # words of kept prose above a window; without them it may be the page's text
MAX_ALERT_WORDS = 60  # words of prose in a message above the text
MAX_SHARE = 0.8  # share of the page's kept prose; a window with more holds the page's text
MAX_SHARE_ABOVE = 0.5  # the same for a window above the text, such as a form to sign in
MAX_NAME_CHARS = 300  # characters of a class attribute that are searched

_NAME = re.compile(r"(?<![a-z])(?:modal|popup|pop-up|dialog)(?![a-z])", re.IGNORECASE)
_ROLES = frozenset(["dialog", "alertdialog"])


def find_windows(page: Spans, headline: int) -> Iterator[Range]:
    """Yield the range of each window. `headline` is the position of the page's headline, or -1."""
    prose, all_prose, found_end = page.prose, page.prose[-1], 0
    for element, start, end in page.with_kept:
        if start < found_end:
            continue
        most = MAX_SHARE_ABOVE if prose[start] < MIN_PROSE_BEFORE else MAX_SHARE
        # Inside a text, notes by the editors have the role of alerts too.
        is_above = not prose[start] and prose[end] <= min(MAX_ALERT_WORDS, all_prose - MIN_PROSE_BEFORE)
        is_small = prose[end] - prose[start] < most * all_prose
        is_window = (is_small and _is_window(element)) or (is_above and element.get("role") == "alert")
        if is_window and not start <= headline < end:
            yield start, end
            found_end = end


def _is_window(element: HtmlElement) -> bool:
    if element.tag == "dialog" or element.get("role") in _ROLES or element.get("aria-modal") == "true":
        return True
    return _is_name_of_window(element.get("class")) or _is_name_of_window(element.get("id"))


@lru_cache(maxsize=4_096)  # the same classes repeat within a page and across a site
def _is_name_of_window(name: str | None) -> bool:
    return name is not None and _NAME.search(name[:MAX_NAME_CHARS]) is not None
