"""Rescue sentences between two kept blocks that the models narrowly missed, such as a tip in a box or a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from cleaners.document import Block
from cleaners.groups.lines.channels import leads_to_post
from cleaners.rescue.containers import shape_of
from cleaners.rescue.lost import is_lost, mean_probability
from cleaners.text.sentences import ends_sentence, may_end_sentence

MAX_BLOCKS = 3  # sentences between two kept blocks
MIN_WORDS = 5  # of such a sentence
# Least probability of such a sentence being body. Out of fold, these were article on 7 pages, debatable on 2 and
# clutter on 1, a line of a video player; with a link among them they were mostly offers and newsletters.
MIN_PROBABILITY = 0.15
# A whole part of the story between two kept blocks, such as a timeline: its blocks, and their mean probability. Out of
# fold, such parts were article on one site, debatable on two, and never clutter; two blocks with only one sentence were
# mostly clutter.
MAX_PART_BLOCKS = 12
MIN_ENTRIES_BLOCKS = 4  # of a part where only every second block is a sentence
MIN_PART_PROBABILITY = 0.3
# The same of a paragraph between two others with its parent, tag and class. Out of fold, such sentences were never
# clutter.
MIN_SIBLING_PROBABILITY = 0.05
_ITEM = re.compile("([-–—•·▪●■✓✔*])\\s?\\w")
_TYPES = frozenset(["paragraph", "list_item", "table_row", "quote"])
_NOT_TEXT = frozenset(["button", "label", "figcaption"])  # tags
_CAPTIONS = ("caption", "credit")  # parts of class names


def rescue_between(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost blocks of each gap between two kept blocks that holds a part of the story.

    Such a gap holds a few sentences without links, more blocks that are mostly sentences, or a list whose lines all
    begin with the same sign. A post of a network that is written out has its address and author beside its sentences.
    """
    gaps = filter(None, map(_without_links_of_post, _gaps(blocks)))
    return [block for gap in gaps if _is_story(gap, blocks) for block in gap if not _is_caption(block)]


def _without_links_of_post(gap: list[Block]) -> list[Block]:
    """Return the blocks without links if one of the others leads to a post, else all blocks."""
    texts = [block for block in gap if not block.link_share]
    return texts if len(texts) < len(gap) and any(map(leads_to_post, gap)) else gap


def _is_story(gap: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Return True if the blocks between two kept ones are a part of the story that the models missed."""
    if len(gap) <= MAX_BLOCKS and all(_is_missed(one) or _is_short_paragraph(one, gap, blocks) for one in gap):
        return True
    is_part = len(gap) > 1 and (_is_marked_list(gap) or _has_many_sentences(gap))
    return is_part and all(map(_may_be_part, gap)) and mean_probability(gap) >= MIN_PART_PROBABILITY


def _is_marked_list(gap: Sequence[Block]) -> bool:
    """Return True if all blocks begin with the same sign of a list."""
    marks = {_mark(block) for block in gap}
    return len(marks) == 1 and "" not in marks


def _has_many_sentences(gap: Sequence[Block]) -> bool:
    """Return True if most blocks are sentences, or half of them in a longer part, such as a timeline with years."""
    sentences = sum(ends_sentence(block.text) for block in gap)
    return 2 * sentences > len(gap) or 2 * sentences == len(gap) >= MIN_ENTRIES_BLOCKS


def _mark(block: Block) -> str:
    """Return the sign that marks a line as the item of a list, or ""."""
    found = _ITEM.match(block.text)
    return found[1] if found is not None else ""


def _may_be_part(block: Block) -> bool:
    is_possible = is_lost(block) and (block.signals.body or 0.0) >= MIN_PROBABILITY and not block.link_share
    return is_possible and block.element is not None and block.element.tag not in _NOT_TEXT


def _gaps(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the short runs of removed blocks between two kept ones."""
    for is_kept, run in groupby(blocks, lambda block: block.removal is None):
        gap = list(run)
        is_inside = gap[0].position > 0 and gap[-1].position + 1 < len(blocks)
        if not is_kept and is_inside and len(gap) <= MAX_PART_BLOCKS:
            yield gap


def _is_missed(block: Block) -> bool:
    """Return True for a sentence that may be part of the story."""
    is_sentence = block.type in _TYPES and block.words >= MIN_WORDS and may_end_sentence(block.text)
    return is_sentence and _may_be_part(block)


def _is_short_paragraph(block: Block, gap: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Return True for a sentence of a few words in a paragraph like the kept ones above and below it."""
    is_possible = is_lost(block) and (block.signals.body or 0.0) >= MIN_SIBLING_PROBABILITY and not block.link_share
    if not is_possible or block.type != "paragraph" or not ends_sentence(block.text):
        return False
    return _are_alike(blocks[gap[0].position - 1], block) and _are_alike(block, blocks[gap[-1].position + 1])


def _are_alike(first: Block, second: Block) -> bool:
    """Return True for blocks whose elements have the same parent, tag and class."""
    if first.element is None or second.element is None:
        return False
    return first.is_sibling_of(second) and shape_of(first.element) == shape_of(second.element)


def _is_caption(block: Block) -> bool:
    """Return True if the class of the block's element, or of the one around it, names a caption."""
    assert block.element is not None
    parent = block.element.getparent()
    names = (element.get("class") or "" for element in (block.element, parent) if element is not None)
    return any(part in name[:300].lower() for name in names for part in _CAPTIONS)
