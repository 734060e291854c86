"""Compare a text with its gold: by four-word shingles, exactness, and lines that must and must not be there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

SHINGLE = 4  # words, as in the article-extraction-benchmark
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageScore:
    """Precision and recall of one page's shingles (None without shingles), and whether every word is right."""

    precision: float | None
    recall: float | None
    exact: bool

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0 to 1. An empty text of a page without body is right."""
        if self.precision is None and self.recall is None:
            return 1.0
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def page_score(gold: str, text: str) -> PageScore:
    """Compare a text with its gold as bags of shingles."""
    sought, found = _WORD.findall(gold), _WORD.findall(text)
    a, b = _shingles(sought), _shingles(found)
    common = sum(min(count, b[shingle]) for shingle, count in a.items())
    return PageScore(
        common / b.total() if b else None,
        common / a.total() if a else None,
        sought == found,
    )


def mean_f1(scores: Sequence[PageScore]) -> float:
    """Return the F1 of a set, from the mean precision and the mean recall of its pages."""
    precision = fmean([score.precision for score in scores if score.precision is not None] or [0.0])
    recall = fmean([score.recall for score in scores if score.recall is not None] or [0.0])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def snippet_hits(inside: Sequence[str], outside: Sequence[str], text: str) -> tuple[int, int, int]:
    """Count the true positives, false positives and false negatives of a page's lines."""
    folded = _fold(text)
    found = sum(_fold(line) in folded for line in inside)
    return found, sum(_fold(line) in folded for line in outside), len(inside) - found


def snippet_f1(hits: Sequence[tuple[int, int, int]]) -> float:
    """Return the F1 of lines over all pages of a set."""
    found, wrong, missed = (sum(column) for column in zip(*hits, strict=True))
    return 2 * found / (2 * found + wrong + missed) if found + wrong + missed else 0.0


def _shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    if len(words) < SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[offset:] for offset in range(SHINGLE)), strict=False))


def _fold(text: str) -> str:
    return " ".join(text.split())
