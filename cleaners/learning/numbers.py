"""Numbers of models: a logarithm of signed distances, and the probability of log-odds."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.floating)


def signed_log(values: NDArray[T]) -> NDArray[T]:
    """Return log(1 + |value|) with the sign of each value, for distances in either direction."""
    signed: NDArray[T] = np.sign(values) * np.log1p(np.abs(values))
    return signed


def probability(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability, 0 to 1, of each value of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))
