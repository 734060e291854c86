"""Fit the forest that judges the parts of a plain-text page.

It learns from the probabilities of line models that saw no page of the site.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.forest import Forest
from cleaners.plain_text.parts import Lines, Part, part_features, parts
from training.boosting import PARAMETERS, WeightedRows, boosted, seeded
from training.lines.pages import LinePage

# There are about 1,400 rows: pages with more than one part. Trees of 5 leaves were better than those of 8 or 15.
BOOSTING = PARAMETERS | {
    "num_leaves": 5,
    "learning_rate": 0.06,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.6,
    "min_data_in_leaf": 30,
}
ROUNDS = 120
FORESTS = 3  # with a seed each, averaged
MIN_LABELLED = 0.3  # share of a page's lines that have labels; pages with fewer are not used


@dataclass(frozen=True, slots=True)
class PartRows:
    """The features, values and weights of a page's parts. The value is 1 if a part is mostly article, else 0."""

    fold: int
    matrix: NDArray[np.float32]
    values: NDArray[np.int64]
    weights: NDArray[np.float64]


def part_rows(page: LinePage, lines: Lines) -> PartRows | None:
    """Return the rows of a whole page; None for an excerpt, a page of one part, or one with too few labels.

    The weight of a part is the square root of its labelled words, divided by the square root of the number of parts.
    """
    found = parts(lines)
    labels = page.labels
    if not page.text or len(found) <= 1 or (labels.weights > 0).mean() < MIN_LABELLED:
        return None
    words = lines.column("words") * labels.weights
    if not (words * labels.values).sum():
        return None
    labelled = np.array([words[part].sum() for part in found])
    article = np.array([_article_words(words, labels.values, part) for part in found])
    known = labelled > 0
    weights = np.sqrt(labelled / len(found))
    values = (article >= labelled / 2).astype(np.int64)
    return PartRows(page.fold, part_features(lines, found)[known], values[known], weights[known])


def _article_words(words: NDArray[np.float64], values: NDArray[np.int64], part: Part) -> float:
    return float((words * values)[part].sum())


def fit_parts(rows: Sequence[PartRows], fold: int) -> Forest:
    """Fit the forest to the parts of pages outside a fold of sites."""
    learned = [row for row in rows if row.fold != fold]
    matrix, values, weights = (
        np.concatenate([getattr(row, name) for row in learned]) for name in ("matrix", "values", "weights")
    )
    return boosted(WeightedRows(matrix, values, weights), seeded(BOOSTING, FORESTS), ROUNDS)
