"""Label lines: carry the letters of a page's labelled blocks over to the lines of the same page as plain text."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.body.alignment import matched_shares
from cleaners.document import Block
from cleaners.text.normalize import normalise
from cleaners.text.words import tokens
from training.labels import DEBATABLE_WEIGHT, MIN_SHARE, NOT_LABELLED, UNKNOWN, gold_labels
from training.pages import ARTICLE, CLUTTER, DEBATABLE, BlockLabels, Sample

MIN_FOUND = 0.6  # of the gold in the page's lines; with less, page and gold do not belong together
GOLD_SETS = frozenset({"fundus-dev", "wcxb-dev"})  # sets by whose gold text the cleaner is judged


@dataclass(frozen=True, slots=True)
class LineLabels:
    """The letter, the value (1 for body, 0 for others) and the weight of each line, which is 0 if it is unknown."""

    letters: str
    values: NDArray[np.int64]
    weights: NDArray[np.float64]

    def of(self, origins: Sequence[int]) -> LineLabels:
        """Return the labels of lines by their indexes on the page. Index -1 is a line of clutter."""
        known = np.array(origins, np.int64)
        letters = "".join(self.letters[index] if index >= 0 else CLUTTER for index in origins)
        values, weights = np.append(self.values, 0), np.append(self.weights, 1.0)
        return LineLabels(letters, values[known], weights[known])


def line_labels(lines: Sequence[Block], sample: Sample) -> LineLabels:
    """Label lines by the gold text in GOLD_SETS, in other sets by the letters of the page's blocks.

    A line without a letter, or with that of a debatable block, has the gold's value with less weight.
    """
    gold = gold_labels(lines, sample)
    letters = line_letters(lines, sample.labelled) if sample.labelled else NOT_LABELLED * len(lines)
    return _combined(letters, np.array(gold.values, np.int64), gold.found, sample)


def _combined(letters: str, by_gold: NDArray[np.int64], found: float, sample: Sample) -> LineLabels:
    known = (by_gold != UNKNOWN).astype(float)
    values = np.maximum(by_gold, 0)
    if sample.dataset in GOLD_SETS or sample.labelled is None:
        if found >= MIN_FOUND:
            return LineLabels(letters, values, known)
        if sample.labelled is None:
            return LineLabels(letters, values, np.zeros(len(letters)))
    is_article, is_clutter = (np.array([own == letter for own in letters]) for letter in (ARTICLE, CLUTTER))
    values = np.where(is_article, 1, np.where(is_clutter, 0, values))
    return LineLabels(letters, values, np.where(is_article | is_clutter, 1.0, DEBATABLE_WEIGHT * known))


def line_letters(lines: Sequence[Block], labelled: BlockLabels) -> str:
    """Return the letter of each line, NOT_LABELLED for a line that is in no block.

    A line that equals a block gets the block's letter; copies are taken in order. Other lines, which are parts of a
    block or several blocks in one, get the letter that most of their words have.
    """
    left: defaultdict[str, deque[str]] = defaultdict(deque)
    for text, letter in zip(labelled.blocks, labelled.letters, strict=True):
        left[normalise(text)].append(letter)
    keys = [normalise(line.text) for line in lines]
    found = [left[key].popleft() if left.get(key) else NOT_LABELLED for key in keys]
    if NOT_LABELLED in found:
        likeliest = _by_words(lines, labelled)
        found = [other if own == NOT_LABELLED else own for own, other in zip(found, likeliest, strict=True)]
    return "".join(found)


def _by_words(lines: Sequence[Block], labelled: BlockLabels) -> list[str]:
    """Return for each line the letter of the blocks that have most of its words."""
    words = [line.tokens for line in lines]
    shares = {letter: matched_shares(words, _text(labelled, letter))[0] for letter in (ARTICLE, DEBATABLE, CLUTTER)}
    best = [max((shares[letter][index], letter) for letter in shares) for index in range(len(lines))]
    return [letter if share >= MIN_SHARE else NOT_LABELLED for share, letter in best]


def _text(labelled: BlockLabels, letter: str) -> list[str]:
    blocks = zip(labelled.letters, labelled.blocks, strict=True)
    return [token for own, text in blocks if own == letter for token in tokens(text)]
