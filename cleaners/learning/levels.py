"""Evaluate boosted trees level by level, with the rows of a matrix as the bits of integers.

All nodes of one level of all trees are evaluated at once, and each operation on an integer covers 64 rows. The result
says which rows reach which leaf. The number of the leaf that a row reaches in a tree is then found one binary digit at
a time: a digit is 1 if the row reaches one of the leaves whose numbers have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROWS_PER_INTEGER = 64

Indexes = NDArray[np.intp]
Bits = NDArray[np.uint64]  # a row per node or comparison; each bit of a row is a row of the matrix


class Level(NamedTuple):
    """The nodes of all trees at one depth: those of the left children of the level above, then the right children."""

    leaves: Indexes  # indexes among the nodes of the level
    inner: Indexes
    comparison: Indexes  # of each inner node


class Digit(NamedTuple):
    """The leaves whose numbers have one binary digit, tree by tree."""

    leaves: Indexes  # in the order of the levels
    trees: Indexes  # that have such a leaf
    starts: Indexes  # of the leaves of each of these trees


@dataclass(frozen=True, slots=True)
class Levels:
    """The nodes of a forest. Many make the same comparison, so each distinct one, a quarter of all, is made once."""

    column: Indexes  # by comparison: the column of the matrix
    threshold: NDArray[np.float32]  # by comparison; a value up to it goes to the left
    levels: list[Level]
    digits: list[Digit]
    values: NDArray[np.float32]  # of all leaves, tree by tree
    first_value: Indexes  # by tree: the index of its first leaf in `values`

    def leaf_values(self, by_column: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the value of the leaf that each row reaches in each tree, a row per tree."""
        rows = by_column.shape[1]
        goes_left = _packed(by_column.take(self.column, axis=0) <= self.threshold[:, None])
        reached = self._reached(goes_left)
        number = np.zeros((len(self.first_value), rows), np.min_scalar_type(2 ** len(self.digits) - 1))
        for place, (leaves, trees, starts) in enumerate(self.digits):
            have_digit = np.bitwise_or.reduceat(reached.take(leaves, axis=0), starts, axis=0)
            number[trees] |= _unpacked(have_digit, rows).astype(number.dtype) << place
        values: NDArray[np.float32] = self.values.take(number + self.first_value[:, None])
        return values

    def _reached(self, goes_left: Bits) -> Bits:
        """Return which rows reach each leaf, in the order of the levels."""
        here = np.full((len(self.first_value), goes_left.shape[1]), ~np.uint64(0))
        reached = []
        for leaves, inner, comparison in self.levels:
            reached.append(here.take(leaves, axis=0))
            here = here.take(inner, axis=0)
            left = here & goes_left.take(comparison, axis=0)
            here = np.concatenate([left, here ^ left])
        return np.concatenate(reached)


def _packed(flags: NDArray[np.bool_]) -> Bits:
    """Return each row of flags as integers."""
    count, size = flags.shape
    packed = np.zeros((count, -(-size // ROWS_PER_INTEGER)), np.uint64)
    packed.view(np.uint8)[:, : -(-size // 8)] = np.packbits(flags, axis=1, bitorder="little")
    return packed


def _unpacked(bits: Bits, size: int) -> NDArray[np.uint8]:
    return np.unpackbits(bits.view(np.uint8), axis=1, count=size, bitorder="little")


def levels_of(
    roots: NDArray[np.int32],
    comparisons: NDArray[np.uint64],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    value: NDArray[np.float32],
) -> Levels:
    """Return the levels of a forest with these nodes; a leaf is its own child on both sides.

    `comparisons` has one number for each node: its column, and below it the 32 bits of its threshold.
    """
    distinct, comparison = np.unique(comparisons[left != np.arange(len(left))], return_inverse=True)
    of_node = np.zeros(len(left), np.intp)
    of_node[left != np.arange(len(left))] = comparison
    levels, leaf_nodes, leaf_trees = [], [], []
    nodes, trees = roots.astype(np.intp), np.arange(len(roots))
    while len(nodes):
        leaves, inner = np.flatnonzero(left[nodes] == nodes), np.flatnonzero(left[nodes] != nodes)
        levels.append(Level(leaves, inner, of_node[nodes[inner]]))
        leaf_nodes.append(nodes[leaves])
        leaf_trees.append(trees[leaves])
        nodes, trees = np.concatenate([left[nodes[inner]], right[nodes[inner]]]), np.tile(trees[inner], 2)
    tree_of = np.concatenate(leaf_trees)
    order = np.argsort(tree_of, kind="stable")
    first_value = np.searchsorted(tree_of[order], np.arange(len(roots)))
    return Levels(
        column=(distinct >> np.uint64(32)).astype(np.intp),
        threshold=distinct.astype(np.uint32).view(np.float32),
        levels=levels,
        digits=_digits(order, tree_of[order], first_value),
        values=value[np.concatenate(leaf_nodes)[order]],
        first_value=first_value,
    )


def _digits(order: Indexes, tree_of: Indexes, first_value: Indexes) -> list[Digit]:
    """Return the digits of the numbers of leaves, which count from 0 in each tree; `order` sorts the leaves by tree."""
    number = np.arange(len(order)) - first_value[tree_of]
    digits = []
    for place in range(int(number.max()).bit_length()):
        have_digit = np.flatnonzero(number >> place & 1)
        trees, starts = np.unique(tree_of[have_digit], return_index=True)
        digits.append(Digit(order[have_digit], trees, starts))
    return digits
