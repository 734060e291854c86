"""Judge the parts of a plain-text page as a whole: groups of likely body lines with many other lines between them.

The line model judges each line by the lines around it. Deep inside a comment thread or a second story, these look like
an article. A part as a whole shows more: its place, what lies between it and the largest part, and how many words it
has in common with the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.forest import Forest
from cleaners.plain_text.features import Matrix

LIKELY = 0.5  # a line with at least this probability of being body belongs to a part
GAP = 8  # two parts are more than this many lines apart; 5 and 12 were not better out of fold
MIN_PART = 0.35  # a part with a smaller probability of being article is dropped; 0.4 gained the same and lost more
MIN_PROBABILITY = 0.001  # probabilities are kept this far from 0 and 1, so that log-odds are finite
# Features of lines whose means over a part, weighted by words, are features of the part.
_MEANS = ("familiar", "lead", "clutter", "repeated", "in_core", "prose")
_SHARES = ("date", "short")  # features of lines whose means from the first to the last line are features of the part
_BETWEEN = ("comments", "date")  # features of lines that are counted between the part and the largest one

PART_NAMES = (
    "lines", "words", "share_of_words", "log_odds", "greatest_log_odds",
    *_MEANS, *(f"share_{name}" for name in _SHARES),
    "gap_before", "gap_after", "place", "from_headline",
    "side", "distance", *(f"{name}_between" for name in _BETWEEN), "words_of_largest", "log_odds_of_largest",
)  # fmt: skip

Floats = NDArray[np.float64]
Part = NDArray[np.intp]  # the indexes of its lines


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a page: the names and values of their features, and their probabilities of being body."""

    names: Sequence[str]
    matrix: Matrix
    body: Floats

    def column(self, name: str) -> Floats:
        """Return the values of one feature."""
        return self.matrix[:, self.names.index(name)].astype(float)


def parts(lines: Lines) -> list[Part]:
    """Return the parts of a page in their order. Lines that a phrase-pack rule matches belong to none."""
    likely = np.flatnonzero((lines.body >= LIKELY) & (lines.column("rule") == 0))
    return np.split(likely, np.flatnonzero(np.diff(likely) > GAP) + 1) if len(likely) else []


def without_stray_parts(lines: Lines, forest: Forest) -> Floats:
    """Return the probabilities of the lines, 0 for all lines of parts that are not article.

    If no part is likely to be article, nothing changes.
    """
    found = parts(lines)
    if len(found) <= 1:
        return lines.body
    stray = forest.probabilities(part_features(lines, found)) < MIN_PART
    body = lines.body.copy()
    if not stray.all():
        for part in np.flatnonzero(stray):
            body[found[part][0] : found[part][-1] + 1] = 0.0
    return body


def part_features(lines: Lines, found: Sequence[Part]) -> Matrix:
    """Return a row for each part of a page, with the values of PART_NAMES."""
    words = lines.column("words")
    largest = int(np.argmax([(words * lines.body)[part].sum() for part in found]))
    inner = [_inside(lines, words, part) for part in found]
    shares = [row[1] / max(sum(row[1] for row in inner), 1.0) for row in inner]
    rows = [
        [np.log1p(own[0]), np.log1p(own[1]), share, *own[2:], *place, *relation]
        for own, share, place, relation in zip(
            inner, shares, _places(lines, found), _relations(lines, words, found, largest), strict=True
        )
    ]
    return np.array(rows, np.float32)


def _log_odds(lines: Lines) -> Floats:
    chances = np.clip(lines.body, MIN_PROBABILITY, 1 - MIN_PROBABILITY)
    return np.asarray(np.log(chances / (1 - chances)))


def _inside(lines: Lines, words: Floats, part: Part) -> list[float]:
    """Return the lines and words of a part, its mean and greatest log-odds, and the means of its lines' features."""
    weights, odds = words[part], _log_odds(lines)[part]
    roots = np.sqrt(weights)
    means = ((lines.column(name)[part] * weights).sum() / max(weights.sum(), 1.0) for name in _MEANS)
    shares = (lines.column(name)[part[0] : part[-1] + 1].mean() for name in _SHARES)
    return [len(part), weights.sum(), (odds * roots).sum() / max(roots.sum(), 1.0), odds.max(), *means, *shares]


def _places(lines: Lines, found: Sequence[Part]) -> list[list[float]]:
    """Return the distances of each part to the parts before and after it, and its places on the page."""
    count, from_headline = len(lines.body), lines.column("from_headline")
    ends = [-1, *(part[-1] for part in found[:-1])]
    starts = [*(part[0] for part in found[1:]), count]
    return [
        [np.log1p(part[0] - end - 1), np.log1p(start - part[-1] - 1), part[0] / count, from_headline[part[0]]]
        for part, end, start in zip(found, ends, starts, strict=True)
    ]


def _relations(lines: Lines, words: Floats, found: Sequence[Part], largest: int) -> list[list[float]]:
    """Return each part's side of the largest one, what lies between them, and the words and log-odds of the largest."""
    main = found[largest]
    size = [np.log1p(words[main].sum()), _log_odds(lines)[main].mean()]
    counted = [lines.column(name) for name in _BETWEEN]
    rows = []
    for number, part in enumerate(found):
        between = slice(part[-1] + 1, main[0]) if number < largest else slice(main[-1] + 1, part[0])
        distance = max(0, between.stop - between.start)
        counts = [np.log1p(column[between].sum()) for column in counted]
        rows.append([np.sign(number - largest), np.log1p(distance), *counts, *size])
    return rows
