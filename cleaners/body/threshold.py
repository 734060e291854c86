"""From which probability on a block is in the body: lower where the model is in doubt about a whole page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# A page whose expected F1 is below this is in doubt; in cross-validation one page in a hundred is. Of three fits, .8
# made 13 pages better and 6 worse, .85 made 20 better and 14 worse, .7 made 6 better and 1 worse.
DOUBTFUL_F1 = 0.8
LOWEST = 0.2  # of the thresholds

Floats = NDArray[np.float64]


def expected_f1(probabilities: Floats, sizes: Floats, threshold: float) -> float:
    """The F1 to be expected of keeping the blocks from a threshold on, 0 to 1, if the probabilities are right."""
    kept = probabilities >= threshold
    hits = float((probabilities * sizes)[kept].sum())
    total = float(sizes[kept].sum() + (probabilities * sizes).sum())
    return 2 * hits / total if total > 0 else 0.0


def page_threshold(probabilities: Floats, sizes: Floats, usual: float) -> float:
    """The usual threshold; on a page in doubt the one up to it that gives the greatest expected F1.

    `sizes` are the characters of each block. With every block at .4 nothing would be kept by a threshold of .5,
    although keeping all has an expected F1 of .57.
    """
    order = np.argsort(-probabilities, kind="stable")
    expected_hits = np.cumsum((probabilities * sizes)[order])
    if not len(order) or expected_hits[-1] <= 0:
        return usual
    f1 = 2 * expected_hits / (np.cumsum(sizes[order]) + expected_hits[-1])
    best = int(np.argmax(f1))
    if f1[best] >= DOUBTFUL_F1:
        return usual
    return min(usual, max(LOWEST, float(probabilities[order][best])))
