"""Find headings of boxes whose text was removed: the heading of a promotion reads like one of the story's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Block
from cleaners.groups.spans import Range, Spans
from cleaners.text.sentences import ends_sentence

# On labelled pages the rule hit 20 headings of clutter on 14 sites and 2 of the story. Without the limits it hit
# the story's sections about as often: those above a picture, a button or a list of single words.
MAX_HEADING_WORDS = 8
MIN_TEXT_WORDS = 5  # of a removed block below the heading; labels and buttons are shorter
SURE_STORY = 0.95  # probability of the models that the heading is body
# The same for a heading that ends the text, and its words. On labelled pages, 8 sites had such a heading of clutter and
# one had a heading of the story.
SURE_END = 0.9
MAX_LAST_WORDS = 10


def find_box_headings(page: Spans) -> Iterator[Range]:
    """Yield the ranges of kept headings that are the first and the only kept block of the smallest box around them."""
    for block in page.blocks:
        is_heading = _is_heading_of_box(block, MAX_HEADING_WORDS, SURE_STORY)
        if block.removal is None and is_heading and _is_left_alone(page, block):
            yield block.position, block.position + 1


def _is_heading_of_box(block: Block, max_words: int, sure: float) -> bool:
    is_heading = block.type == "heading" and block.level != 1 and block.words <= max_words
    return is_heading and block.element is not None and (block.signals.body or 0.0) < sure


def _is_left_alone(page: Spans, block: Block) -> bool:
    assert block.element is not None
    for around in block.element.iterancestors():
        start, end = page.of[around]
        if end - start > 1:
            below = page.blocks[start + 1 : end]
            is_only_one = start == block.position and page.kept_in(start, end) == 1
            return is_only_one and any(one.words >= MIN_TEXT_WORDS for one in below)
    return False


def find_last_heading(blocks: Sequence[Block]) -> Block | None:
    """Return the last kept block if it is a heading without a section below the story's last paragraph, or None."""
    kept = [block for block in blocks if block.removal is None]
    if len(kept) < 2:
        return None
    above, last = kept[-2:]
    is_last = _is_heading_of_box(last, MAX_LAST_WORDS, SURE_END) and not ends_sentence(last.text)
    return last if is_last and above.type != "heading" else None
