"""Boxes of the story among its paragraphs, such as facts, notes and corrections, which the models lost or broke up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Block
from cleaners.groups.boxes.apart import Box, lost_boxes_apart
from cleaners.groups.boxes.unrelated import StoryWords
from cleaners.groups.spans import spans
from cleaners.rescue.lost import MIN_PROBABILITY, is_lost, mean_probability
from cleaners.text.sentences import ends_sentence

# Mean probability of the models of a box of which nothing was kept. Out of fold, those with less and with words of the
# story were about the author, the site or its advertisements.
MIN_MEAN = 0.25
MIN_LABELS = 3  # of a box without a sentence
# Of the content words of a box, those that the story has, too.
MIN_SHARED = 0.2
MIN_SHARED_LABELS = 0.35
MIN_SENTENCE_WORDS = 5
# What a box of the story's text has none of: pictures have captions, and the others lead elsewhere.
_OTHER = (
    "a",
    "img",
    "picture",
    "figcaption",
    "button",
    "input",
    "select",
    "textarea",
    "iframe",
    "video",
    "audio",
    "svg",
)


def rescue_boxes(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost blocks of small boxes that have only text, and words of the story.

    Where most of a box was kept, the rest of it is part of the story, too.
    """
    lost = [block for block in blocks if _may_be(block)]
    return list(_of_story(blocks, lost)) if lost else []


def _may_be(block: Block) -> bool:
    return not block.link_share and (block.signals.body or 0.0) >= MIN_PROBABILITY and is_lost(block)


def _of_story(blocks: Sequence[Block], lost: Sequence[Block]) -> Iterator[Block]:
    story = StoryWords(blocks)
    for box in lost_boxes_apart(spans(blocks), lost):
        if _is_text(box) and _is_of_story(box.blocks, story):
            yield from (block for block in box.blocks if is_lost(block))


def _is_text(box: Box) -> bool:
    return next(box.element.iter(*_OTHER), None) is None


def _is_of_story(box: Sequence[Block], story: StoryWords) -> bool:
    """Return True for a box with words of the story of which most was kept, or which the models do not rule out."""
    kept = sum(block.removal is None for block in box)
    if kept:
        return 2 * kept > len(box) and story.are_in(box, MIN_SHARED)
    if mean_probability(box) < MIN_MEAN:
        return False
    has_sentence = any(ends_sentence(block.text) and block.words >= MIN_SENTENCE_WORDS for block in box)
    if has_sentence:
        return story.are_in(box, MIN_SHARED)
    return len(box) >= MIN_LABELS and story.are_in(box, MIN_SHARED_LABELS)
