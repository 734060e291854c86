"""Fit forests with LightGBM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.forest import Forest
from training.pages import SEED
from training.trees import averaged, to_forest

Parameters = Mapping[str, Any]

PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "max_depth": 8,
    "min_data_in_leaf": 40,
    "bagging_fraction": 0.5,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "use_missing": False,
    "max_bin": 63,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # the same trees on any machine; two threads take longer where other programs run
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class WeightedRows:
    """The rows to which a forest is fitted: their features, values and weights. The weights may have any scale."""

    matrix: NDArray[np.float32]
    values: NDArray[np.int64]  # 0 or 1
    weights: NDArray[np.float64]


def seeded(parameters: Parameters, forests: int) -> list[Parameters]:
    """Return the parameters of several forests, each with its own seed."""
    return [{**parameters, "seed": seed} for seed in range(SEED, SEED + forests)]


def boosted(rows: WeightedRows, forests: Sequence[Parameters], rounds: int) -> Forest:
    """Fit a forest of `rounds` trees with each of the parameters; return their mean."""
    import lightgbm  # here, because it takes a second and most modules of training only name its parameters

    weights = rows.weights / rows.weights.mean()
    data = lightgbm.Dataset(rows.matrix, rows.values, weight=weights, params=dict(forests[0]))
    boosters = [lightgbm.train(dict(parameters), data, rounds) for parameters in forests]
    return averaged([to_forest(booster.dump_model()) for booster in boosters])
