"""Decide whether an article changed between two fetches, so that the store keeps a revision."""

from __future__ import annotations

import unicodedata
from collections import Counter

from cleaners.record import Record
from cleaners.text.words import count_words, tokens

MIN_CHANGED_WORDS = 3  # words gained and lost together; fewer may be a corrected misprint
# Shorter paragraphs are not compared. They may be a counter, "5 minutes ago" or a teaser that the cleaner left.
MIN_PARAGRAPH_WORDS = 8
MIN_CUT = 0.4  # share of a text that a paywall hides; editors seldom take out as much


def is_revised(old: Record, new: Record, min_words: int = MIN_CHANGED_WORDS) -> bool:
    """Return True if the headline changed, or a figure in the text, or at least `min_words` words of the text.

    Words are counted as tokens, gained and lost together. Letter case, punctuation, spacing and the order of paragraphs
    make no difference. Nor does a title that only one of the records has, or a paywall that now hides most of the text:
    the article is still what it was.
    """
    before, after = _counts(old), _counts(new)
    gained, lost = after - before, before - after
    is_cut = new["is_accessible_for_free"] is False and lost.total() > MIN_CUT * before.total()
    if is_cut and gained.total() < max(1, min_words):
        return False
    if old["title"] and new["title"] and _folded_tokens(old["title"]) != _folded_tokens(new["title"]):
        return True
    has_figure = any(token.isdecimal() for token in (*gained, *lost))
    return has_figure or gained.total() + lost.total() >= max(1, min_words)


def _folded_tokens(text: str) -> list[str]:
    """Return the tokens of a text without case and width of characters."""
    return tokens(unicodedata.normalize("NFKC", text).casefold())


def _counts(record: Record) -> Counter[str]:
    """Count the tokens of all paragraphs that are long enough to be compared."""
    counts: Counter[str] = Counter()
    for block in record["blocks"]:
        if count_words(block["text"]) >= MIN_PARAGRAPH_WORDS:
            counts.update(_folded_tokens(block["text"]))
    return counts
