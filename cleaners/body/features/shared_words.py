"""Content words that a block shares with the article and with the rest of the page.

A related line, a house line or another story names other people and things than the story. That holds in any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.body.features.context import Columns
from cleaners.body.features.elements import Floats

MIN_CONTENT_CHARS = 5  # of a word in scripts with spaces; shorter words are mostly function words
SURE = 1.4  # log-odds, a probability of 0.8: blocks beyond are taken for article, or for clutter


def content_words(blocks: Sequence[frozenset[str]]) -> NDArray[np.int32]:
    """Return a row per content word of each block: the block's number, and a number of the word on this page.

    In scripts without spaces, the words are pairs of characters, and all of them count.
    """
    if native.in_use():
        return np.array(native.words.content(blocks, MIN_CONTENT_CHARS), np.int32).T
    content = [
        [word for word in words if len(word) >= MIN_CONTENT_CHARS or (len(word) == 2 and not word.isascii())]
        for words in blocks
    ]
    flat = list(chain.from_iterable(content))
    numbers = dict(zip(flat, range(len(flat)), strict=True))
    block = np.repeat(np.arange(len(content)), [len(words) for words in content])
    return np.array([block, list(map(numbers.__getitem__, flat))], np.int32).T


def shared_words(odds: Floats, content: NDArray[np.int32]) -> Columns:
    """Return the shares of each block's content words that other blocks of the article, and of the clutter, have.

    `odds` has the log-odds of each block. A block without content words has shares of -1.
    """
    block, word = content.T
    counts = np.bincount(block, minlength=len(odds))
    columns: Columns = {"content_words": np.log1p(counts)}
    for name, members in (("article", odds > SURE), ("clutter", odds < -SURE)):
        uses = np.bincount(word, members[block]) if len(word) else np.zeros(0)
        is_shared = uses[word] - members[block] > 0
        shared = np.bincount(block, is_shared, minlength=len(odds))
        columns[f"shared_{name}"] = np.where(counts > 0, shared / np.maximum(1, counts), -1.0)
    columns["shared_more"] = columns["shared_article"] - columns["shared_clutter"]
    return columns
