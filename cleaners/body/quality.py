"""The probability that the decision over a page's blocks is right, from the certainty of the blocks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from cleaners.body.features.prior import presumed
from cleaners.document import Document
from cleaners.removal import OUTSIDE_BODY

UNSURE = (0.2, 0.8)  # between these probabilities of body a block is uncertain
SIGN_NAMES = ("expected_f1", "unsure_share", "agreement", "kept_words", "seams", "overruled", "paywalled", "news")


def is_decided(document: Document) -> bool:
    """Return True if a model decided which of the page's blocks are body."""
    return any(block.signals.body is not None for block in document.blocks)


def signs(document: Document) -> list[float]:
    """Return the signs of a right decision, in the order of SIGN_NAMES, for blocks with the model's probabilities."""
    kept = agreed = sure_kept = lost = unsure = found = 0.0
    overruled = 0.0
    for block in document.blocks:
        words = block.words
        chance, share = block.signals.body or 0.0, presumed(block)
        found += words * share
        if UNSURE[0] < chance < UNSURE[1]:
            unsure += words
        if block.removal is None:
            kept += words
            agreed += words * share
            sure_kept += words * chance
        elif block.removal.rule == OUTSIDE_BODY:
            lost += words * chance
        else:
            overruled += words * chance
    total = max(1.0, kept)
    return [
        _f1(sure_kept, kept - sure_kept, lost),
        min(1.0, unsure / total),
        _f1(agreed, kept - agreed, found - agreed),
        math.log1p(kept),
        math.log1p(seams(document)),
        min(1.0, overruled / total),
        float(document.metadata.is_accessible_for_free is False),
        float(any(name.casefold().endswith("newsarticle") for name in document.metadata.page_types)),
    ]


def score(page_signs: Sequence[float], weights: Sequence[float]) -> float:
    """Return the probability that the text has an F1 of 0.95 or more: logistic, with the constant as last weight."""
    odds = weights[-1] + sum(w * sign for w, sign in zip(weights, page_signs, strict=False))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def _f1(hit: float, wrong: float, missed: float) -> float:
    return 2 * hit / (2 * hit + max(0.0, wrong) + max(0.0, missed)) if hit > 0 else 0.0


def seams(document: Document) -> int:
    """Count the runs of removed blocks between kept ones."""
    kept = [block.removal is None for block in document.blocks]
    starts = sum(before and not after for before, after in pairwise(kept))
    return max(0, starts - (not kept[-1])) if kept else 0
