"""Rescue quotes and embedded posts with their attribution: a quote belongs to the story as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rescue.lost import is_lost, mean_probability

MAX_WORDS = 150  # of a quote; a longer one is a story of its own
MIN_PROBABILITY = 0.1  # least mean probability of the lost parts
MIN_KEPT_SHARE = 0.5  # share of a quote's words; if the models kept so many, the others are body too
MAX_NAME_WORDS = 25  # of an attribution, which is a name and perhaps an office
MAX_LINK_SHARE = 0.5  # of a quote in one block; with more it is a link to another story
MAX_LEVELS = 6  # elements upwards from a block that are searched for its quote


def rescue_quotes(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost parts of quotes that are mostly kept, or that have kept text right before and after them."""
    found: list[Block] = []
    if any(block.type == "quote" for block in blocks):
        for parts in _quotes(blocks):
            lost = [part for part in parts if is_lost(part)]
            if lost and _is_body(blocks, parts, lost):
                found += lost
            if parts[-1].removal is None:
                found += _attribution(blocks, parts[-1])
    return found


def _attribution(blocks: Sequence[Block], last: Block) -> list[Block]:
    """Return the lost blocks of a <cite> or footer right after a quote, whose `last` part is kept."""
    quote = _quote_element(last)
    after = None if quote is None else quote.getnext()
    if after is None or after.tag not in ("cite", "footer"):
        return []
    parts: list[Block] = []
    for block in blocks[last.position + 1 :]:
        if after not in islice(block.around(), MAX_LEVELS + 1):
            break
        parts.append(block)
    return [part for part in parts if is_lost(part)] if sum(part.words for part in parts) <= MAX_NAME_WORDS else []


def _quotes(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks of each quote."""
    for element, parts in groupby(blocks, _quote_element):
        if element is not None:
            yield list(parts)


def _quote_element(block: Block) -> HtmlElement | None:
    """Return the element of the quote that a block is in, or the figure around the quote and its attribution."""
    element = block.element if block.type == "quote" else None
    for _ in range(MAX_LEVELS):
        if element is None or element.tag == "figure":
            break
        if element.tag == "blockquote":
            figure = element.getparent()
            return figure if figure is not None and figure.tag == "figure" else element
        element = element.getparent()
    return element


def _is_body(blocks: Sequence[Block], parts: Sequence[Block], lost: Sequence[Block]) -> bool:
    """Return True if a quote is mostly kept or between kept blocks, and the models do not rule out the rest."""
    if sum(part.words for part in parts) > MAX_WORDS or _is_link(parts):
        return False
    kept_words = sum(part.words for part in parts if part.removal is None)
    if kept_words and all(map(_is_caption, lost)):
        return True
    is_kept = kept_words >= MIN_KEPT_SHARE * sum(part.words for part in parts)
    return (is_kept or _is_in_story(blocks, parts)) and mean_probability(lost) >= MIN_PROBABILITY


def _is_caption(block: Block) -> bool:
    """Return True for the caption of a quote, which says whose words they are."""
    element = block.element
    return element is not None and "figcaption" in (element.tag, getattr(element.getparent(), "tag", None))


def _is_in_story(blocks: Sequence[Block], parts: Sequence[Block]) -> bool:
    before, after = parts[0].position - 1, parts[-1].position + 1
    if before < 0 or after >= len(blocks):
        return False
    return blocks[before].removal is None and blocks[after].removal is None


def _is_link(parts: Sequence[Block]) -> bool:
    return len(parts) == 1 and parts[0].link_share > MAX_LINK_SHARE
