import numpy as np
import pytest

from training.lines.network import fit_network

pytestmark = pytest.mark.usefixtures("sklearn")


def lines(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Lines whose first feature says whether they are body, and whose second says nothing and never varies."""
    chance = np.random.default_rng(seed)
    values = chance.integers(0, 2, count)
    noise = chance.normal(size=count)
    return np.column_stack([values * 6 + noise, np.full(count, 5.0)]).astype(np.float32), values


def test_a_network_learns_which_lines_are_body() -> None:
    matrix, values = lines(4_000, seed=1)
    network = fit_network(matrix, values, np.ones(len(values)))
    unseen, truth = lines(200, seed=2)
    assert ((network.log_odds(unseen) > 0) == (truth > 0)).mean() > 0.95


def test_lines_of_little_weight_count_for_little() -> None:
    matrix, values = lines(4_000, seed=1)
    both, labels = np.vstack([matrix, matrix]), np.concatenate([values, 1 - values])
    weights = np.repeat([1.0, 0.01], len(values))
    assert ((fit_network(both, labels, weights).log_odds(matrix) > 0) == (values > 0)).mean() > 0.95


def test_the_same_lines_give_the_same_network() -> None:
    matrix, values = lines(600, seed=3)
    one, again = (fit_network(matrix, values, np.ones(len(values))) for _ in range(2))
    assert one.first.tolist() == again.first.tolist()
