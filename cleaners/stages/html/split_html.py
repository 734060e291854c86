"""Stage: split the tree of an HTML page into blocks, in page order."""

from __future__ import annotations

from heapq import nlargest

from cleaners.body.blocks import split_tree
from cleaners.document import Block, Document

# The later stages take some tenths of a millisecond per block. The largest of 1,300 news and blog pages has 7,400.
MAX_BLOCKS = 10_000


def split_html(document: Document) -> None:
    """Set `document.blocks` to the blocks of all text in the tree that a browser may show.

    If there are more than MAX_BLOCKS, keep the longest ones, since the article is among them, and add the flag
    "too_many_blocks".
    """
    if document.tree is None:
        return
    document.blocks = split_tree(document.tree)
    if len(document.blocks) > MAX_BLOCKS:
        document.blocks = _longest(document.blocks)
        document.flags.append("too_many_blocks")
    for position, block in enumerate(document.blocks):
        block.position = position


def _longest(blocks: list[Block]) -> list[Block]:
    """Return the MAX_BLOCKS longest blocks in page order; among equally long ones, the first."""
    longest = nlargest(MAX_BLOCKS, ((len(block.text), -index) for index, block in enumerate(blocks)))
    return [blocks[-negated] for _, negated in sorted(longest, key=lambda pair: -pair[1])]
