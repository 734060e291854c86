"""Blocks that may be lost text: removed by the models alone, and visible."""

from __future__ import annotations

from cleaners.document import Block
from cleaners.removal import OUTSIDE_BODY
from cleaners.text.sentences import ends_sentence

MIN_PROSE_WORDS = 8
MAX_LINK_SHARE = 0.3
MIN_PROBABILITY = 0.05  # of the models that the block is body; below it they are sure that it is not


def is_lost(block: Block) -> bool:
    """Return True if only the models removed the block, and a reader sees it."""
    is_removed = block.removal is not None and block.removal.rule == OUTSIDE_BODY
    return is_removed and block.element is not None and not block.signals.hidden and not block.signals.screen_reader


def is_prose(block: Block) -> bool:
    """Return True for a sentence that does not consist of links."""
    return block.words >= MIN_PROSE_WORDS and block.link_share <= MAX_LINK_SHARE and ends_sentence(block.text)


def is_lost_prose(block: Block) -> bool:
    """Return True for a lost sentence that the models do not rule out."""
    return is_lost(block) and is_prose(block) and (block.signals.body or 0.0) >= MIN_PROBABILITY
