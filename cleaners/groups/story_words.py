"""Count how many content words a box of the page shares with the story.

A list of facts repeats the story's people, places and figures. Tide tables, offers and lottery numbers name other
things. This is true in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from cleaners.body.features.page_words import MIN_CONTENT_CHARS, word_set
from cleaners.document import Block

MIN_STORY_WORDS = 60  # different content words; a shorter story may leave out what its box of facts adds
MIN_BOX_WORDS = 4  # different content words; a box with fewer is not judged
# Largest share of its content words that a foreign box has in common with the story. On labelled pages, boxes below it
# that had no sentence were clutter in 23 cases, debatable in 13 and article in 2.
MAX_SHARED = 0.17
MIN_NAMED = 2  # content words that a box must share with the story to belong to it
STEM_CHARS = 6  # the beginning of a word, which most of its inflected forms have in common
MIN_DIGITS = 2  # digits that make a figure a content word


class StoryWords:
    """The content words of a page's kept blocks, counted on first use.

    "The rest of the story" is all kept blocks outside the box. A story or box with too few content words is not judged:
    then every comparison returns False.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._counts: Counter[str] | None = None

    def shares_hardly_any(self, box: Sequence[Block]) -> bool:
        """Return True if the rest of the story has hardly any of the box's content words."""
        return self.shares_at_most(box, MAX_SHARED)

    def shares_at_most(self, box: Sequence[Block], most: float) -> bool:
        """Return True if the rest of the story has at most this share (0 to 1) of the box's content words."""
        number, shared = self._shared(box)
        return number >= MIN_BOX_WORDS and shared <= most * number

    def shares_at_least(self, box: Sequence[Block], least: float) -> bool:
        """Return True if the rest of the story has at least this share of the box's content words, and MIN_NAMED."""
        number, shared = self._shared(box)
        return shared >= max(MIN_NAMED, least * number)

    def mentions_number(self, number: str, box: Sequence[Block]) -> bool:
        """Return True if the rest of the story mentions a number, given by its digits."""
        alone = re.compile(rf"(?<!\d){number}(?!\d)")
        others = (block for block in self._blocks if block.removal is None and block not in box)
        return any(alone.search(block.text) for block in others)

    def _shared(self, box: Sequence[Block]) -> tuple[int, int]:
        """Count a box's content words, and those that the rest of the story has too; (0, 0) for a short story."""
        if self._counts is None:
            self._counts = _count(self._blocks)
        elsewhere = self._counts - _count(box)
        if len(elsewhere) < MIN_STORY_WORDS:
            return 0, 0
        words = set(chain.from_iterable(_content(block.text) for block in box))
        return len(words), sum(word in elsewhere for word in words)


def _count(blocks: Iterable[Block]) -> Counter[str]:
    return Counter(chain.from_iterable(_content(block.text) for block in blocks if block.removal is None))


def _content(text: str) -> set[str]:
    """Return the content words of a text: long words, cut to their stems, figures, and pairs of unspaced characters."""
    return {word[:STEM_CHARS] for word in word_set(text) if _is_content(word)}


def _is_content(word: str) -> bool:
    if len(word) >= MIN_CONTENT_CHARS or (len(word) == 2 and not word.isascii()):
        return True
    return len(word) >= MIN_DIGITS and any(map(str.isdigit, word))
