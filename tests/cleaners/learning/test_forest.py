from collections.abc import Iterator

import numpy as np
import pytest

from cleaners import native
from cleaners.learning.forest import CHUNK_ROWS, Forest


@pytest.fixture(autouse=True, params=["compiled", "plain"])
def mode(request: pytest.FixtureRequest) -> Iterator[None]:
    native.use(wanted=request.param == "compiled")
    yield
    native.use(wanted=True)


def forest() -> Forest:
    """One tree: -2 if column 0 is at most 1.5, else 0 if column 1 is at most 0, else 2."""
    return Forest(
        roots=np.array([0], np.int32),
        column=np.array([0, 0, 1, 0, 0], np.int16),
        threshold=np.array([1.5, 0, 0, 0, 0], np.float32),
        left=np.array([1, 1, 3, 3, 4], np.int32),
        right=np.array([2, 1, 4, 3, 4], np.int32),
        value=np.array([0, -2, 0, 0, 2], np.float32),
        depth=2,
    )


def test_each_row_goes_down_to_its_leaf():
    rows = np.array([[1.5, 9], [1.6, 0], [2.0, 0.1]], np.float32)
    assert forest().probabilities(rows).round(3).tolist() == [0.119, 0.5, 0.881]


def test_many_rows_are_evaluated_in_chunks():
    rows = np.tile(np.array([[2.0, 1.0]], np.float32), (CHUNK_ROWS + 1, 1))
    assert forest().probabilities(rows).round(3).tolist() == [0.881] * (CHUNK_ROWS + 1)


def test_no_rows_have_no_probabilities():
    assert forest().probabilities(np.zeros((0, 2), np.float32)).tolist() == []


def ladder(leaves: int) -> Forest:
    """One tree that compares column 0 with 0, 1, 2, ... in turn; the value of the leaf for n is n."""
    branches = leaves - 1
    nodes = np.arange(2 * branches + 1, dtype=np.int32)  # branches, then the leaves
    left, right = nodes.copy(), nodes.copy()
    left[:branches] = branches + np.arange(branches)
    right[:branches] = [*range(1, branches), 2 * branches]
    numbers = np.arange(2 * branches + 1, dtype=np.float32)
    value = np.where(nodes >= branches, (nodes - branches) / 100, 0).astype(np.float32)
    return Forest(np.array([0], np.int32), np.zeros(len(nodes), np.int16), numbers, left, right, value, branches)


@pytest.mark.parametrize("leaves", [2, 31, 32, 33, 64, 65])
def test_every_leaf_of_a_tree_is_reached(leaves: int):
    rows = np.arange(leaves, dtype=np.float32)[:, None]
    expected = 1 / (1 + np.exp(-np.arange(leaves) / 100))
    assert ladder(leaves).probabilities(rows).tolist() == pytest.approx(expected.tolist())


def test_trees_of_different_sizes_are_summed():
    one, leaves = forest(), 9
    other = ladder(leaves)
    size = len(one.left)
    both = Forest(
        roots=np.array([0, size, size + leaves - 1], np.int32),  # the last tree is a leaf
        column=np.concatenate([one.column, other.column]),
        threshold=np.concatenate([one.threshold, other.threshold]),
        left=np.concatenate([one.left, other.left + size]),
        right=np.concatenate([one.right, other.right + size]),
        value=np.concatenate([one.value, other.value + 1]),
        depth=leaves,
    )
    rows = np.array([[1.0, 9.0], [2.0, -1.0], [7.5, 5.0]], np.float32)
    assert both.log_odds(rows).tolist() == pytest.approx([0.01, 2.02, 4.08], abs=1e-6)
