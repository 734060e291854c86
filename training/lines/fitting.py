"""Fit the line model: one for each fold of sites, without its pages, and one for all pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.forest import Forest
from cleaners.learning.model_file import version_of
from cleaners.learning.network import Network
from cleaners.plain_text.features import HEADLINE_NAMES, Matrix, headline_features
from cleaners.plain_text.model import LineModel, body_probabilities, last_copy
from cleaners.plain_text.parts import Lines
from training.boosting import PARAMETERS, WeightedRows, boosted
from training.lines.labels import GOLD_SETS
from training.lines.network import fit_network
from training.lines.pages import LinePage
from training.lines.parts import fit_parts, part_rows
from training.pages import FOLDS

BODY = PARAMETERS | {
    "num_leaves": 24,
    "max_depth": 7,
    "learning_rate": 0.12,
    "feature_fraction": 0.3,
}
BODY_ROUNDS = 160
HEADLINE = BODY | {"learning_rate": 0.08, "num_leaves": 8, "min_data_in_leaf": 20, "lambda_l2": 2.0}
HEADLINE_ROUNDS = 90

Floats = NDArray[np.float64]


def fit_all(pages: Sequence[LinePage]) -> tuple[list[LineModel], LineModel]:
    """Return the model of each fold, fitted to the pages of all other folds, and the model of all pages.

    The models of the body learn from the headlines that a forest finds on unseen sites, not from the true ones.
    Likewise, the forests of the parts learn from the probabilities of lines on unseen sites.
    """
    headline_forests = [_fit_headline([pages[index] for index in part]) for part in _parts(pages)]
    matrices = [_with_headline(page, headline_forests[page.fold]) for page in pages]
    bodies = [_fit_body(part, matrices, pages) for part in _parts(pages)]
    names = (*pages[0].names, *HEADLINE_NAMES)
    found = [
        part_rows(page, Lines(names, matrix, body_probabilities(*bodies[page.fold], matrix)))
        for page, matrix in zip(pages, matrices, strict=True)
    ]
    rows = [own for own in found if own is not None]
    part_forests = [fit_parts(rows, fold) for fold in range(FOLDS + 1)]
    models = [
        LineModel(headline, *body, parts, names, version_of(headline, body[0], parts, network=body[1]))
        for headline, body, parts in zip(headline_forests, bodies, part_forests, strict=True)
    ]
    return models[:FOLDS], models[FOLDS]


def _parts(pages: Sequence[LinePage]) -> list[list[int]]:
    """Return the indexes of the pages outside each fold, and last those of all pages."""
    folds = [[index for index, page in enumerate(pages) if page.fold != fold] for fold in range(FOLDS)]
    return [*folds, list(range(len(pages)))]


def _fit_headline(pages: Sequence[LinePage]) -> Forest:
    """Fit the headline's forest to the pages of GOLD_SETS whose headline is among their candidates.

    With the titles of the other sets, the forest finds no more headlines on dumps, and misses short ones.
    """
    known = [page for page in pages if page.sample.dataset in GOLD_SETS and page.headlines.any()]
    weights = [np.ones(len(page.candidates)) for page in known]
    matrices = [page.matrix[page.candidates] for page in known]
    lines = _joined(matrices, [page.headlines for page in known], weights)
    return boosted(lines, [HEADLINE], HEADLINE_ROUNDS)


def _with_headline(page: LinePage, forest: Forest) -> Matrix:
    """Return the features of a page's lines with those that depend on the headline that a forest finds."""
    chances = forest.probabilities(page.matrix[page.candidates])
    best = page.candidates[int(np.argmax(chances))] if page.candidates else None
    copy = last_copy(page.lines, page.candidates, best)
    return np.hstack([page.matrix, headline_features(page.names, page.matrix, page.lines, copy)])


def _fit_body(part: Sequence[int], matrices: Sequence[Matrix], pages: Sequence[LinePage]) -> tuple[Forest, Network]:
    labels = [pages[index].labels.values for index in part]
    weights = [pages[index].weights() for index in part]
    lines = _joined([matrices[index] for index in part], labels, weights)
    return boosted(lines, [BODY], BODY_ROUNDS), fit_network(lines.matrix, lines.values, lines.weights)


def _joined(matrices: Sequence[Matrix], values: Sequence[NDArray[np.int64]], weights: Sequence[Floats]) -> WeightedRows:
    """Return the lines of pages that have a weight."""
    known = [weight > 0 for weight in weights]
    matrix = np.concatenate([one[rows] for one, rows in zip(matrices, known, strict=True)])
    value = np.concatenate([one[rows] for one, rows in zip(values, known, strict=True)])
    weight = np.concatenate([one[rows] for one, rows in zip(weights, known, strict=True)])
    return WeightedRows(matrix, value, weight)
