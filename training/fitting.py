"""Fitting the model of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from cleaners.learning.forest import Forest
from training.pages import SEED
from training.trees import to_forest

ROUNDS = 300
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "max_depth": 8,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "use_missing": False,
    "max_bin": 127,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}


def fit(
    matrix: NDArray[np.float32], values: NDArray[np.int64], weights: NDArray[np.float64], names: Sequence[str]
) -> Forest:
    """Fit the trees to the blocks that have a weight."""
    known = weights > 0
    scaled = weights[known] / weights[known].mean()
    data = lightgbm.Dataset(matrix[known], values[known], weight=scaled, feature_name=list(names))
    return to_forest(lightgbm.train(PARAMETERS, data, ROUNDS).dump_model())
