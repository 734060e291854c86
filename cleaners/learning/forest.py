"""Boosted decision trees as plain arrays, evaluated with numpy alone.

The evaluation follows QuickScorer (Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive
ensembles of regression trees", 2015), mirrored. The leaves of a tree are bits of a word, from right to left. Every node
that sends a row to the left rules out the leaves on its right; the lowest remaining bit is the row's leaf. All nodes
are evaluated at once and in memory order, whereas a walk from node to node needs a random access for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

CHUNK_ROWS = 64  # rows evaluated at once: few enough that rows times nodes values stay in the processor's cache
MAX_LEAVES = 64  # of a tree: the bits of the longest word


@dataclass(frozen=True)
class Forest:
    """The nodes of all trees, one after the other in each array. A leaf is its own child on both sides."""

    roots: NDArray[np.int32]
    column: NDArray[np.int16]  # of the matrix, which a node compares
    threshold: NDArray[np.float32]  # a value up to it goes to the left child
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]  # of a leaf: added to the log-odds
    depth: int  # of the deepest tree

    def probabilities(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability of each row of a matrix, 0 to 1. Raises ValueError if a tree exceeds MAX_LEAVES."""
        by_column = np.ascontiguousarray(matrix.T)
        starts = range(0, len(matrix), CHUNK_ROWS)
        odds = [self._log_odds(by_column[:, start : start + CHUNK_ROWS]) for start in starts]
        return 1.0 / (1.0 + np.exp(-np.concatenate(odds))) if odds else np.zeros(0)

    def _log_odds(self, by_column: NDArray[np.float32]) -> NDArray[np.float64]:
        branches = self._branches
        goes_left = by_column.take(branches.column, axis=0) <= branches.threshold
        ruled_out = np.bitwise_or.reduce(goes_left.view(np.uint8) * branches.on_the_right, axis=0)
        lowest = np.frexp((~ruled_out & (ruled_out + 1)).astype(np.float64))[1] - 1  # exact: a power of two
        odds: NDArray[np.float64] = branches.values.take(lowest + branches.first_value).sum(axis=0, dtype=np.float64)
        return odds

    @cached_property
    def _branches(self) -> _Branches:
        return _branches_of(self)


@dataclass(frozen=True, slots=True)
class _Branches:
    """The inner nodes as arrays by number in the tree, tree, and row (an axis of length one), padded with zeros."""

    column: NDArray[np.intp]  # without the last axis
    threshold: NDArray[np.float32]
    on_the_right: NDArray[np.unsignedinteger]  # bits of the leaves in the right branch
    values: NDArray[np.float32]  # of all leaves, tree by tree, in each tree from right to left
    first_value: NDArray[np.intp]  # by tree: the index of its first leaf


def _branches_of(forest: Forest) -> _Branches:
    trees: list[list[tuple[int, int]]] = []  # the inner nodes of each tree, with their words
    leaves: list[int] = []
    first_leaves: list[int] = []
    for root in forest.roots.tolist():
        first_leaves.append(len(leaves))
        trees.append([])
        _walk(forest, root, trees[-1], leaves, len(leaves))
    most = 1 + max(map(len, trees))  # leaves of a tree
    if most > MAX_LEAVES:
        raise ValueError(f"a tree has {most} leaves, at most {MAX_LEAVES} can be evaluated: train with fewer")
    padded = np.array([[*tree, *[(0, 0)] * (most - len(tree))] for tree in trees], np.uint64).transpose(2, 1, 0)
    nodes, words = padded[0].astype(np.intp), padded[1].astype(np.uint32 if most <= 32 else np.uint64)
    return _Branches(
        column=forest.column[nodes].astype(np.intp),
        threshold=forest.threshold[nodes][..., None],
        on_the_right=words[..., None],
        values=forest.value[leaves],
        first_value=np.array(first_leaves)[:, None],
    )


def _walk(forest: Forest, node: int, found: list[tuple[int, int]], leaves: list[int], first: int) -> None:
    """Append a node and those below it, each with the bits of its right leaves, and the leaves from right to left."""
    if forest.left[node] == node:
        leaves.append(node)
        return
    start = len(leaves)
    _walk(forest, int(forest.right[node]), found, leaves, first)
    found.append((node, (1 << (len(leaves) - first)) - (1 << (start - first))))
    _walk(forest, int(forest.left[node]), found, leaves, first)
