"""Quotes and embedded posts in the middle of the story, with their attribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rescue.lost import is_lost, mean_probability

MAX_WORDS = 150  # of a quote; a longer one is a story of its own
MIN_PROBABILITY = 0.1  # mean of the lost parts
MAX_LINK_SHARE = 0.5  # of a quote in one part; with more it is a link to another story
MAX_LEVELS = 6  # elements upwards that are searched for the quote


def rescue_quotes(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost parts of quotes that have kept text right before and after them."""
    found: list[Block] = []
    if not any(block.type == "quote" and is_lost(block) for block in blocks):
        return found
    for parts in _quotes(blocks):
        lost = [part for part in parts if is_lost(part)]
        if lost and _is_in_story(blocks, parts) and mean_probability(lost) >= MIN_PROBABILITY and not _is_link(parts):
            found += lost
    return found


def _quotes(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks of each quote."""
    for element, parts in groupby(blocks, _quote_element):
        if element is not None:
            yield list(parts)


def _quote_element(block: Block) -> HtmlElement | None:
    element = block.element if block.type == "quote" else None
    for _ in range(MAX_LEVELS):
        if element is None or element.tag == "blockquote":
            break
        element = element.getparent()
    return element


def _is_in_story(blocks: Sequence[Block], parts: Sequence[Block]) -> bool:
    before, after = parts[0].position - 1, parts[-1].position + 1
    if before < 0 or after >= len(blocks) or sum(part.words for part in parts) > MAX_WORDS:
        return False
    return blocks[before].removal is None and blocks[after].removal is None


def _is_link(parts: Sequence[Block]) -> bool:
    return len(parts) == 1 and parts[0].link_share > MAX_LINK_SHARE
