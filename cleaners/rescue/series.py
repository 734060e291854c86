"""Rescue lines of a series that was mostly kept: the prices of a test, the answers of a speaker, numbered headings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cleaners.document import Block
from cleaners.rescue.containers import Shape, shape_of
from cleaners.rescue.lost import MAX_LINK_SHARE, MIN_PROBABILITY, is_lost
from cleaners.text.normalize import fold_visible

MIN_KEPT = 2  # kept lines of a series, which must be more than the lost ones
MAX_LINES = 300  # of one series; a page with more is a list of data
# How the lines of a series begin: with the same label and a colon, a dash before direct speech, or a number.
_BEGINNING = re.compile(r"([^\W\d][^:：.?!\n]{0,40}+[:：])|([–—―-]) ?\w|\d{1,3}[.)] ")
MAX_LABEL_WORDS = 4
_BOLD = "bold"  # stands for the beginning of lines with different labels in bold


def rescue_series(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost lines that begin like a greater number of kept lines with the same tag and class."""
    if not any(_is_possible(block) and is_lost(block) and _BEGINNING.match(block.text) for block in blocks):
        return []
    series: defaultdict[tuple[str, str, Shape], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.element is not None and (beginning := _beginning(block)):
            series[block.type, beginning, shape_of(block.element)].append(block)
        if block.element is not None and _has_bold_label(block):
            series[block.type, _BOLD, shape_of(block.element)].append(block)
    return [line for (_, mark, _), lines in series.items() for line in _lost_among(_up_to_kept(lines, mark))]


def _has_bold_label(block: Block) -> bool:
    """Return True for a line that begins with a label in bold, such as "Details:" in an agency's report."""
    found, element = _BEGINNING.match(block.text), block.element
    first = None if element is None or (element.text or "").strip() else next(iter(element), None)
    if found is None or not found[1] or first is None or first.tag not in ("b", "strong"):
        return False
    return found[1].startswith(fold_visible("".join(first.itertext())))


def _up_to_kept(lines: Sequence[Block], mark: str) -> Sequence[Block]:
    """Return the lines of a series. If their labels are bold, lines below the last kept one, such as a source, go."""
    kept = [index for index, line in enumerate(lines) if line.removal is None]
    return lines[: kept[-1] + 1] if mark == _BOLD and kept else lines


def _beginning(block: Block) -> str:
    """Return the label or dash that a line begins with; "1" for a number, and "" for anything else."""
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
