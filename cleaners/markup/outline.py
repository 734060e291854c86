"""The elements around a page's blocks, as plain arrays, and sums over the blocks in each element."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cleaners import native

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Outline:
    """The elements of a page by number. A parent has a lower number than its children; the root is its own parent."""

    parent: Ints
    bits: Ints  # kinds of the element and of all elements around it
    depth: Ints
    signature: Ints  # equal for elements with the same tag and class
    caption: NDArray[np.bool_]  # True if the class names a caption
    article: Ints  # the nearest <article>, which may be the element itself; 0: none
    of_block: Ints  # by block: the element that holds it
    ancestors: list[Ints] = field(default_factory=list)  # by level; a cache of `ancestor`

    def ancestor(self, level: int) -> Ints:
        """Return for each block the element `level` steps above the one that holds it."""
        if not self.ancestors:
            self.ancestors.append(self.of_block)
        while len(self.ancestors) <= level:
            self.ancestors.append(self.parent[self.ancestors[-1]])
        return self.ancestors[level]

    def sums(self, values: Floats) -> Floats:
        """Return for each element the sums of the values of all blocks inside it, one row per element."""
        if native.in_use():
            return native.outline.sums(self.parent, self.depth, self.of_block, np.ascontiguousarray(values))
        totals = np.zeros((len(self.parent), values.shape[1]))
        np.add.at(totals, self.of_block, values)
        for level in range(self.depth.max(), 0, -1):
            elements = np.flatnonzero(self.depth == level)
            np.add.at(totals, self.parent[elements], totals[elements])
        return totals

    def steps_below(self, main: int) -> Ints:
        """Return how many levels each element is below `main`.

        For an element outside `main`, it is minus the number of levels from `main` up to the nearest element that holds
        both.
        """
        if native.in_use():
            return native.outline.steps_below(self.parent, main)
        parents, above = self.parent.tolist(), {}
        number, steps = main, 0
        while number not in above:
            above[number] = steps
            number, steps = parents[number], steps - 1
        below: list[int] = []
        for number, parent in enumerate(parents):
            if number in above:
                below.append(above[number])
            else:
                below.append(below[parent] + (parent == main or below[parent] > 0))
        return np.array(below)

    def shares_in_common(self, kept: Floats, words: Floats) -> Floats:
        """Return for each element the share of kept words in the nearest element around it, or itself, that has any."""
        if native.in_use():
            return native.outline.shares_in_common(self.parent, np.stack([kept, words]))
        shares: list[float] = []
        for parent, own_kept, own_words in zip(self.parent.tolist(), kept.tolist(), words.tolist(), strict=True):
            shares.append(own_kept / own_words if own_kept >= 1 or not shares else shares[parent])
        return np.array(shares)
