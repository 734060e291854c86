"""Boxes of the story among its paragraphs, such as lists of facts, which the models lost or broke up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Block
from cleaners.groups.boxes.apart import Box, lost_boxes_apart
from cleaners.groups.spans import spans
from cleaners.groups.story_words import StoryWords
from cleaners.rescue.lost import MIN_PROBABILITY, is_lost, mean_probability
from cleaners.text.sentences import ends_sentence

# Mean probability of the models for a list of labels that was lost as a whole. Out of fold, lost boxes with a sentence
# were about the author, the site or its advertisements, although they have words of the story.
MIN_MEAN = 0.25
MIN_LABELS = 3
# Share of a box's content words that the story has, too: of a box that was mostly kept, and of one that was kept by
# half or not at all.
MIN_SHARED = 0.2
MIN_SHARED_LABELS = 0.35
# Elements that no box of the story's text contains: pictures come with captions, and the others lead elsewhere.
_OTHER = (
    "a", "img", "picture", "figcaption", "button", "input", "select", "textarea", "iframe", "video", "audio", "svg",
)  # fmt: skip


def rescue_boxes(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost blocks of small boxes that have only text, and words of the story.

    Such a box was half kept, or is a list of labels.
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
    """Return True for a box with words of the story if half of it was kept, or if it is a list of labels."""
    kept = sum(block.removal is None for block in box)
    if kept:
        least = MIN_SHARED if 2 * kept > len(box) else MIN_SHARED_LABELS
        return 2 * kept >= len(box) and story.are_in(box, least)
    are_labels = len(box) >= MIN_LABELS and not any(ends_sentence(block.text) for block in box)
    return are_labels and mean_probability(box) >= MIN_MEAN and story.are_in(box, MIN_SHARED_LABELS)
