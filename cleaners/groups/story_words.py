"""Compare the words of a box with those of the story.

A list of facts names the story's people, places and figures again. Tides, offers and lottery numbers name others. That
holds in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from cleaners.body.features.page_words import MIN_CONTENT_CHARS, word_set
from cleaners.document import Block

MIN_STORY_WORDS = 60  # different content words; a shorter story may not have named all that it is about
MIN_BOX_WORDS = 4  # the same of a box
# Share of a box's content words that the story has, too. On labelled pages, boxes without a sentence and with so few
# of them were clutter in 23 cases, debatable in 13 and article in 2.
MAX_SHARED = 0.17
MIN_NAMED = 2  # number of content words that a box of the story shares with it
STEM = 6  # characters of a word that stay in most of its forms
MIN_DIGITS = 2


class StoryWords:
    """The content words of the kept blocks of a page, counted when they are first needed."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._counts: Counter[str] | None = None

    def are_others(self, box: Sequence[Block]) -> bool:
        """Return True if a box has content words, and the rest of the story has hardly one of them."""
        return self.are_mostly_others(box, MAX_SHARED)

    def are_mostly_others(self, box: Sequence[Block], most: float) -> bool:
        """Return True if the rest of the story has at most this share of a box's content words."""
        number, shared = self._shared(box)
        return number >= MIN_BOX_WORDS and shared <= most * number

    def are_in(self, box: Sequence[Block], least: float) -> bool:
        """Return True if the rest of the story has at least this share of a box's content words, and several."""
        number, shared = self._shared(box)
        return shared >= max(MIN_NAMED, least * number)

    def names(self, number: str, box: Sequence[Block]) -> bool:
        """Return True if the rest of the story has a number."""
        alone = re.compile(rf"(?<!\d){number}(?!\d)")
        others = (block for block in self._blocks if block.removal is None and block not in box)
        return any(alone.search(block.text) for block in others)

    def _shared(self, box: Sequence[Block]) -> tuple[int, int]:
        """Return the number of content words of a box, and of those in the rest of the story; 0 for a short story."""
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
    """Return the beginnings of the longer words of a text, its figures, and pairs of characters in unspaced scripts."""
    return {word[:STEM] for word in word_set(text) if _is_content(word)}


def _is_content(word: str) -> bool:
    if len(word) >= MIN_CONTENT_CHARS or (len(word) == 2 and not word.isascii()):
        return True
    return len(word) >= MIN_DIGITS and any(map(str.isdigit, word))
