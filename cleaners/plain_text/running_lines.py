"""Remove running heads and feet: lines that a printed text repeats at the edges of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

EDGE = 2  # lines at the top and at the bottom of a page
MIN_PAGES = 2  # that have the line
PAGE_BREAK = "\f"
_NUMBER = re.compile(r"\d+")


def without_running_lines(text: str) -> list[str]:
    """Return the lines of a text, with a blank line in place of each page break and each running head or foot.

    The numbers in a running line may differ from page to page.
    """
    pages = [page.splitlines() for page in text.split(PAGE_BREAK)]
    if len(pages) < MIN_PAGES:
        return pages[0]
    counts = Counter(key for page in pages for key in {_key(page[index]) for index in _edges(page)})
    for page in pages:
        for index in _edges(page):
            if counts[_key(page[index])] >= MIN_PAGES:
                page[index] = ""
    return [line for page in pages for line in (*page, "")]


def _edges(page: Sequence[str]) -> list[int]:
    """Return the indexes of the lines at the top and at the bottom of a page that are not blank."""
    lines = [index for index, line in enumerate(page) if line.strip()]
    return [*lines[:EDGE], *lines[max(EDGE, len(lines) - EDGE) :]]


def _key(line: str) -> str:
    return _NUMBER.sub("0", " ".join(line.split()))
