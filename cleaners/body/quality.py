"""The quality score of a page on which a model decided: the probability that its text is spotless.

The score is a logistic regression over eleven signs, such as the certainty of the blocks and the agreement with the
presumed body. Training fits its weights, which are kept in the model file.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaners.body.features.prior import presumed
from cleaners.document import Document
from cleaners.removal import OUTSIDE_BODY

UNSURE = (0.2, 0.8)  # a block whose probability of being body is between these is uncertain
SIGN_NAMES = (
    "expected_f1", "unsure_share", "agreement", "kept_words", "seams", "overruled", "paywalled", "news",
    "expected_faults", "faultless", "unbroken",
)  # fmt: skip
MIN_FAULT_WORDS = 4  # shorter clutter does not count as a fault, as in the audit
MAX_LOST = 0.01  # share of the article's words that may be lost without fault


def is_decided(document: Document) -> bool:
    """Return True if a model decided which of the page's blocks are body."""
    return any(block.signals.body is not None for block in document.blocks)


def signs(document: Document) -> list[float]:
    """Return the signs of a right decision, in the order of SIGN_NAMES.

    The blocks must have the probabilities of the model (`signals.body`) and their final removals. "overruled" counts
    the words that the model put into the body and another rule removed. "faultless" is the probability of no fault, if
    faults are independent and as frequent as expected. "unbroken" falls steeply with the first seams.
    """
    tally, gaps = _tally(document), seams(document)
    kept_words = max(1.0, tally.kept)
    faults = tally.clutter_blocks + min(1.0, tally.removed_body / (MAX_LOST * kept_words))
    return [
        _f1(tally.kept_body, tally.kept - tally.kept_body, tally.removed_body),
        min(1.0, tally.unsure / kept_words),
        _f1(tally.kept_presumed, tally.kept - tally.kept_presumed, tally.presumed - tally.kept_presumed),
        math.log1p(tally.kept),
        math.log1p(gaps),
        min(1.0, tally.overruled / kept_words),
        float(document.metadata.is_accessible_for_free is False),
        float(any(name.casefold().endswith("newsarticle") for name in document.metadata.page_types)),
        math.log1p(faults),
        math.exp(-faults),
        math.exp(-gaps),
    ]


@dataclass(slots=True)
class _Tally:
    """Numbers of words; where words are weighed by a probability or a share, the expected number."""

    kept: float = 0.0  # in kept blocks
    kept_body: float = 0.0  # of these, body by the model
    kept_presumed: float = 0.0  # of these, presumed body
    presumed: float = 0.0  # presumed body on the whole page
    removed_body: float = 0.0  # body by the model, in blocks that were removed as outside the body
    overruled: float = 0.0  # body by the model, in blocks that another rule removed
    unsure: float = 0.0  # in blocks about which the model is unsure
    clutter_blocks: float = 0.0  # kept blocks that are not body by the model: a number of blocks, not words


def _tally(document: Document) -> _Tally:
    tally = _Tally()
    for block in document.blocks:
        words, probability = block.words, block.signals.body or 0.0
        presumed_words = words * presumed(block)
        tally.presumed += presumed_words
        if UNSURE[0] < probability < UNSURE[1]:
            tally.unsure += words
        if block.removal is None:
            tally.kept += words
            tally.kept_presumed += presumed_words
            tally.kept_body += words * probability
            tally.clutter_blocks += (1.0 - probability) * (words >= MIN_FAULT_WORDS)
        elif block.removal.rule == OUTSIDE_BODY:
            tally.removed_body += words * probability
        else:
            tally.overruled += words * probability
    return tally


def score(page_signs: Sequence[float], weights: Sequence[float]) -> float:
    """Return the probability that the text is spotless, by logistic regression.

    `weights` has one weight per sign, then the constant. Raises ValueError if their number differs.
    """
    *by_sign, constant = weights
    log_odds = constant + sum(weight * sign for weight, sign in zip(by_sign, page_signs, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _f1(hits: float, wrong: float, missed: float) -> float:
    return 2 * hits / (2 * hits + max(0.0, wrong) + max(0.0, missed)) if hits > 0 else 0.0


def seams(document: Document) -> int:
    """Count the places inside the text where blocks were removed."""
    kept = [block.removal is None for block in document.blocks]
    gap_starts = sum(before and not after for before, after in pairwise(kept))
    return max(0, gap_starts - (not kept[-1])) if kept else 0  # a gap at the page's end is not inside the text
