"""Spans: which blocks each element of a page holds, as a range of positions, and which of its children hold any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml.html import HtmlElement

from cleaners import native
from cleaners.document import Block
from cleaners.text.sentences import COLONS

Range = tuple[int, int]  # the position of the first block, and the one after the last block

MIN_PROSE_WORDS = 8  # a block of this length is running text rather than a label
LONG = 25  # words of a long paragraph
SURE_STORY = 0.97  # probability of being body from which a long paragraph, or a line with a colon, is surely story


@dataclass(slots=True)
class Spans:
    """The elements that hold blocks, in page order, with their ranges of blocks."""

    blocks: Sequence[Block]
    of: dict[HtmlElement, Range] = field(default_factory=dict)
    children: dict[HtmlElement, list[HtmlElement]] = field(default_factory=dict)
    with_kept: list[tuple[HtmlElement, int, int]] = field(default_factory=list)  # elements with kept blocks: start, end
    # Running totals before each position: words of kept prose, words of all prose, number of kept blocks.
    prose: list[int] = field(default_factory=list)
    all_prose: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)

    def kept_in(self, start: int, end: int) -> int:
        """Return the number of kept blocks from `start` up to `end`."""
        return self.kept[end] - self.kept[start]

    def prose_in(self, start: int, end: int) -> int:
        """Return the number of words of kept prose in the blocks from `start` up to `end`."""
        return self.prose[end] - self.prose[start] if end > start else 0

    def all_prose_in(self, start: int, end: int) -> int:
        """Return the number of words of kept and removed prose in the blocks from `start` up to `end`."""
        return self.all_prose[end] - self.all_prose[start] if end > start else 0

    def blocks_of(self, element: HtmlElement) -> Sequence[Block]:
        """Return the blocks inside an element."""
        start, end = self.of[element]
        return self.blocks[start:end]


def spans(blocks: Sequence[Block]) -> Spans:
    """Return the elements around the blocks with their ranges, outer elements before inner ones."""
    prose = [block.words if is_prose(block) else 0 for block in blocks]
    kept = [block.removal is None for block in blocks]
    page = Spans(blocks)
    page.all_prose = [0, *accumulate(prose)]
    page.prose = [0, *accumulate(words * is_kept for words, is_kept in zip(prose, kept, strict=True))]
    page.kept = [0, *accumulate(kept)]
    _add_elements(page)
    return page


def _add_elements(page: Spans) -> None:
    """Set the ranges and the children of all elements around the blocks."""
    if native.in_use():
        page.of, page.children = native.spans.around([block.element for block in page.blocks])
    else:
        _add_elements_in_python(page)
    kept = page.kept
    page.with_kept = [(element, start, end) for element, (start, end) in page.of.items() if kept[start] < kept[end]]


def _add_elements_in_python(page: Spans) -> None:
    first: dict[HtmlElement, int] = {}
    end: dict[HtmlElement, int] = {}
    parents: dict[HtmlElement, HtmlElement | None] = {}
    for index, block in enumerate(page.blocks):
        new: list[HtmlElement] = []
        element = block.element
        while element is not None and element not in first:
            new.append(element)
            element = element.getparent()
        for child in reversed(new):
            first[child], parents[child] = index, element
            if element is not None:
                page.children.setdefault(element, []).append(child)
            element = child
        if block.element is not None:
            end[block.element] = index + 1
    for element, parent in reversed(parents.items()):
        if parent is not None and end.get(parent, 0) < end[element]:
            end[parent] = end[element]
    page.of = {element: (start, end[element]) for element, start in first.items()}


def is_prose(block: Block) -> bool:
    """Return True for a block of running text."""
    return block.type != "heading" and block.words >= MIN_PROSE_WORDS


def is_surely_story(block: Block) -> bool:
    """Return True for a long paragraph that the models are sure is body."""
    return block.words >= LONG and (block.signals.body or 0.0) >= SURE_STORY


def is_kept_prose(block: Block) -> bool:
    """Return True for a kept block of running text."""
    return block.removal is None and is_prose(block)


def announces(block: Block) -> bool:
    """Return True for a kept line with a colon at its end that is surely body: labels of related stories seldom are."""
    is_sure = block.removal is None and (block.signals.body or 0.0) >= SURE_STORY
    return is_sure and block.text.endswith(COLONS)
