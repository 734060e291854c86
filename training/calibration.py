"""Fit the score of a page to how often texts are spotless, and make the calibration curve."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleaners.body.quality import score

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)
ROUNDS = 50
PENALTY = 1.0

Signs = Sequence[tuple[float, ...]]


def fit_score(signs: Signs, right: Sequence[bool]) -> tuple[float, ...]:
    """Fit logistic weights by Newton's method; the last one is the constant."""
    raw = np.array(signs, float)
    middle, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    matrix = np.column_stack([(raw - middle) / spread, np.ones(len(raw))])
    weights = _newton(matrix, np.array(right, float))
    scaled = weights[:-1] / spread
    return (*(round(float(w), 5) for w in scaled), round(float(weights[-1] - scaled @ middle), 5))


def _newton(matrix: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(matrix.shape[1])
    ridge = PENALTY * np.eye(matrix.shape[1])
    ridge[-1, -1] = 0.0
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (right - chance) - ridge @ weights
        curvature = (matrix * (chance * (1.0 - chance))[:, None]).T @ matrix + ridge
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


def held_out_scores(signs: Signs, right: Sequence[bool], folds: Sequence[int]) -> list[float]:
    """Score each page by weights that were fitted to the pages of the other folds."""
    by_fold = {
        fold: fit_score(
            [one for one, of in zip(signs, folds, strict=True) if of != fold],
            [one for one, of in zip(right, folds, strict=True) if of != fold],
        )
        for fold in set(folds)
    }
    return [score(one, by_fold[fold]) for one, fold in zip(signs, folds, strict=True)]


def curve(scores: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float, int, float]]:
    """Return for each range of scores its bounds, the number of pages in it, and the share of them that is spotless."""
    rows = []
    for low, high in pairwise(EDGES):
        inside = [one for one, at in zip(right, scores, strict=True) if low <= at < high]
        if inside:
            rows.append((low, min(high, 1.0), len(inside), sum(inside) / len(inside)))
    return rows
