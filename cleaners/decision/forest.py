"""Boosted decision trees as plain arrays, evaluated with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CHUNK_ROWS = 512  # bounds the memory: rows times trees values are looked at in one go


@dataclass(frozen=True, slots=True)
class Forest:
    """The nodes of all trees in one row of arrays; a leaf is its own child on both sides."""

    roots: NDArray[np.int32]
    column: NDArray[np.int16]  # of the matrix, that a node asks for
    threshold: NDArray[np.float32]  # the left child has values up to it
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]  # of a leaf: added to the log-odds
    depth: int  # of the deepest tree

    def probabilities(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability for each row of a matrix, 0 to 1."""
        odds = [self._log_odds(matrix[start : start + CHUNK_ROWS]) for start in range(0, len(matrix), CHUNK_ROWS)]
        return 1.0 / (1.0 + np.exp(-np.concatenate(odds))) if odds else np.zeros(0)

    def _log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        flat, width = matrix.ravel(), matrix.shape[1]
        offsets = (np.arange(len(matrix)) * width)[:, None]
        at = np.broadcast_to(self.roots, (len(matrix), len(self.roots)))
        for _ in range(self.depth):
            goes_left = flat.take(offsets + self.column.take(at)) <= self.threshold.take(at)
            at = np.where(goes_left, self.left.take(at), self.right.take(at))
        odds: NDArray[np.float64] = self.value.take(at).sum(axis=1, dtype=np.float64)
        return odds
