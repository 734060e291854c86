"""Fit the network of the line model. It errs on other pages than the trees do, so their mean is better than either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.network import LIMIT, Network
from cleaners.plain_text.features import Matrix
from training.pages import SEED

if TYPE_CHECKING:
    from sklearn.neural_network import MLPClassifier

UNITS = (48, 16)  # of the two layers
PARTS = ("first", "second", "last")  # the layers of a network and the output
NETWORKS = 3  # with a seed each, averaged
EPOCHS = 6  # passes over all lines
PARAMETERS: dict[str, Any] = {"alpha": 1.0, "batch_size": 512, "learning_rate_init": 0.001}
# Share of the features that are hidden in each line and pass. Without it, a network learns sites by heart.
DROPPED = 0.3
DEVIATION_OFFSET = 0.001  # added to each standard deviation, because that of a constant feature is 0

Floats = NDArray[np.float64]


def fit_network(matrix: Matrix, values: NDArray[np.int64], weights: Floats) -> Network:
    """Fit the networks to lines that all have a weight."""
    from threadpoolctl import threadpool_limits  # here: with scikit-learn, it is installed for training only

    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + DEVIATION_OFFSET
    scaled = np.clip((matrix - mean) / deviation, -LIMIT, LIMIT).astype(np.float32)
    with threadpool_limits(1):  # the same sums on machines with any number of cores
        fitted = [_fit(scaled, values, weights / weights.mean(), seed) for seed in range(SEED, SEED + NETWORKS)]
    return Network(_stored(mean), _stored(deviation), **_layers(fitted))


def _fit(matrix: Matrix, values: NDArray[np.int64], weights: Floats, seed: int) -> MLPClassifier:
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(UNITS, random_state=seed, **PARAMETERS)
    choice = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        shown = choice.random(matrix.shape, np.float32) >= DROPPED
        seen = matrix * shown / np.float32(1 - DROPPED)
        network.partial_fit(seen, values, classes=[0, 1], sample_weight=weights.astype(np.float32))
    return network


def _layers(fitted: list[MLPClassifier]) -> dict[str, NDArray[np.float32]]:
    layers = {}
    for number, name in enumerate(PARTS):
        layers[name] = _stored(np.stack([own.coefs_[number] for own in fitted]))
        layers[f"{name}_bias"] = _stored(np.stack([own.intercepts_[number][None] for own in fitted]))
    return layers


def _stored(values: NDArray[Any]) -> NDArray[np.float32]:
    """Return values rounded as in the model's file, so that the stored network gives the same answers."""
    return values.astype(np.float16).astype(np.float32)
