"""The distinct words of each block of a page, compared with other words and with those of other blocks."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import chain, compress
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.learning.vocabulary import Vocabulary, most_used
from cleaners.text.character_classes import IDEOGRAPHS, UNSPACED
from cleaners.text.words import UNSPACED_RUN

FREQUENT = 30  # how many of the body's most frequent words count as function words of its language
MIN_CONTENT_CHARS = 5  # of a word in scripts with spaces; shorter words are mostly function words
_PUNCTUATION = ".,;:!?\"'()«»„“”’‘…-–—|。、，！？：；「」『』（）《》〈〉"
# The first and last character of the range from Thai to Khmer, and the first ideograph. All characters of scripts
# without spaces are in this range or from that ideograph on.
_UNSPACED = UNSPACED[0] + UNSPACED[-1] + IDEOGRAPHS[0]
NO_WORDS: frozenset[str] = frozenset()

Counts = NDArray[np.int64]


class PageWords(Protocol):
    """The distinct words of each block of a page."""

    def sizes(self) -> Counts:
        """Return the number of words of each block."""

    def in_common(self, words: Set[str]) -> Counts:
        """Return how many of the words each block has."""

    def weighed(self, weights: dict[str, int]) -> tuple[Counts, Counts]:
        """Return the number of words of each block that have a weight, and the sum of their weights."""

    def familiarity(self, in_body: NDArray[np.bool_], function_words: int) -> NDArray[np.float64]:
        """Return the share of each block's rarer words that other blocks of the presumed body use, 0 to 1.

        The `function_words` most used words are not rare.
        """

    def content(self, min_chars: int) -> NDArray[np.int32]:
        """Return a column per content word of each block: the block's number, and a number of the word on this page.

        In scripts without spaces, the words are pairs of characters, and all of them count.
        """


def page_words(texts: Sequence[str]) -> PageWords:
    """Return the words of the blocks with these texts."""
    if native.in_use():
        return native.words.PageWords(texts, _PUNCTUATION, _UNSPACED, _without_pairs, most_used)
    return _PageWords([word_set(text) if text else NO_WORDS for text in texts])


def word_set(text: str) -> frozenset[str]:
    """Return the distinct words of a text, casefolded and without the punctuation around them.

    They are the words that `count_words` counts, not tokens, because the models were fitted to them. In scripts without
    spaces they are pairs of neighbouring characters.
    """
    text = text.casefold()
    if text.isascii():
        return _stripped(text)
    spaced, pairs = _without_pairs(text)
    return _stripped(spaced).union(pairs) if pairs else _stripped(spaced)


def _without_pairs(text: str) -> tuple[str, list[str]]:
    """Return the words of a text in scripts with spaces, and the pairs of characters in other scripts."""
    pairs = [run[i : i + 2] for run in UNSPACED_RUN.findall(text) for i in range(len(run) - 1)]
    return UNSPACED_RUN.sub(" ", text) if pairs else text, pairs


def _stripped(text: str) -> frozenset[str]:
    words = {word.strip(_PUNCTUATION) for word in text.split()}
    words.discard("")
    return frozenset(words)


class _PageWords:
    """`PageWords` with a set of words per block."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self._sets = sets

    def sizes(self) -> Counts:
        return np.array([len(words) for words in self._sets], np.int64)

    def in_common(self, words: Set[str]) -> Counts:
        return np.array([len(own & words) if own else 0 for own in self._sets], np.int64)

    def weighed(self, weights: dict[str, int]) -> tuple[Counts, Counts]:
        found = [[weight for weight in map(weights.get, words) if weight is not None] for words in self._sets]
        return np.array([*map(len, found)], np.int64), np.array([*map(sum, found)], np.int64)

    def familiarity(self, in_body: NDArray[np.bool_], function_words: int) -> NDArray[np.float64]:
        inside = in_body.tolist()
        body = Vocabulary(compress(self._sets, inside), function_words)
        return np.array([
            body.familiarity(words, is_inside=is_inside) for words, is_inside in zip(self._sets, inside, strict=True)
        ])  # fmt: skip

    def content(self, min_chars: int) -> NDArray[np.int32]:
        content = [
            [word for word in words if len(word) >= min_chars or (len(word) == 2 and not word.isascii())]
            for words in self._sets
        ]
        flat = list(chain.from_iterable(content))
        numbers = dict(zip(flat, range(len(flat)), strict=True))
        block = np.repeat(np.arange(len(content)), [len(words) for words in content])
        return np.array([block, list(map(numbers.__getitem__, flat))], np.int32)
