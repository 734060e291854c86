"""Rescue boxes among the story's paragraphs, such as lists of facts, that the models lost or kept in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Block
from cleaners.groups.boxes.apart import Box, lost_boxes_apart
from cleaners.groups.spans import spans
from cleaners.groups.story_words import StoryWords
from cleaners.rescue.lost import MIN_PROBABILITY, is_lost, mean_probability
from cleaners.text.sentences import ends_sentence

# Least mean probability of a list of labels that was lost as a whole. Out of fold, lost boxes with a sentence were
# about the author, the site or its advertisements, even if they shared words with the story.
MIN_MEAN = 0.25
MIN_LABELS = 3
# Share of its content words that a box must have in common with the story: if most of it was kept, and if only half of
# it or nothing was kept.
MIN_SHARED = 0.2
MIN_SHARED_LABELS = 0.35
# Elements that no box of the story's text holds: pictures come with captions, and the others lead elsewhere.
_OTHER = (
    "a", "img", "picture", "figcaption", "button", "input", "select", "textarea", "iframe", "video", "audio", "svg",
)  # fmt: skip


def rescue_boxes(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost blocks of small boxes that hold only text, and share words with the story.

    At least half of such a box was kept, or it is a list of labels.
    """
    lost = [block for block in blocks if _may_be_in_box(block)]
    return list(_in_boxes_of_story(blocks, lost)) if lost else []


def _may_be_in_box(block: Block) -> bool:
    return not block.link_share and (block.signals.body or 0.0) >= MIN_PROBABILITY and is_lost(block)


def _in_boxes_of_story(blocks: Sequence[Block], lost: Sequence[Block]) -> Iterator[Block]:
    story = StoryWords(blocks)
    for box in lost_boxes_apart(spans(blocks), lost):
        if _is_text(box) and _is_of_story(box.blocks, story):
            yield from (block for block in box.blocks if is_lost(block))


def _is_text(box: Box) -> bool:
    return next(box.element.iter(*_OTHER), None) is None


def _is_of_story(box: Sequence[Block], story: StoryWords) -> bool:
    """Return True if a box shares enough words with the story, and half of it was kept or it is a list of labels."""
    kept = sum(block.removal is None for block in box)
    if kept:
        least = MIN_SHARED if 2 * kept > len(box) else MIN_SHARED_LABELS
        return 2 * kept >= len(box) and story.shares_at_least(box, least)
    are_labels = len(box) >= MIN_LABELS and not any(ends_sentence(block.text) for block in box)
    return are_labels and mean_probability(box) >= MIN_MEAN and story.shares_at_least(box, MIN_SHARED_LABELS)
