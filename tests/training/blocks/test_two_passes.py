from dataclasses import replace

import numpy as np
import pytest

from cleaners.body.features import clutter_words, matrix
from cleaners.body.features.second_pass import SHARED
from cleaners.learning.model_file import version_of
from cleaners.metadata import Metadata
from training.blocks import two_passes
from training.blocks.fitting import Boosting
from training.examples import Example
from training.pages import FOLDS, fold_of

pytestmark = pytest.mark.usefixtures("lightgbm")

NAMES = (*SHARED, "clutter_known")
BLOCKS = 40


@pytest.fixture(autouse=True)
def few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "SECOND"):
        monkeypatch.setattr(two_passes, name, Boosting(3, {}, 2))


def example(number: int) -> Example:
    """Return a page whose blocks are article in one stretch, which the features show with many errors."""
    rng = np.random.default_rng(number)
    start = int(rng.integers(5, 15))
    values = np.array([int(start <= index < start + 15) for index in range(BLOCKS)])
    rows = rng.normal(0.5, 0.3, (BLOCKS, len(NAMES))).astype(np.float32)
    rows[:, NAMES.index("kept")] += values * 0.4
    groups = np.zeros((BLOCKS, len(matrix.GROUP_NAMES)), np.int32)
    page = ("made-up", str(number), f"paper{number}.example")
    measured = matrix.Measured(NAMES, rows, groups, np.zeros((0, 2), np.int32))
    return Example(*page, measured, measured, values, np.ones(BLOCKS), 1.0, Metadata(), (), "", 0.0)


FOUND = [example(number) for number in range(40)]


def test_the_first_pass_of_a_fold_has_not_seen_its_sites():
    words = clutter_words.load()
    fold = fold_of(FOUND[-1].site)
    other = replace(FOUND[-1], values=1 - FOUND[-1].values)
    before, after = (two_passes.fit_first(found, "full", words, fold) for found in (FOUND, [*FOUND[:-1], other]))
    assert version_of(before) == version_of(after)
    elsewhere = two_passes.fit_first(FOUND, "full", words, (fold + 1) % FOLDS)
    assert version_of(elsewhere) != version_of(
        two_passes.fit_first([*FOUND[:-1], other], "full", words, (fold + 1) % FOLDS)
    )


def test_the_second_pass_learns_that_neighbours_are_alike(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(two_passes, "FIRST", Boosting(20, {}, 1))
    monkeypatch.setattr(two_passes, "SECOND", Boosting(40, {}, 1))
    models = two_passes.fit_model(FOUND, "full", clutter_words.load(), range(FOLDS))
    wrong_first, wrong = 0, 0
    for one in FOUND:
        model = models[fold_of(one.site)]
        wrong_first += int(((model.first.probabilities(one.full.matrix) > 0.5) != one.values).sum())
        wrong += int(((model.probabilities_of(one.full) > 0.5) != one.values).sum())
    assert wrong < 0.7 * wrong_first


def test_the_last_model_is_fitted_to_all_sites():
    models = two_passes.fit_models(FOUND, clutter_words.load())
    assert len(models) == FOLDS + 1
    assert len({model.version for model in models}) == FOLDS + 1


def test_debatable_blocks_have_weight_in_the_reference_forest_only():
    half = replace(FOUND[0], trust=np.where(np.arange(BLOCKS) < 20, 0.25, 1.0))
    sure, all_blocks = (half.page_weights(debatable=debatable) for debatable in (False, True))
    assert (sure > 0).tolist() == [False] * 20 + [True] * 20
    assert (all_blocks > 0).all()
    assert np.isclose(all_blocks.sum() ** 2, FOUND[0].weights().sum())
