"""The probability at which a block counts as body: lower on a page about which the full model is in doubt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# The model is in doubt about a page whose expected F1 is below this: one page in a hundred in cross-validation. Over
# three fits, 0.8 made 13 pages better and 6 worse, 0.85 made 20 better and 14 worse, 0.7 made 6 better and 1 worse.
DOUBTFUL_F1 = 0.8
MIN_THRESHOLD = 0.2  # the lowest threshold of any page

Floats = NDArray[np.float64]


def expected_f1(probabilities: Floats, sizes: Floats, threshold: float) -> float:
    """Return the expected F1 of keeping the blocks at or above a threshold, 0 to 1, if the probabilities are right.

    `sizes` has the number of characters of each block.
    """
    kept = probabilities >= threshold
    expected_hits = float((probabilities * sizes)[kept].sum())
    total = float(sizes[kept].sum() + (probabilities * sizes).sum())
    return 2 * expected_hits / total if total > 0 else 0.0


def page_threshold(probabilities: Floats, sizes: Floats, model_threshold: float) -> float:
    """Return the model's threshold; on a page in doubt, the threshold up to it with the greatest expected F1.

    `sizes` has the number of characters of each block. If every block has a probability of 0.4, a threshold of 0.5
    keeps nothing, although keeping all blocks has an expected F1 of 0.57.
    """
    order = np.argsort(-probabilities, kind="stable")
    expected_hits = np.cumsum((probabilities * sizes)[order])
    if not len(order) or expected_hits[-1] <= 0:
        return model_threshold
    f1 = 2 * expected_hits / (np.cumsum(sizes[order]) + expected_hits[-1])
    best = int(np.argmax(f1))
    if f1[best] >= DOUBTFUL_F1:
        return model_threshold
    return min(model_threshold, max(MIN_THRESHOLD, float(probabilities[order][best])))
