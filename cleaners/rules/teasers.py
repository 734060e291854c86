"""Lists of teasers: what stands under a heading such as "You May Also Like", and where the article goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.document import Block
from cleaners.text.normalize import is_cut_off
from cleaners.text.words import ends_sentence

MAX_LABEL_WORDS = 16  # a teaser's title or section label
MIN_PARAGRAPH_WORDS = 18  # a whole paragraph of the article, not cut off
MAX_TEASERS = 60  # blocks; a longer list is no list of teasers
LINKED = 0.6  # share of a block's characters in links that makes it a teaser
_DATE = re.compile(r"\d{1,4}\s?[./:-]\s?\d{1,2}|\b(?:19|20)\d\d\b|\b\d{1,2}\s*[hm]\b")


def teaser_run(blocks: Sequence[Block], start: int) -> int:
    """Index after the last teaser of the list that begins at `start`; `start` itself where there is none."""
    end = start
    while end < min(len(blocks), start + MAX_TEASERS) and _is_teaser(blocks[end]):
        end += 1
    goes_on = end < len(blocks) and not is_cut_off(blocks[end].text)
    while goes_on and end > start and _introduces(blocks[end - 1]):
        end -= 1  # a sub-heading over the paragraph at which the article goes on
    return end


def _is_teaser(block: Block) -> bool:
    """Whether the block looks like part of a teaser: linked, cut off, or a label rather than a sentence."""
    if block.type == "quote":
        return False
    if block.link_share >= LINKED or is_cut_off(block.text):
        return True
    if block.type == "heading" and block.element is not None:
        return False
    words = block.words
    return words <= MAX_LABEL_WORDS and (not ends_sentence(block.text) or bool(_DATE.search(block.text)))


def _introduces(block: Block) -> bool:
    """Whether the block announces the text after it."""
    return block.text.endswith(":") and block.link_share < LINKED
