"""Small neural networks as plain arrays, evaluated with numpy alone: two layers of rectified units and an output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Rows multiplied at once. With more, BLAS starts threads, which take cores from other workers.
CHUNK_ROWS = 16
LIMIT = 4.0  # standard deviations from the mean; a value farther away counts as this far

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """The weights of several networks of one shape, whose log-odds are averaged.

    A layer has, for each network along its first axis, a matrix of weights from inputs to units, and a bias per unit.
    """

    mean: Floats  # by column of the matrix
    deviation: Floats  # by column; none is 0
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    last: Floats
    last_bias: Floats

    def log_odds(self, matrix: Floats) -> NDArray[np.float64]:
        """Return the mean log-odds of each row of a matrix."""
        starts = range(0, len(matrix), CHUNK_ROWS)
        odds = [self._log_odds(matrix[start : start + CHUNK_ROWS]) for start in starts]
        return np.concatenate(odds) if odds else np.zeros(0)

    def _log_odds(self, matrix: Floats) -> NDArray[np.float64]:
        values = np.clip((matrix - self.mean) / self.deviation, -LIMIT, LIMIT)
        values = np.maximum(values @ self.first + self.first_bias, 0)
        values = np.maximum(values @ self.second + self.second_bias, 0)
        odds = values @ self.last + self.last_bias
        return np.asarray(odds[..., 0].mean(axis=0), np.float64)
