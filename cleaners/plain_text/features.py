"""The features of text lines, as a matrix: of each line, its neighbours, its surroundings and its page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.numbers import signed_log
from cleaners.plain_text.rows import RULE_KINDS, FeatureRow
from cleaners.text.normalize import normalise

FEATURES_VERSION = 2  # raise it when the meaning of any feature changes
NEIGHBOURS = 3  # lines to either side whose features a line also gets
WINDOWS = (2, 5, 10, 25)  # lines to either side over which features are summed
MANY_TIMES = np.log(3)  # logarithm of the count from which a label comes again and again
USUAL_LOG_LENGTH = 3.0  # logarithm of a paragraph's words, for pages without prose
FAR = 200.0  # lines: the distance to a line that is not on the page, and the greatest distance
HEADLINE_NAMES = ("from_headline", "like_headline", "prose_since_headline")
# Features that a line also gets from each neighbour.
_SHARED = (
    "log_words", "sentence", "rule", "date", "familiar", "list_item", "title_case", "gap", "indent_off", "cut_off",
    "function_words", "colon", "like_first", "repeated",
)  # fmt: skip
# For each of these, the logarithms of the distances to the last line before and the next line after that has it.
_DISTANT = (
    "prose", "repeated", "rule", "date", "byline", "in_title_line", "teaser", "cut_off", "colon", "list_item",
    *RULE_KINDS,
)  # fmt: skip

Matrix = NDArray[np.float32]


def headline_features(names: Sequence[str], matrix: Matrix, texts: Sequence[str], headline: int | None) -> Matrix:
    """Return the place of each line relative to the headline and its share of the headline's words; 0 without one."""
    if headline is None:
        return np.zeros((len(matrix), len(HEADLINE_NAMES)), np.float32)
    place = np.arange(len(matrix), dtype=float) - headline
    wanted = set(normalise(texts[headline]).split())
    shared = [len(wanted.intersection(normalise(text).split())) / max(len(wanted), 1) for text in texts]
    prose = matrix[:, names.index("words")] * matrix[:, names.index("prose")]
    since = np.cumsum(prose) - np.cumsum(prose)[headline]
    return np.column_stack([signed_log(place), shared, signed_log(since)]).astype(np.float32)


def line_features(rows: Sequence[FeatureRow]) -> tuple[list[str], Matrix]:
    """Return names and values for a page of at least one line: one row per line, one column per feature."""
    columns = {name: np.array([row[name] for row in rows], np.float32) for name in rows[0]}
    found = dict(columns)
    found.update(_neighbours(columns))
    found.update(_windows(columns))
    found.update(_distances(columns))
    found.update(_runs(columns))
    found.update(_page(columns))
    names = sorted(found)
    return names, np.column_stack([found[name] for name in names]).astype(np.float32)


def _neighbours(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return the features of the nearest lines, without lines of a rule and labels that come again and again."""
    standing = np.flatnonzero((columns["rule"] == 0) & ((columns["times"] < MANY_TIMES) | (columns["short"] == 0)))
    here = np.arange(len(columns["rule"]))
    before, after = np.searchsorted(standing, here, "left"), np.searchsorted(standing, here, "right")
    padded = np.concatenate([np.full(NEIGHBOURS, -1), standing, np.full(NEIGHBOURS, -1)])
    found = {}
    for offset in (*range(-NEIGHBOURS, 0), *range(1, NEIGHBOURS + 1)):
        index = padded[NEIGHBOURS + (before + offset if offset < 0 else after + offset - 1)]
        for name in _SHARED:
            found[f"{name}_{offset:+d}"] = np.where(index < 0, 0.0, columns[name][index])
    return found


def _windows(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return the prose words, their share of all words and shares of kinds of lines, in the lines before and after."""
    prose = columns["words"] * columns["prose"]
    found = {}
    for width in WINDOWS:
        for side in ("before", "after"):
            found[f"prose_{side}_{width}"] = np.log1p(_sum(prose, width, side))
            found[f"prose_share_{side}_{width}"] = _sum(prose, width, side) / (1 + _sum(columns["words"], width, side))
            for name in ("sentence", "rule", "short", "date", "cut_off", "title_case", "credit"):
                found[f"{name}_{side}_{width}"] = _sum(columns[name], width, side) / width
    return found


def _sum(values: Matrix, width: int, side: str) -> Matrix:
    """Return the sum over up to `width` lines before or after each line."""
    totals = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    here = np.arange(len(values))
    if side == "before":
        low, high = np.maximum(here - width, 0), here
    else:
        low, high = here + 1, np.minimum(here + 1 + width, len(values))
    return np.asarray(totals[high] - totals[low], np.float32)


def _distances(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    found = {}
    for name in _DISTANT:
        found[f"since_{name}"] = np.log1p(_since(columns[name] > 0))
        found[f"until_{name}"] = np.log1p(_since(columns[name][::-1] > 0)[::-1])
    return found


def _since(marked: NDArray[np.bool_]) -> Matrix:
    """Return the number of lines since the last marked one before each line, FAR at most."""
    here = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, here, -1))
    before = np.concatenate([[-1], last[:-1]])
    return np.asarray(np.where(before < 0, FAR, np.minimum(here - before, FAR)), np.float32)


def _runs(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return the length of the run without sentences around each line, and how much its lines differ in length."""
    plain = columns["sentence"] == 0
    before, after = np.log1p(_since(~plain)), np.log1p(_since(~plain[::-1])[::-1])
    spread = np.abs(np.diff(columns["log_words"], prepend=columns["log_words"][:1]))
    alike = np.convolve(np.pad(spread, 3, mode="edge"), np.ones(7), "valid") / 7
    run = np.where(plain, np.minimum(before, after), 0.0)
    return {"run": run.astype(np.float32), "unevenness": np.asarray(alike, np.float32)}


def _page(columns: dict[str, Matrix]) -> dict[str, Matrix]:
    """Return features of the whole page, and of each line compared with the prose of the page."""
    words, prose = columns["words"], columns["words"] * columns["prose"]
    total = max(float(prose.sum()), 1.0)
    whole = {
        "page_lines": np.log1p(len(words)),
        "page_prose": np.log1p(total),
        "page_prose_share": total / max(float(words.sum()), 1.0),
        "page_core_share": float((prose * columns["in_core"]).sum()) / total,
        "page_prose_length": float(np.median(words[columns["prose"] > 0])) if columns["prose"].any() else 0.0,
    }
    found = {name: np.full(len(words), value, np.float32) for name, value in whole.items()}
    core = columns["log_words"][(columns["in_wide_core"] > 0) & (columns["prose"] > 0)]
    found["length_to_core"] = columns["log_words"] - (np.median(core) if len(core) else USUAL_LOG_LENGTH)
    found["prose_so_far"] = (np.cumsum(prose) - prose) / total
    return found
