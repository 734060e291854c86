"""Lines of a series, such as the prices of a test, the answers of a speaker, or numbered headings, kept together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cleaners.document import Block
from cleaners.rescue.containers import Shape, shape_of
from cleaners.rescue.lost import MAX_LINK_SHARE, MIN_PROBABILITY, is_lost

MIN_KEPT = 2  # lines of a series that are body; then the others are, too, if they are fewer
MAX_LINES = 300  # of one series; a page with more is a list of data
# What lines of a series begin with: a label and a colon, a dash of direct speech, or a number.
_BEGINNING = re.compile(r"([^\W\d][^:：.?!\n]{0,40}+[:：])|([–—―-]) ?\w|\d{1,3}[.)] ")
MAX_LABEL_WORDS = 4


def rescue_series(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost lines without links that begin like more kept ones of the same tag and class."""
    if not any(_is_possible(block) and is_lost(block) and _beginning(block) for block in blocks):
        return []
    series: defaultdict[tuple[str, str, Shape], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.element is not None and (beginning := _beginning(block)):
            series[block.type, beginning, shape_of(block.element)].append(block)
    return [line for lines in series.values() for line in _lost_among(lines)]


def _beginning(block: Block) -> str:
    """Return the label or mark that a line begins with, "1" for a number, "" if it begins with none of them."""
    found = _BEGINNING.match(block.text)
    if found is None or (found[1] and len(found[1].split()) > MAX_LABEL_WORDS):
        return ""
    return str(found[1] or found[2] or "1")


def _lost_among(lines: Sequence[Block]) -> list[Block]:
    lost = [line for line in lines if is_lost(line)]
    kept = sum(line.removal is None for line in lines)
    if len(lines) > MAX_LINES or kept < max(MIN_KEPT, len(lost) + 1):
        return []
    return [line for line in lost if _is_possible(line)]


def _is_possible(line: Block) -> bool:
    return (line.signals.body or 0.0) >= MIN_PROBABILITY and line.link_share <= MAX_LINK_SHARE
