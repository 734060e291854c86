"""The features of text lines as a matrix for the line model: of each line, the lines around it, and the whole page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.numbers import signed_log
from cleaners.plain_text.groups import group_features, lines_since, lines_until, window_sum
from cleaners.plain_text.rows import RULE_KINDS, FeatureRow
from cleaners.text.normalize import normalise

FEATURES_VERSION = 3  # raise it when the meaning of any feature changes
NEIGHBOURS = 3  # number of lines before and after each line whose features it also gets
WINDOWS = (2, 5, 10, 25)  # numbers of lines before and after over which features are summed
MANY_TIMES = np.log(3)  # a short line that is on the page three times or more is a recurring label
USUAL_LOG_LENGTH = 3.0  # logarithm of a paragraph's words, for pages without prose
HEADLINE_NAMES = ("from_headline", "like_headline", "prose_since_headline")
# Features that a line also gets from each neighbour.
_SHARED = (
    "log_words", "sentence", "rule", "date", "familiar", "list_item", "title_case", "gap", "indent_off", "cut_off",
    "function_words", "colon", "like_first", "repeated", "clutter",
)  # fmt: skip
# For each of these, a line gets the logarithms of its distances to the nearest lines before and after that have it.
_DISTANCES_TO = (
    "prose", "repeated", "rule", "date", "byline", "in_title_line", "teaser", "cut_off", "colon", "list_item",
    *RULE_KINDS,
)  # fmt: skip

Matrix = NDArray[np.float32]


def headline_features(names: Sequence[str], matrix: Matrix, texts: Sequence[str], headline: int | None) -> Matrix:
    """Return the features of HEADLINE_NAMES for each line, or zeros if there is no headline.

    They are the distance from the headline, the share of the headline's words, and the prose words since the headline.
    """
    if headline is None:
        return np.zeros((len(matrix), len(HEADLINE_NAMES)), np.float32)
    distance = np.arange(len(matrix), dtype=float) - headline
    headline_words = set(normalise(texts[headline]).split())
    shares = [len(headline_words.intersection(normalise(text).split())) / max(len(headline_words), 1) for text in texts]
    prose_words = np.cumsum(matrix[:, names.index("words")] * matrix[:, names.index("prose")])
    prose_since = prose_words - prose_words[headline]
    return np.column_stack([signed_log(distance), shares, signed_log(prose_since)]).astype(np.float32)


def line_features(rows: Sequence[FeatureRow]) -> tuple[list[str], Matrix]:
    """Return names and values for a page of at least one line: one row per line, one column per feature."""
    columns = {name: np.array([row[name] for row in rows], np.float32) for name in rows[0]}
    features = {
        **columns,
        **_neighbours(columns),
        **_windows(columns),
        **_distances(columns),
        **_runs(columns),
        **group_features(columns),
        **_page(columns),
    }
    names = sorted(features)
    return names, np.column_stack([features[name] for name in names]).astype(np.float32)


def _neighbours(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return the features of the nearest lines, without those that a rule matches and recurring labels."""
    counted = np.flatnonzero((columns["rule"] == 0) & ((columns["times"] < MANY_TIMES) | (columns["short"] == 0)))
    lines = np.arange(len(columns["rule"]))
    before, after = np.searchsorted(counted, lines, "left"), np.searchsorted(counted, lines, "right")
    padded = np.concatenate([np.full(NEIGHBOURS, -1), counted, np.full(NEIGHBOURS, -1)])
    features = {}
    for offset in (*range(-NEIGHBOURS, 0), *range(1, NEIGHBOURS + 1)):
        index = padded[NEIGHBOURS + (before + offset if offset < 0 else after + offset - 1)]
        for name in _SHARED:
            features[f"{name}_{offset:+d}"] = np.where(index < 0, 0.0, columns[name][index])
    return features


def _windows(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return features of the lines before and after: prose words, their share of all, and shares of kinds of lines."""
    words, prose_words = columns["words"], columns["words"] * columns["prose"]
    features = {}
    for width in WINDOWS:
        for side in ("before", "after"):
            prose = window_sum(prose_words, width, side)
            features[f"prose_{side}_{width}"] = np.log1p(prose)
            features[f"prose_share_{side}_{width}"] = prose / (1 + window_sum(words, width, side))
            for name in ("sentence", "rule", "short", "date", "cut_off", "title_case", "credit"):
                features[f"{name}_{side}_{width}"] = window_sum(columns[name], width, side) / width
    return features


def _distances(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    features = {}
    for name in _DISTANCES_TO:
        features[f"since_{name}"] = np.log1p(lines_since(columns[name] > 0))
        features[f"until_{name}"] = np.log1p(lines_until(columns[name] > 0))
    return features


def _runs(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return the position of each line in its run without sentences, and how much the lines around it differ in length.

    "run" is the logarithm of the distance to the nearer end of the run, 0 for a sentence.
    """
    is_sentence = columns["sentence"] != 0
    before, after = np.log1p(lines_since(is_sentence)), np.log1p(lines_until(is_sentence))
    run = np.where(is_sentence, 0.0, np.minimum(before, after))
    length_changes = np.abs(np.diff(columns["log_words"], prepend=columns["log_words"][:1]))
    unevenness = np.convolve(np.pad(length_changes, 3, mode="edge"), np.ones(7), "valid") / 7
    return {"run": run.astype(np.float32), "unevenness": np.asarray(unevenness, np.float32)}


def _page(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return features of the whole page, and of each line compared with the prose of the page."""
    words, prose_words = columns["words"], columns["words"] * columns["prose"]
    total = max(float(prose_words.sum()), 1.0)
    page_values = {
        "page_lines": np.log1p(len(words)),
        "page_prose": np.log1p(total),
        "page_prose_share": total / max(float(words.sum()), 1.0),
        "page_core_share": float((prose_words * columns["in_core"]).sum()) / total,
        "page_prose_length": float(np.median(words[columns["prose"] > 0])) if columns["prose"].any() else 0.0,
    }
    features = {name: np.full(len(words), value, np.float32) for name, value in page_values.items()}
    core_lengths = columns["log_words"][(columns["in_wide_core"] > 0) & (columns["prose"] > 0)]
    core_length = np.median(core_lengths) if len(core_lengths) else USUAL_LOG_LENGTH
    features["length_to_core"] = columns["log_words"] - core_length
    features["prose_so_far"] = (np.cumsum(prose_words) - prose_words) / total
    return features
