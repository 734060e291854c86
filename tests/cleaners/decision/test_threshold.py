import numpy as np

from cleaners.decision.threshold import page_threshold


def threshold(*chances: float, size: float = 100.0) -> float:
    return page_threshold(np.array(chances), np.full(len(chances), size), 0.5)


def test_a_page_that_is_clear_keeps_the_usual_threshold():
    assert threshold(0.99, 0.97, 0.45, 0.02) == 0.5


def test_a_page_in_doubt_gets_the_threshold_of_the_best_expected_f1():
    assert threshold(0.45, 0.44, 0.43, 0.01) == 0.43


def test_the_threshold_is_never_raised():
    assert threshold(0.8, 0.55, 0.5, 0.45) <= 0.5


def test_a_page_without_blocks_or_chances_keeps_the_usual_threshold():
    assert threshold() == 0.5
    assert threshold(0.0, 0.0) == 0.5


def test_blocks_that_are_hardly_body_stay_out_on_a_page_in_doubt():
    assert threshold(0.1, 0.09) == 0.2
