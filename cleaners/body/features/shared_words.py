"""Content words that a block shares with the article and with the rest of the page.

Teasers, lines about the site and other stories name other people and things than the story does, in any language.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.context import Columns
from cleaners.markup.outline import Floats

SURE = 1.4  # log-odds, a probability of 0.8; blocks beyond it on either side count as article or as clutter


def shared_words(odds: Floats, content: NDArray[np.int32]) -> Columns:
    """Return the shares of each block's content words that other blocks of the article, and of the clutter, have.

    `odds` has the log-odds of each block. A block without content words has shares of -1.
    """
    block, word = content.T
    counts = np.bincount(block, minlength=len(odds))
    columns: Columns = {"content_words": np.log1p(counts)}
    for name, members in (("article", odds > SURE), ("clutter", odds < -SURE)):
        uses = np.bincount(word, members[block]) if len(word) else np.zeros(0)
        is_shared = uses[word] - members[block] > 0
        shared = np.bincount(block, is_shared, minlength=len(odds))
        columns[f"shared_{name}"] = np.where(counts > 0, shared / np.maximum(1, counts), -1.0)
    columns["shared_more"] = columns["shared_article"] - columns["shared_clutter"]
    return columns
