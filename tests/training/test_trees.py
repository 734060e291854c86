from types import ModuleType

import numpy as np
import pytest

from training.blocks.fitting import Boosting, Rows, fit
from training.pages import FOLDS, fold_of
from training.trees import averaged, to_forest


def blocks(count: int = 600) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    matrix = rng.normal(size=(count, 4)).astype(np.float32)
    return matrix, (matrix[:, 0] + matrix[:, 1] * matrix[:, 2] > 0).astype(np.int64)


def test_our_trees_give_the_same_answers_as_lightgbm(lightgbm: ModuleType):
    matrix, values = blocks()
    settings = {"objective": "binary", "num_leaves": 7, "verbose": -1, "num_threads": 1, "use_missing": False}
    booster = lightgbm.train(settings, lightgbm.Dataset(matrix, values), 20)
    ours = to_forest(booster.dump_model()).probabilities(matrix)
    assert np.abs(ours - booster.predict(matrix)).max() < 1e-6


def test_a_tree_without_a_split_is_one_leaf(lightgbm: ModuleType):
    matrix, _ = blocks(30)
    settings = {"objective": "binary", "verbose": -1, "min_data_in_leaf": 30, "num_threads": 1}
    booster = lightgbm.train(settings, lightgbm.Dataset(matrix, [0, 1] * 15), 1)
    assert to_forest(booster.dump_model()).probabilities(matrix).round(6).tolist() == [0.5] * 30


def test_averaged_forests_answer_with_the_mean_of_their_log_odds(lightgbm: ModuleType):
    matrix, values = blocks()
    settings = {"objective": "binary", "num_leaves": 7, "verbose": -1, "num_threads": 1, "bagging_fraction": 0.5}
    settings |= {"bagging_freq": 1, "use_missing": False}
    data = lightgbm.Dataset(matrix, values)
    boosters = [lightgbm.train(settings | {"seed": seed}, data, 20) for seed in (1, 2, 3)]
    odds = np.mean([booster.predict(matrix, raw_score=True) for booster in boosters], axis=0)
    ours = averaged([to_forest(booster.dump_model()) for booster in boosters]).probabilities(matrix)
    assert np.abs(ours - 1 / (1 + np.exp(-odds))).max() < 1e-6


@pytest.mark.usefixtures("lightgbm")
def test_the_forests_of_a_fit_differ_and_are_the_same_the_next_time():
    matrix, values = blocks()
    rows = Rows(("a", "b", "c", "d"), matrix, values, np.ones(len(values)))
    one, same, alone = (fit(rows, Boosting(5, {}, forests)).probabilities(matrix) for forests in (2, 2, 1))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, alone)


@pytest.mark.usefixtures("lightgbm")
def test_blocks_without_weight_change_nothing():
    matrix, values = blocks()
    weights = np.ones(len(values))
    weights[300:] = 0.0
    names = ("a", "b", "c", "d")
    spoiled = np.where(weights > 0, values, 1 - values)
    rows = (Rows(names, matrix, given, weights).known() for given in (values, spoiled))
    one, other = (fit(known, Boosting(5, {}, 1)).probabilities(matrix) for known in rows)
    assert np.array_equal(one, other)


def test_a_site_is_always_in_the_same_fold_and_all_folds_are_used():
    assert fold_of("paper.example") == fold_of("paper.example")
    assert {fold_of(f"paper{n}.example") for n in range(100)} == set(range(FOLDS))
