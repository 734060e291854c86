"""Boosted decision trees as plain arrays, evaluated with numpy alone.

The evaluation follows QuickScorer (Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive
ensembles of regression trees", 2015), mirrored. The leaves of a tree are the bits of an unsigned integer, the rightmost
leaf first. Every node that sends a row to the left rules out the leaves on its right; the lowest remaining bit is the
row's leaf. All nodes are evaluated at once and in memory order, whereas a walk from node to node needs a random access
for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.learning.numbers import probability

CHUNK_ROWS = 64  # rows evaluated at once: few enough that rows times nodes values stay in the processor's cache
MAX_LEAVES = 64  # leaves per tree, which is the number of bits of the longest integer


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
        """Return the probability of each row of a matrix, 0 to 1. Raises ValueError if a tree exceeds MAX_LEAVES."""
        return probability(self.log_odds(matrix))

    def log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row of a matrix. Raises ValueError if a tree exceeds MAX_LEAVES."""
        by_column = np.ascontiguousarray(matrix.T)
        return self._compiled_log_odds(by_column) if self._is_compiled else self._plain_log_odds(by_column)

    def _plain_log_odds(self, by_column: NDArray[np.float32]) -> NDArray[np.float64]:
        starts = range(0, by_column.shape[1], CHUNK_ROWS)
        odds = [self._sums(self._leaf_values(by_column[:, start : start + CHUNK_ROWS])) for start in starts]
        return np.concatenate(odds) if odds else np.zeros(0)

    @staticmethod
    def _sums(leaf_values: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the sum for each row, in the order of the trees. `sum` takes another order for a single row."""
        is_single = leaf_values.shape[1] == 1
        sums: NDArray[np.float64] = (
            leaf_values.cumsum(axis=0, dtype=np.float64)[-1] if is_single else leaf_values.sum(axis=0, dtype=np.float64)
        )
        return sums

    def _leaf_values(self, by_column: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the value of the leaf that each row reaches in each tree, a row per tree."""
        branches = self._branches
        goes_left = (by_column.take(branches.column, axis=0) <= branches.threshold).view(np.uint8)
        ruled_out = np.bitwise_or.reduce(goes_left.take(branches.comparison, axis=0) * branches.on_the_right, axis=0)
        # The number of the lowest bit that is not ruled out. Floats hold it exactly, since it is a power of two.
        leaf = np.frexp((~ruled_out & (ruled_out + 1)).astype(np.float64))[1] - 1
        values: NDArray[np.float32] = branches.values.take(leaf + branches.first_value)
        return values

    @property
    def _is_compiled(self) -> bool:
        return native.in_use() and self._branches.on_the_right.dtype == np.uint32

    def _compiled_log_odds(self, by_column: NDArray[np.float32]) -> NDArray[np.float64]:
        return native.forest.log_odds(by_column, *self._branches_by_tree)

    @cached_property
    def _branches(self) -> _Branches:
        return _branches_of(self)

    @cached_property
    def _branches_by_tree(self) -> _BranchesByTree:
        branches = self._branches
        comparison = np.ascontiguousarray(branches.comparison.T)
        return (
            branches.column[comparison].astype(np.int32),
            branches.threshold[comparison, 0],
            np.ascontiguousarray(branches.on_the_right[..., 0].T),
            np.concatenate([branches.values, np.zeros(MAX_LEAVES, np.float32)]),
            np.ascontiguousarray(branches.first_value[:, 0]),
        )


# For compiled code: columns, thresholds and bits with a row per tree and a column per inner node; and the last two
# fields of `_Branches`.
_BranchesByTree = tuple[
    NDArray[np.int32], NDArray[np.float32], NDArray[np.uint32], NDArray[np.float32], NDArray[np.intp]
]


@dataclass(frozen=True, slots=True)
class _Branches:
    """The inner nodes of all trees. The axes are: number of the node in its tree, tree, row.

    Trees with fewer nodes are padded with zeros. The last axis has length one, to be broadcast over the rows. Only one
    of four nodes compares what no other node compares, so each comparison is made once.
    """

    column: NDArray[np.intp]  # by comparison: the column of the matrix
    threshold: NDArray[np.float32]  # by comparison and row
    comparison: NDArray[np.intp]  # by node and tree: the index of its comparison
    on_the_right: NDArray[np.unsignedinteger]  # bits of the leaves in the right branch
    values: NDArray[np.float32]  # of all leaves, tree by tree, in each tree from right to left
    first_value: NDArray[np.intp]  # by tree: the index of its first leaf in `values`


def _branches_of(forest: Forest) -> _Branches:
    trees: list[list[tuple[int, int]]] = []  # the inner nodes of each tree, with the bits of their right leaves
    leaves: list[int] = []
    first_leaves: list[int] = []
    for root in forest.roots.tolist():
        first_leaves.append(len(leaves))
        trees.append([])
        _walk(forest, root, trees[-1], leaves, len(leaves))
    most_leaves = 1 + max(map(len, trees))
    if most_leaves > MAX_LEAVES:
        raise ValueError(f"a tree has {most_leaves} leaves and may have {MAX_LEAVES}: train with fewer leaves")
    padded = np.array([[*tree, *[(0, 0)] * (most_leaves - len(tree))] for tree in trees], np.uint64).transpose(2, 1, 0)
    nodes, right_leaves = padded[0].astype(np.intp), padded[1].astype(np.uint32 if most_leaves <= 32 else np.uint64)
    # A comparison as one number: the column, and below it the 32 bits of the threshold.
    comparisons = forest.column[nodes].astype(np.uint64) << 32 | forest.threshold[nodes].view(np.uint32)
    distinct, comparison = np.unique(comparisons, return_inverse=True)
    return _Branches(
        column=(distinct >> 32).astype(np.intp),
        threshold=distinct.astype(np.uint32).view(np.float32)[:, None],
        comparison=comparison.reshape(nodes.shape),
        on_the_right=right_leaves[..., None],
        values=forest.value[leaves],
        first_value=np.array(first_leaves)[:, None],
    )


def _walk(forest: Forest, node: int, inner_nodes: list[tuple[int, int]], leaves: list[int], first_leaf: int) -> None:
    """Append the inner nodes from a node downwards, each with the bits of its right leaves, and the leaves.

    Leaves are appended from right to left. `first_leaf` is the index in `leaves` of the tree's first one.
    """
    if forest.left[node] == node:
        leaves.append(node)
        return
    start = len(leaves)
    _walk(forest, int(forest.right[node]), inner_nodes, leaves, first_leaf)
    inner_nodes.append((node, (1 << (len(leaves) - first_leaf)) - (1 << (start - first_leaf))))
    _walk(forest, int(forest.left[node]), inner_nodes, leaves, first_leaf)
