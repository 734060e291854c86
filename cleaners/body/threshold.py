"""Choose the probability from which a block counts as body: a lower one if the full model is unsure about the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# The model is in doubt about a page whose expected F1 is below this. In cross-validation, that is one page in a
# hundred. Over three fits, a value of 0.8 made 13 pages better and 6 worse, 0.85 made 20 better and 14 worse, and 0.7
# made 6 better and 1 worse.
DOUBTFUL_F1 = 0.8
MIN_THRESHOLD = 0.2  # the lowest threshold of any page

Floats = NDArray[np.float64]


def expected_f1(probabilities: Floats, sizes: Floats, threshold: float) -> float:
    """Return the expected F1, 0 to 1, of keeping the blocks whose probability is at least the threshold.

    The expectation assumes that the probabilities are right. `sizes` has the number of characters of each block.
    """
    kept = probabilities >= threshold
    expected_hits = float((probabilities * sizes)[kept].sum())
    total = float(sizes[kept].sum() + (probabilities * sizes).sum())
    return 2 * expected_hits / total if total > 0 else 0.0


def page_threshold(probabilities: Floats, sizes: Floats, model_threshold: float) -> float:
    """Return the threshold for one page: the model's, or a lower one if the model is in doubt about the page.

    The lower one has the greatest expected F1, but is at least MIN_THRESHOLD. `sizes` has the number of characters of
    each block.

    Example of a page in doubt: if every block has a probability of 0.4, a threshold of 0.5 keeps nothing, although
    keeping all blocks has an expected F1 of 0.57.
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
