"""Rescue posts of networks that a site embeds among the paragraphs without a script: their text with a link to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from cleaners.document import Block
from cleaners.groups.channels import has_post, leads_to_post
from cleaners.groups.spans import Range, Spans, spans
from cleaners.markup.element_index import ElementIndex
from cleaners.rescue.lost import MIN_PROBABILITY, is_lost
from cleaners.text.sentences import may_end_sentence

MAX_BLOCKS = 6  # of a post with its author, its sentences and its date
# Elements around the link that may hold the post. Out of fold, lost sentences beside the address of a post were article
# on 2 sites; those below `MIN_PROBABILITY` were clutter on one.
MAX_LEVELS = 3


def rescue_posts(blocks: Sequence[Block], elements: ElementIndex) -> list[Block]:
    """Return the lost sentences without links in small boxes between kept blocks that link to a post."""
    if not has_post(address for _, address in elements.linked):
        return []
    links = [block for block in blocks if block.removal is not None and block.link_share and leads_to_post(block)]
    return [block for box in _boxes(spans(blocks), links) for block in box if _is_text(block)] if links else []


def _boxes(page: Spans, links: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the blocks of the largest small element around each link, if kept blocks stand right above and below it."""
    ranges = dict.fromkeys(span for block in links if (span := _box_around(page, block)) is not None)
    yield from (page.blocks[start:end] for start, end in ranges if _is_between_kept(page, start, end))


def _box_around(page: Spans, block: Block) -> Range | None:
    """Return the range of the largest small element around a link that holds no kept block, or None."""
    assert block.element is not None  # it has links
    around = (page.of[one] for one in (block.element, *islice(block.element.iterancestors(), MAX_LEVELS)))
    small = [(start, end) for start, end in around if end - start <= MAX_BLOCKS and not page.kept_in(start, end)]
    return small[-1] if small else None


def _is_between_kept(page: Spans, start: int, end: int) -> bool:
    is_inside = start > 0 and end < len(page.blocks)
    return is_inside and page.blocks[start - 1].removal is None and page.blocks[end].removal is None


def _is_text(block: Block) -> bool:
    is_possible = is_lost(block) and (block.signals.body or 0.0) >= MIN_PROBABILITY
    return is_possible and not block.link_share and may_end_sentence(block.text)
