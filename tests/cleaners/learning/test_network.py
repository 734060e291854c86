import numpy as np
import pytest

from cleaners.learning.network import CHUNK_ROWS, LIMIT, Network


def network(*slopes: float) -> Network:
    """Networks of one unit per layer, whose log-odds are the first feature times a slope where it is positive."""
    slope = np.array(slopes, np.float32)[:, None, None]
    ones, zeros = np.ones_like(slope), np.zeros_like(slope)
    first = np.concatenate([ones, zeros], axis=1)
    return Network(
        mean=np.array([1, 0], np.float32),
        deviation=np.array([2, 1], np.float32),
        first=first,
        first_bias=zeros,
        second=ones,
        second_bias=zeros,
        last=slope,
        last_bias=zeros,
    )


def rows(*first: float) -> np.ndarray:
    return np.array([[value, 7] for value in first], np.float32)


def test_features_are_counted_in_standard_deviations_from_their_mean() -> None:
    assert network(1).log_odds(rows(1, 3, 5)).tolist() == [0, 1, 2]


def test_units_are_silent_below_zero() -> None:
    assert network(1).log_odds(rows(-1, -100)).tolist() == [0, 0]


def test_the_log_odds_of_a_value_far_from_the_mean_are_bounded() -> None:
    assert network(1).log_odds(rows(1e9)).tolist() == [LIMIT]


def test_networks_answer_with_the_mean_of_their_log_odds() -> None:
    assert network(1, 3).log_odds(rows(3)).tolist() == [2]


@pytest.mark.parametrize("count", [0, 1, CHUNK_ROWS, CHUNK_ROWS + 1])
def test_any_number_of_rows_is_answered_in_order(count: int) -> None:
    values = np.linspace(1, 9, count)
    assert network(1).log_odds(rows(*values)).tolist() == pytest.approx(((values - 1) / 2).tolist())
