"""Recognise lost blocks: those that only the models removed and that readers see, so that they may be text."""

from __future__ import annotations

from collections.abc import Collection

from cleaners.document import Block
from cleaners.removal import OUTSIDE_BODY
from cleaners.text.sentences import ends_sentence

MIN_PROSE_WORDS = 8
MAX_LINK_SHARE = 0.3
MIN_PROBABILITY = 0.05  # of being body; below it, the models are sure that a block is not


def is_lost(block: Block, *, may_be_hidden: bool = False) -> bool:
    """Return True if only the models removed the block, and readers see it or, with `may_be_hidden`, may open it."""
    if block.removal is None or block.removal.rule != OUTSIDE_BODY:
        return False
    is_shown = may_be_hidden or not block.signals.hidden
    return block.element is not None and is_shown and not block.signals.screen_reader


def is_unlinked_sentence(block: Block) -> bool:
    """Return True for a sentence that does not consist of links."""
    return block.words >= MIN_PROSE_WORDS and block.link_share <= MAX_LINK_SHARE and ends_sentence(block.text)


def is_lost_prose(block: Block) -> bool:
    """Return True for a lost sentence that the models do not rule out."""
    return _is_possible(block) and block.type != "list_item" and is_unlinked_sentence(block)


def is_lost_heading(block: Block) -> bool:
    """Return True for a lost heading of a section that the models do not rule out."""
    is_heading = block.type == "heading" and block.level != 1 and block.link_share <= MAX_LINK_SHARE
    return is_heading and _is_possible(block)


def _is_possible(block: Block) -> bool:
    return (block.signals.body or 0.0) >= MIN_PROBABILITY and is_lost(block)


def mean_probability(blocks: Collection[Block]) -> float:
    """Return the mean of the blocks' probabilities of being body; 0 if there are none."""
    return sum(block.signals.body or 0.0 for block in blocks) / max(1, len(blocks))
