"""Shorten long runs of the same markup, such as a million empty elements or 200,000 links.

The rest of the page keeps its structure, so that it is cleaned like a page without the runs.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cleaners.markup.unparsed.tags import TAG, VOID

MAX_UNIT_TAGS = 12  # tags of the longest unit that is recognised, such as a card with a linked heading and a picture
KEPT_COPIES = 2_000  # repeats of a unit that are kept; real lists of teasers and long tables have fewer
KEPT_BLANK_REPEATS = 2  # the same for a unit of whole elements without text, if it repeats more than KEPT_COPIES times
MAX_TEXT_CHARS = 80  # characters between two tags; longer ones are paragraphs, which are never removed

# Beginnings and ends of comments are found too, because a stretch that holds one must not be removed.
_TAG_OR_COMMENT = re.compile(rf"{TAG.pattern}|<!--|-->")

Indexes = NDArray[np.int64]


def shorten_long_runs(html: str) -> str:
    """Return the markup without most repetitions of a unit that is repeated more than KEPT_COPIES times in a row."""
    names, levels, starts, ends = _tags(html)
    if len(names) <= KEPT_COPIES:
        return html
    text_chars = np.append(starts[1:] - ends[:-1], MAX_TEXT_CHARS + 1)
    kept, position = [], 0
    for first, last in sorted(_excess(names, levels, text_chars)):
        kept.append(html[position : max(position, int(starts[first]))])
        position = max(position, int(starts[last]))
    return "".join([*kept, html[position:]])


def _tags(html: str) -> tuple[Indexes, Indexes, Indexes, Indexes]:
    """Return for each tag a number for its name, its level, its start, and the end of the white space after it.

    The level is 1 for a start tag, -1 for an end tag and 0 for an element without content. The beginning and end of a
    comment each have a number of their own, below zero.
    """
    numbers: dict[str, int] = {}
    found = array("q")
    for tag in _TAG_OR_COMMENT.finditer(html):
        number = numbers.setdefault(tag[1].lower(), len(numbers)) if tag[1] else -1 - tag.start()
        found.extend((number, tag.start(), tag.end()))
    names, starts, ends = np.array(found, np.int64).reshape(-1, 3).T
    by_number = np.array([-1 if name[0] == "/" else int(name not in VOID) for name in numbers] + [0])
    return names, by_number[np.maximum(names, -1)], starts, ends


def _excess(names: Indexes, levels: Indexes, text_chars: Indexes) -> Iterator[tuple[int, int]]:
    """Yield the indexes of the first tag of each stretch to remove, and of the first tag after it.

    A stretch is a whole number of units, so the elements around it stay balanced. `text_chars` counts the characters
    after each tag.
    """
    is_short, has_text = text_chars <= MAX_TEXT_CHARS, np.concatenate([[0], np.cumsum(text_chars > 0)])
    for unit in range(1, MAX_UNIT_TAGS + 1):
        repeated = (names[unit:] == names[:-unit]) & is_short[unit:] & is_short[:-unit]
        edges = np.flatnonzero(np.diff(np.concatenate([[False], repeated, [False]]).astype(np.int8)))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            repeats = (end - start) // unit
            if repeats > KEPT_COPIES:
                is_empty = has_text[start] == has_text[end] and levels[start : start + unit].sum() == 0
                kept = KEPT_BLANK_REPEATS if is_empty else KEPT_COPIES
                yield start + kept * unit, start + repeats * unit
