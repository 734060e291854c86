import numpy as np
import pytest

from cleaners.body.features.matrix import features
from cleaners.body.features.second_pass import ALONE, BEYOND_PAGE, second_features

FIRST_WORDS = ("News", "Sport", "Lighthouse", "After", "A", "He", "Read", "The", "All")
PROBABILITIES = dict(zip(FIRST_WORDS, (0.01, 0.02, 0.3, 0.95, 0.45, 0.9, 0.2, 0.97, 0.01), strict=True))


@pytest.fixture
def second(page) -> dict[str, dict[str, float]]:
    """Return the features of each block by its first word."""
    words = [block.text.split()[0] for block in page.blocks]
    names, matrix = second_features(np.array([PROBABILITIES[word] for word in words]), features(page))
    assert matrix.shape == (len(words), len(names))
    assert np.isfinite(matrix).all()
    return {word: dict(zip(names, row, strict=True)) for word, row in zip(words, matrix.tolist(), strict=True)}


def test_a_block_has_the_log_odds_of_its_neighbours(second):
    assert second["A"]["odds"] == pytest.approx(np.log(0.45 / 0.55), abs=1e-5)
    assert second["A"]["odds_-1"] == second["After"]["odds"]
    assert second["A"]["odds_+2"] == second["Read"]["odds"]
    assert second["News"]["odds_-1"] == second["All"]["odds_+1"] == BEYOND_PAGE


def test_the_others_of_a_container_count_without_the_block_itself(second):
    siblings = ("After", "A", "He", "The")
    odds = [second[word]["odds"] for word in siblings]
    assert second["A"]["element1_max"] == max(odds)
    assert second["A"]["element1_min"] == min(odds) == second["A"]["odds"]
    assert second["A"]["element1_body"] == 1.0
    assert second["After"]["element1_body"] == pytest.approx(2 / 3)
    assert second["All"]["element0_mean"] == ALONE


def test_the_body_before_and_after_a_block_and_its_distance_are_known(second):
    assert second["News"]["body_share_before"] == 0.0
    assert 0.3 < second["Read"]["body_share_before"] < 0.8
    assert second["All"]["body_share_before"] == pytest.approx(1.0)
    assert second["Read"]["since_body"] == second["Read"]["until_body"] == pytest.approx(np.log(2))
    assert second["All"]["until_body"] == second["News"]["since_body"] == 9.0
    assert second["Read"]["max_after"] == second["The"]["odds"]


def test_a_run_of_equal_decisions_is_known_with_the_runs_beside_it(second):
    assert second["A"]["run_blocks"] == pytest.approx(np.log(2))
    assert second["A"]["previous_run_mean"] == second["After"]["odds"]
    assert second["A"]["next_run_blocks"] == pytest.approx(np.log(2))
    assert second["After"]["previous_run_blocks"] == pytest.approx(np.log(4))
    assert second["All"]["next_run_mean"] == BEYOND_PAGE


def test_a_block_has_the_log_odds_of_the_heading_above_it(second):
    assert second["He"]["heading_odds"] == second["A"]["odds"]
    assert second["News"]["heading_odds"] == BEYOND_PAGE


def test_the_log_odds_of_certain_blocks_are_bounded(page):
    names, matrix = second_features(np.array([0.0, 1.0] * 4 + [1.0]), features(page))
    odds = matrix[:, names.index("odds")]
    assert odds.tolist() == [-6.0, 6.0] * 4 + [6.0]
