"""Fit the page-only model and the full model, each in two passes.

The second pass reads the probabilities of the first. So that they are like those on new sites, they come from a first
pass that was fitted without the fold of the page's site.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from cleaners.body.features.clutter_words import ClutterWords
from cleaners.body.features.matrix import Measured
from cleaners.body.features.second_pass import second_features
from cleaners.body.model import MIN_FIRST, Model, Models
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import version_of
from training.blocks.fitting import FIRST, SECOND, Rows, fit, joined
from training.examples import Example, without_words
from training.pages import FOLDS, fold_of

THRESHOLD = 0.5
# One page in this many is used a second time as if no word on it were known. Without these copies, the models take text
# in languages without known words for clutter.
BLIND_STEP = 5
ALL_FOLDS = range(FOLDS + 1)  # the number of a fold that a model did not see; FOLDS itself leaves out no page

Which = Literal["page_only", "full"]  # the features that a model reads, by the names of Example


def fit_models(found: Sequence[Example], words: ClutterWords, folds: range = ALL_FOLDS) -> list[Models]:
    """Return the models of each of `folds`, fitted to the pages of all other folds."""
    page_only, full = (fit_model(found, which, words, folds) for which in ("page_only", "full"))
    return [Models(*pair) for pair in zip(page_only, full, strict=True)]


def fit_model(found: Sequence[Example], which: Which, words: ClutterWords, folds: range = ALL_FOLDS) -> list[Model]:
    """Return the model of each of `folds`; the first FOLDS of them are always needed."""
    firsts = [fit_first(found, which, words, fold) for fold in folds]
    rows = second_rows(found, which, firsts)
    return [_model(getattr(found[0], which).names, firsts[fold], found, rows, fold) for fold in folds]


def fit_first(found: Sequence[Example], which: Which, words: ClutterWords, fold: int) -> Forest:
    """Fit the first pass to the pages outside a fold."""
    rows = [_first_rows(one, getattr(one, which)) for one in found if fold_of(one.site) != fold]
    blind = [replace(own, matrix=without_words(own.matrix, own.names, words)) for own in rows[::BLIND_STEP]]
    return fit(joined([*rows, *blind]), FIRST)


def _first_rows(one: Example, page: Measured) -> Rows:
    return Rows(page.names, page.matrix, one.values, one.thinned_weights()).known()


@dataclass(frozen=True, slots=True)
class SecondRows:
    """The rows of a page for the two forests of the second pass."""

    undisputed: Rows
    reference: Rows  # with debatable blocks


def second_rows(found: Sequence[Example], which: Which, firsts: Sequence[Forest]) -> list[SecondRows]:
    """Return the rows of the second pass of each page. `firsts` has the first pass of each fold."""
    return [_second_rows(one, getattr(one, which), firsts[fold_of(one.site)]) for one in found]


def _second_rows(one: Example, page: Measured, first: Forest) -> SecondRows:
    probabilities = first.probabilities(page.matrix)
    names, columns = second_features(probabilities, page)
    judged = probabilities > MIN_FIRST
    weights = (np.where(judged, one.page_weights(debatable=debatable), 0.0) for debatable in (False, True))
    return SecondRows(*(Rows(names, columns, one.values, own).known() for own in weights))


def _model(
    names: tuple[str, ...], first: Forest, found: Sequence[Example], rows: Sequence[SecondRows], fold: int
) -> Model:
    """Fit the second pass to the pages outside a fold; `rows` has those of each page."""
    learned = [own for one, own in zip(found, rows, strict=True) if fold_of(one.site) != fold]
    second = fit(joined([own.undisputed for own in learned]), SECOND)
    reference = fit(joined([own.reference for own in learned]), SECOND)
    second_names = rows[0].undisputed.names
    return Model(first, names, second, reference, second_names, THRESHOLD, version_of(first, second, reference))
