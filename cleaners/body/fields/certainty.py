"""Recognise blocks that a model is sure are body. Most rules of fields leave them alone."""

from __future__ import annotations

from cleaners.document import Block

SURE_BODY = 0.8  # a block with at least this probability of being body stays, whatever it looks like


def is_surely_body(block: Block) -> bool:
    """Return True if a model is sure that the block is body."""
    return (block.signals.body or 0.0) >= SURE_BODY
