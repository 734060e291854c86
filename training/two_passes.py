"""Fits the page-only model and the full model, each in two passes.

The second pass reads probabilities of the first. To learn from probabilities as they are on new sites, it gets those of
a first pass that was fitted without the fold of the page's site.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.clutter_words import ClutterWords
from cleaners.body.features.matrix import Measured
from cleaners.body.features.second_pass import second_features
from cleaners.body.model import MIN_FIRST, Model, Models
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import version_of
from training.examples import Example, without_words
from training.fitting import FIRST, SECOND, Rows, fit, joined
from training.pages import FOLDS, fold_of

THRESHOLD = 0.5
# One page in five is learned from a second time as if no word on it were known. Without these copies, the models take
# text in languages without known words for clutter.
BLIND_STEP = 5
ALL_FOLDS = range(FOLDS + 1)  # the number of a fold that a model did not see; FOLDS itself leaves out no page

Which = Literal["page_only", "matrix"]  # the features that a model reads, by the names of Example


def fit_models(found: Sequence[Example], words: ClutterWords, folds: range = ALL_FOLDS) -> list[Models]:
    """Return the models of each of `folds`, fitted to the pages of all other folds."""
    page_only, full = (fit_model(found, which, words, folds) for which in ("page_only", "matrix"))
    return [Models(*pair) for pair in zip(page_only, full, strict=True)]


def fit_model(found: Sequence[Example], which: Which, words: ClutterWords, folds: range = ALL_FOLDS) -> list[Model]:
    """Return the model of each of `folds`; the first FOLDS of them are always needed."""
    firsts = [fit_first(found, which, words, fold) for fold in folds]
    rows = second_rows(found, which, firsts)
    seconds = [fit_second(found, rows, fold) for fold in folds]
    passes = zip(firsts, seconds, strict=True)
    return [_model(found[0].names, first, rows[0].names, second) for first, second in passes]


def fit_first(found: Sequence[Example], which: Which, words: ClutterWords, fold: int) -> Forest:
    """Fit the first pass to the pages outside a fold."""
    pages = [one for one in found if fold_of(one.site) != fold]
    rows = [_first_rows(one, getattr(one, which)) for one in pages]
    blind = [(one, without_words(getattr(one, which), one.names, words)) for one in pages[::BLIND_STEP]]
    return fit(joined([part.known() for part in (*rows, *(_first_rows(*page) for page in blind))]), FIRST)


def _first_rows(one: Example, matrix: NDArray[np.float32]) -> Rows:
    return Rows(one.names, matrix, one.values, one.thinned_weights())


def second_rows(found: Sequence[Example], which: Which, firsts: Sequence[Forest]) -> list[Rows]:
    """Return the rows of the second pass of each page. `firsts` has the first pass of each fold."""
    return [_second_rows(one, getattr(one, which), firsts[fold_of(one.site)]) for one in found]


def _second_rows(one: Example, matrix: NDArray[np.float32], first: Forest) -> Rows:
    probabilities = first.probabilities(matrix)
    names, columns = second_features(probabilities, Measured(one.names, matrix, one.groups))
    weights = np.where(probabilities > MIN_FIRST, one.page_weights(), 0.0)
    return Rows(names, columns, one.values, weights).known()


def fit_second(found: Sequence[Example], rows: Sequence[Rows], fold: int) -> Forest:
    """Fit the second pass to the pages outside a fold; `rows` has those of each page."""
    return fit(joined([own for one, own in zip(found, rows, strict=True) if fold_of(one.site) != fold]), SECOND)


def _model(names: tuple[str, ...], first: Forest, second_names: tuple[str, ...], second: Forest) -> Model:
    return Model(first, names, second, second_names, THRESHOLD, version_of(first, second))
