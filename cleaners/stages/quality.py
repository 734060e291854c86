"""Stage: score how far the record can be trusted, and flag what is missing or odd."""

from __future__ import annotations

import math

from cleaners.body import model as body_model
from cleaners.body import quality as certainty
from cleaners.document import Document, Flag

SHORT_WORDS = 80
FULL_WORDS = 250  # more words do not raise the score
MAX_SEAMS = 8  # places in the body where blocks were removed; more do not lower the score

# Weights of the signs where the model of blocks did not decide. The score is the mean over the signs that a page of its
# kind can have.
_WEIGHTS = {"length": 3.0, "matched": 3.0, "title": 2.0, "date": 2.0, "authors": 1.0, "seams": 1.0, "language": 1.0}
# Factors of that score: each flag makes the whole text doubtful.
_DOUBTS: dict[Flag, float] = {"trafilatura_failed": 0.6, "unusual_page": 0.7, "text_not_in_page": 0.8, "paywalled": 0.9}
_DROPPED = 0.3


def quality(document: Document) -> None:
    """Set document.score, 0 to 1, and add to document.flags.

    Where the model of blocks decided, the score is the calibrated probability that the text is right, with an F1 of
    0.95 or more (docs/model-card.md). Elsewhere it is a mean of signs with weights set by hand. Flags: "short",
    "no_title", "no_date", "no_author", "paywalled".
    """
    words = sum(block.words for block in document.kept())
    calibrated = certainty.is_decided(document)
    page_signs = certainty.signs(document) if calibrated else []
    document.flags += _flags(document, words)
    score = certainty.score(page_signs, body_model.load().body.quality) if calibrated else _by_hand(document, words)
    document.score = round(score * (_DROPPED if document.dropped else 1.0), 3) if words else 0.0


def _by_hand(document: Document, words: int) -> float:
    signs = _signs(document, words)
    score = sum(_WEIGHTS[name] * value for name, value in signs.items()) / sum(_WEIGHTS[name] for name in signs)
    return score * math.prod(_DOUBTS.get(flag, 1.0) for flag in document.flags)


def _flags(document: Document, words: int) -> list[Flag]:
    found: dict[Flag, bool] = {
        "short": words < SHORT_WORDS,
        "no_title": not document.metadata.title,
        "no_date": not document.metadata.date_published,
        "no_author": not document.metadata.authors,
        "paywalled": document.metadata.is_accessible_for_free is False,
    }
    return [flag for flag, holds in found.items() if holds and flag not in document.flags]


def _signs(document: Document, words: int) -> dict[str, float]:
    """Return each sign of a good record, 0 to 1, without those that a page of its kind cannot show."""
    metadata = document.metadata
    signs = {
        "length": min(1.0, words / FULL_WORDS),
        "title": float(bool(metadata.title)),
        "date": float(bool(metadata.date_published)),
        "seams": 1.0 - min(1.0, certainty.seams(document) / MAX_SEAMS),
        "language": float(bool(metadata.language) and "language_conflict" not in document.flags),
    }
    shares = [share for block in document.kept() if (share := block.signals.trafilatura) is not None]
    if shares:
        signs["matched"] = sum(shares) / len(shares)
    if document.page.kind == "html":
        signs["authors"] = float(bool(metadata.authors))
    return signs
