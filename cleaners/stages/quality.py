"""Stage: give the record a quality score, and flag what is missing or odd in it."""

from __future__ import annotations

import math

from cleaners.body import model as body_model
from cleaners.body import quality as body_quality
from cleaners.document import Document, Flag
from cleaners.split_stories.further_pages import next_page

SHORT_WORDS = 80  # a text with fewer words gets the flag "short"
FULL_WORDS = 250  # more words do not raise the score
MAX_SEAMS = 8  # places in the body where blocks were removed; more do not lower the score

# Weights of the signs, set by hand, for pages on which no block model decided. The score is the weighted mean of the
# signs that a page of this kind can have.
_WEIGHTS = {"length": 3.0, "matched": 3.0, "title": 2.0, "date": 2.0, "authors": 1.0, "seams": 1.0, "language": 1.0}
# Factors of that score, also set by hand: each of these flags makes the whole text doubtful.
_DOUBTS: dict[Flag, float] = {
    "trafilatura_failed": 0.6,
    "unusual_page": 0.7,
    "text_not_in_page": 0.8,
    "text_from_data": 0.8,
    "paywalled": 0.9,
}
_DROPPED = 0.3  # factor of the score of a dropped page


def quality(document: Document) -> None:
    """Set `document.score`, 0 to 1, and add flags.

    If a block model decided, the score is the calibrated probability that the text is spotless: it has no clutter line
    and lacks nothing of the article (docs/model-card.md). Otherwise it is a mean of signs with weights set by hand. The
    flags are "short", "no_title", "no_date", "no_author", "paywalled", and "further_pages" if the page holds only the
    first part of a story.
    """
    words = sum(block.words for block in document.kept())
    document.flags += _flags(document, words)
    if body_quality.is_decided(document) and "text_from_data" not in document.flags:
        score = body_quality.score(body_quality.signs(document), body_model.load().body.quality)
    else:
        score = _weighted_mean(document, words)
    document.score = round(score * (_DROPPED if document.dropped else 1.0), 3) if words else 0.0


def _weighted_mean(document: Document, words: int) -> float:
    """Return the mean of the signs by _WEIGHTS, lowered by the factors of _DOUBTS."""
    signs = _signs(document, words)
    score = sum(_WEIGHTS[name] * value for name, value in signs.items()) / sum(_WEIGHTS[name] for name in signs)
    return score * math.prod(_DOUBTS.get(flag, 1.0) for flag in document.flags)


def _flags(document: Document, words: int) -> list[Flag]:
    holds: dict[Flag, bool] = {
        "short": words < SHORT_WORDS,
        "no_title": not document.metadata.title,
        "no_date": not document.metadata.date_published,
        "no_author": not document.metadata.authors,
        "paywalled": document.metadata.is_accessible_for_free is False,
        "further_pages": next_page(document) is not None,
    }
    return [flag for flag, is_set in holds.items() if is_set and flag not in document.flags]


def _signs(document: Document, words: int) -> dict[str, float]:
    """Return each sign of a good record, 0 to 1, without those that a page of its kind cannot have."""
    metadata = document.metadata
    signs = {
        "length": min(1.0, words / FULL_WORDS),
        "title": float(bool(metadata.title)),
        "date": float(bool(metadata.date_published)),
        "seams": 1.0 - min(1.0, body_quality.seams(document) / MAX_SEAMS),
        "language": float(bool(metadata.language) and "language_conflict" not in document.flags),
    }
    shares = [share for block in document.kept() if (share := block.signals.trafilatura) is not None]
    if shares:
        signs["matched"] = sum(shares) / len(shares)
    if document.page.kind == "html":
        signs["authors"] = float(bool(metadata.authors))
    return signs
