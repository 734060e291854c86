"""Features of groups of lines: where another story begins, and how much clutter and how many new words are nearby."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]]

FAR = 200.0  # lines; the greatest distance, and the distance if the page has no line of the kind
WIDTHS = (3, 8, 20)  # numbers of lines before and after over which scores are averaged
RESTART_WORDS = (3, 25)  # least and greatest number of words of a headline
RESTART_LINES = 3  # a headline has a date or a byline within this many lines after it
MAX_WORDS = 40.0  # words of a line; a longer one weighs no more in the mean of scores
KNOWN_WORDS = 0.5  # a line counts in the mean of scores if at least this share of its words is known


def group_features(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return the group features of each line by name."""
    restart = restarts(columns)
    features = {
        "restart": restart.astype(np.float32),
        "restarts_so_far": np.log1p(np.cumsum(restart) - restart).astype(np.float32),
        "since_restart": np.log1p(lines_since(restart)),
        "until_restart": np.log1p(lines_until(restart)),
        "since_long": np.log1p(lines_since(columns["long"] > 0)),
        "until_long": np.log1p(lines_until(columns["long"] > 0)),
        "kind_run": _kind_runs(columns),
    }
    sure = np.where(columns["clutter_known"] >= KNOWN_WORDS, np.minimum(columns["words"], MAX_WORDS), 0.0)
    prose = columns["prose"] * columns["words"]
    for width in WIDTHS:
        for side in ("before", "after"):
            features[f"clutter_{side}_{width}"] = _mean(columns["clutter"], sure, width, side)
            features[f"familiar_{side}_{width}"] = _mean(columns["familiar"], prose, width, side)
    return features


def restarts(columns: dict[str, Matrix]) -> NDArray[np.bool_]:
    """Return True for each line that reads like a headline and has a date or a byline close below it."""
    low, high = RESTART_WORDS
    titled = (columns["sentence"] == 0) & (columns["words"] >= low) & (columns["words"] <= high)
    titled &= (columns["rule"] == 0) & (columns["date"] == 0) & (columns["byline"] == 0) & (columns["lower_start"] == 0)
    dated = lines_until((columns["date"] > 0) | (columns["byline"] > 0)) <= RESTART_LINES
    followed = lines_until(columns["prose"] > 0) <= 2 * RESTART_LINES
    return np.asarray(titled & dated & followed)


def lines_since(marked: NDArray[np.bool_]) -> Matrix:
    """Return for each line its distance to the nearest marked line before it, in lines, up to FAR."""
    lines = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, lines, -1))
    before = np.concatenate([[-1], last[:-1]])
    return np.asarray(np.where(before < 0, FAR, np.minimum(lines - before, FAR)), np.float32)


def lines_until(marked: NDArray[np.bool_]) -> Matrix:
    """Return for each line its distance to the nearest marked line after it, in lines, up to FAR."""
    return lines_since(marked[::-1])[::-1]


def window_sum(values: Numbers, width: int, side: str) -> Matrix:
    """Return for each line the sum over up to `width` lines before or after it."""
    totals = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    lines = np.arange(len(values))
    if side == "before":
        low, high = np.maximum(lines - width, 0), lines
    else:
        low, high = lines + 1, np.minimum(lines + 1 + width, len(values))
    return np.asarray(totals[high] - totals[low], np.float32)


def _mean(values: Matrix, weights: Numbers, width: int, side: str) -> Matrix:
    """Return the weighted mean over lines before or after each line; 0 without any weight."""
    total = window_sum(weights, width, side)
    return np.asarray(window_sum(values * weights, width, side) / np.maximum(total, 1.0), np.float32)


def _kind_runs(columns: dict[str, Matrix]) -> Matrix:
    """Return the logarithm of the number of lines in a row that are of the same kind as each line."""
    kinds = columns["sentence"] + 2 * columns["short"] + 4 * columns["list_item"] + 8 * columns["cut_off"]
    starts = np.flatnonzero(np.diff(kinds, prepend=kinds[:1] - 1))
    lengths = np.diff(np.append(starts, len(kinds)))
    return np.asarray(np.log1p(np.repeat(lengths, lengths)), np.float32)
