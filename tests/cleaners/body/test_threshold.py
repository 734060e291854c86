import numpy as np
import pytest

from cleaners.body.threshold import expected_f1, page_threshold


def threshold(*probabilities: float, size: float = 100.0) -> float:
    return page_threshold(np.array(probabilities), np.full(len(probabilities), size), 0.5)


def test_a_page_without_doubt_keeps_the_threshold_of_the_model():
    assert threshold(0.99, 0.97, 0.45, 0.02) == 0.5


def test_a_page_in_doubt_gets_the_threshold_of_the_best_expected_f1():
    assert threshold(0.45, 0.44, 0.43, 0.01) == 0.43


def test_the_threshold_is_never_raised():
    assert threshold(0.8, 0.55, 0.5, 0.45) <= 0.5


def test_a_page_without_likely_blocks_keeps_the_threshold_of_the_model():
    assert threshold() == 0.5
    assert threshold(0.0, 0.0) == 0.5


def test_the_threshold_of_a_page_in_doubt_has_a_lower_bound():
    assert threshold(0.1, 0.09) == 0.2


def test_the_expected_f1_is_lower_for_less_certain_blocks():
    sizes = np.full(3, 100.0)
    assert expected_f1(np.array([1.0, 1.0, 0.0]), sizes, 0.5) == 1.0
    assert expected_f1(np.array([1.0, 0.6, 0.2]), sizes, 0.5) == pytest.approx(2 * 1.6 / (2 + 1.8))
    assert expected_f1(np.zeros(3), sizes, 0.5) == 0.0
