"""Boosted decision trees as plain arrays.

Compiled code evaluates them by QuickScorer (Lucchese et al., "QuickScorer: a fast algorithm to rank documents with
additive ensembles of regression trees", 2015), with left and right exchanged. The leaves of a tree are the bits of an
unsigned integer, the rightmost leaf first. Every node that sends a row to the left rules out the leaves on its right;
the lowest remaining bit is the row's leaf. Without compiled code, and for trees with more leaves than bits, `levels.py`
evaluates them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.learning.levels import Levels, levels_of
from cleaners.learning.numbers import probability

CHUNK_ROWS = 256  # rows evaluated at once without compiled code; each takes 20 KB
MAX_LEAVES = 32  # leaves per tree that compiled code evaluates: the number of bits of its integers


@dataclass(frozen=True)
class Forest:
    """The nodes of all trees, one after the other in each array. A leaf is its own child on both sides."""

    roots: NDArray[np.int32]  # by tree: the index of its root
    column: NDArray[np.int16]  # the column of the matrix that the node compares
    threshold: NDArray[np.float32]  # a value up to it goes to the left child
    left: NDArray[np.int32]  # index of the child
    right: NDArray[np.int32]  # index of the child
    value: NDArray[np.float32]  # what a leaf adds to the log-odds
    depth: int  # levels of the deepest tree

    def probabilities(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability of each row of a matrix, 0 to 1."""
        return probability(self.log_odds(matrix))

    def log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row of a matrix."""
        by_column = np.ascontiguousarray(matrix.T)
        branches = self._branches if native.in_use() else None
        if branches is None:
            return self._plain_log_odds(by_column)
        fields = (branches.column, branches.threshold, branches.on_the_right, branches.values, branches.first_value)
        return native.forest.log_odds(by_column, *fields)

    def _plain_log_odds(self, by_column: NDArray[np.float32]) -> NDArray[np.float64]:
        starts = range(0, by_column.shape[1], CHUNK_ROWS)
        odds = [self._sums(self._levels.leaf_values(by_column[:, start : start + CHUNK_ROWS])) for start in starts]
        return np.concatenate(odds) if odds else np.zeros(0)

    @staticmethod
    def _sums(leaf_values: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the sum for each row, in the order of the trees. `sum` takes another order for a single row."""
        is_single = leaf_values.shape[1] == 1
        sums: NDArray[np.float64] = (
            leaf_values.cumsum(axis=0, dtype=np.float64)[-1] if is_single else leaf_values.sum(axis=0, dtype=np.float64)
        )
        return sums

    @cached_property
    def _branches(self) -> _Branches | None:
        return _branches_of(self)

    @cached_property
    def _levels(self) -> Levels:
        comparisons = self.column.astype(np.uint64) << np.uint64(32) | self.threshold.view(np.uint32)
        return levels_of(self.roots, comparisons, self.left, self.right, self.value)


@dataclass(frozen=True, slots=True)
class _Branches:
    """The inner nodes of all trees for compiled code: a row per tree, and a column per node, padded with zeros."""

    column: NDArray[np.int32]  # the column of the matrix
    threshold: NDArray[np.float32]
    on_the_right: NDArray[np.uint32]  # bits of the leaves in the right branch
    values: NDArray[np.float32]  # of all leaves, tree by tree, in each tree from right to left
    first_value: NDArray[np.intp]  # by tree: the index of its first leaf in `values`


def _branches_of(forest: Forest) -> _Branches | None:
    """Return the inner nodes of all trees, or None if one has more than MAX_LEAVES leaves."""
    trees: list[list[tuple[int, int]]] = []  # the inner nodes of each tree, with the bits of their right leaves
    leaves: list[int] = []
    first_leaves: list[int] = []
    left, right = forest.left.tolist(), forest.right.tolist()  # single numbers of an array take three times as long
    for root in forest.roots.tolist():
        first_leaves.append(len(leaves))
        trees.append([])
        _walk(left, right, root, trees[-1], leaves, len(leaves))
    most_leaves = 1 + max(map(len, trees))
    if most_leaves > MAX_LEAVES:
        return None
    padded = np.array([[*tree, *[(0, 0)] * (most_leaves - len(tree))] for tree in trees], np.uint64)
    nodes = padded[..., 0].astype(np.intp)
    return _Branches(
        column=forest.column[nodes].astype(np.int32),
        threshold=forest.threshold[nodes],
        on_the_right=padded[..., 1].astype(np.uint32),
        values=np.concatenate([forest.value[leaves], np.zeros(MAX_LEAVES, np.float32)]),
        first_value=np.array(first_leaves),
    )


def _walk(
    left: list[int], right: list[int], node: int, inner_nodes: list[tuple[int, int]], leaves: list[int], first_leaf: int
) -> None:
    """Append the inner nodes from a node downwards, each with the bits of its right leaves, and the leaves.

    Leaves are appended from right to left. `first_leaf` is the index in `leaves` of the tree's first one.
    """
    if left[node] == node:
        leaves.append(node)
        return
    start = len(leaves)
    _walk(left, right, right[node], inner_nodes, leaves, first_leaf)
    inner_nodes.append((node, (1 << (len(leaves) - first_leaf)) - (1 << (start - first_leaf))))
    _walk(left, right, left[node], inner_nodes, leaves, first_leaf)
