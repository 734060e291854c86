"""Features of the second pass: what the first pass found out about each block and about the blocks around it.

The first pass judges each block by itself. Usually a block is body if its neighbours, its look-alikes, the other blocks
of its container and the run around it are, so the second pass reads the probabilities of all of these.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.body.features.context import Columns
from cleaners.body.features.matrix import GROUP_NAMES, Measured
from cleaners.body.features.shared_words import shared_words
from cleaners.markup.outline import Floats, Ints

MAX_LOG_ODDS = 6.0  # of a block, in either direction; all blocks beyond are equally certain
BEYOND_PAGE = -7.0  # the log-odds of places beyond the ends of the page
ALONE = -9.0  # the mean of a group for a block that is alone in it
NO_BODY_DISTANCE = 9.0  # the logarithm of the distance to the body if there is none
REACH = 4  # neighbours on each side whose log-odds are columns of their own
WINDOWS = (3, 6)  # blocks on each side whose log-odds are averaged
# Columns of the first pass that the second one also reads. Those of clutter words are left out: the probabilities of
# the first pass reflect them already, and for a language without known words they would mislead.
SHARED = (
    "log_words", "link_share", "sentence", "type_heading", "type_list_item", "type_caption", "kept", "rule", "caption",
    "in_title", "of_title", "in_summary", "digit_share", "upper_share", "colon", "question", "cut_off", "quoted",
    "sign_start", "separated", "address", "first_inline", "from_first", "to_last", "repeated", "again", "familiar",
    "word_position", "page_news", "page_live", "page_kept_words", "level", "tag_p", "tag_div", "tag_li", "in_list",
    "in_table", "in_figure", "in_aside", "in_footer", "heading_far", "title_far", "kept_-1", "kept_+1", "alike1_kept",
    "alike1_blocks", "alike2_kept", "main50%_below",
)  # fmt: skip

# The constants that the compiled columns read.
_RULES = SimpleNamespace(beyond_page=BEYOND_PAGE, alone=ALONE, reach=REACH, windows=WINDOWS)


def second_features(first: Floats, page: Measured) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the names of the columns and a row per block. `first` has the probabilities of the first pass."""
    own = page.columns(("log_words", "type_heading"))
    words = np.maximum(1.0, np.expm1(own["log_words"]))
    odds, weights, groups = log_odds(first), np.sqrt(words), page.groups
    around = _compiled if native.in_use() else _around
    columns = around(odds, weights, words, groups, own["type_heading"])
    columns |= _page(first, odds, words)
    columns |= shared_words(odds, page.content)
    shared = page.matrix.T[page.indexes(SHARED)]
    matrix = np.concatenate([np.array(list(columns.values()), np.float32), shared])
    return (*columns, *(f"first_{name}" for name in SHARED)), matrix.T


def _around(odds: Floats, weights: Floats, words: Floats, groups: NDArray[np.int32], is_heading: Floats) -> Columns:
    """Return the columns of the blocks around each block."""
    columns: Columns = {"odds": odds}
    columns |= _neighbours(odds, weights)
    for name, group in zip(GROUP_NAMES, groups.T.astype(np.int64), strict=True):
        columns |= _group(name, group, odds, weights)
    columns |= _section(is_heading, odds, weights)
    columns |= _places(odds, words)
    columns |= _runs(odds, words, weights)
    return columns


def _compiled(odds: Floats, weights: Floats, words: Floats, groups: NDArray[np.int32], is_heading: Floats) -> Columns:
    names, by_kind = _names(), np.ascontiguousarray(groups.T)
    found = np.empty((len(names), len(odds)))
    body_words = _body_words(odds > 0, words)
    logarithms = native.columns.second_pass(odds, weights, words, by_kind, is_heading, body_words, _RULES, found)
    found[logarithms] = np.log1p(found[logarithms])
    found[np.isinf(found)] = NO_BODY_DISTANCE
    return dict(zip(names, found, strict=True))


@cache
def _names() -> tuple[str, ...]:
    """Return the names of the columns of `_around`."""
    one = np.ones(1)
    return tuple(_around(one, one, one, np.zeros((1, len(GROUP_NAMES)), np.int32), one))


def log_odds(probabilities: Floats) -> Floats:
    """Return the log-odds of probabilities, at most MAX_LOG_ODDS in either direction."""
    bounded = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.clip(np.log(bounded / (1 - bounded)), -MAX_LOG_ODDS, MAX_LOG_ODDS)


def _neighbours(odds: Floats, weights: Floats) -> Columns:
    """Return the log-odds of the nearest blocks, and their means over the windows on both sides."""
    size = len(odds)
    padded = np.concatenate([np.full(REACH, BEYOND_PAGE), odds, np.full(REACH, BEYOND_PAGE)])
    offsets = [offset for offset in range(-REACH, REACH + 1) if offset]
    columns = {f"odds_{offset:+d}": padded[REACH + offset : REACH + offset + size] for offset in offsets}
    index = np.arange(size)
    for window in WINDOWS:
        start, end = np.maximum(0, index - window), np.minimum(size, index + 1 + window)
        columns[f"mean_before{window}"] = _mean_between(odds, weights, start, index)
        columns[f"mean_after{window}"] = _mean_between(odds, weights, index + 1, end)
    return columns


def _mean_between(odds: Floats, weights: Floats, start: Ints, end: Ints) -> Floats:
    """Return the weighted mean of the log-odds of blocks `start` up to, but not including, `end`."""
    sums, sizes = (np.concatenate([[0.0], np.cumsum(values)]) for values in (odds * weights, weights))
    size = sizes[end] - sizes[start]
    means = (sums[end] - sums[start]) / np.maximum(size, 1e-9)
    return np.where(end > start, means, BEYOND_PAGE)


def _group(name: str, group: Ints, odds: Floats, weights: Floats) -> Columns:
    """Return the mean log-odds and the share of body of the other blocks in each block's group.

    Also return the extremes and the size of the group, which include the block itself.
    """
    size = int(group.max(initial=-1)) + 1
    least, greatest = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(least, group, odds)
    np.maximum.at(greatest, group, odds)
    blocks, body = np.bincount(group)[group], (odds > 0).astype(float)
    others = np.maximum(1, blocks - 1)
    sums, sizes = (np.bincount(group, values)[group] for values in (odds * weights, weights))
    means = (sums - odds * weights) / np.maximum(sizes - weights, 1e-9)
    return {
        f"{name}_mean": np.where(blocks > 1, means, ALONE),
        f"{name}_max": greatest[group],
        f"{name}_min": least[group],
        f"{name}_blocks": np.log1p(blocks),
        f"{name}_body": np.where(blocks > 1, (np.bincount(group, body)[group] - body) / others, -1.0),
    }


def _section(is_heading: Floats, odds: Floats, weights: Floats) -> Columns:
    """Return the log-odds of the heading above each block, and the columns of `_group` for the blocks under it."""
    section = np.cumsum(is_heading).astype(int)
    heading = np.concatenate([[0], np.flatnonzero(is_heading)]).astype(int)[section]
    return {"heading_odds": np.where(section > 0, odds[heading], BEYOND_PAGE)} | _group(
        "section", section, odds, weights
    )


def _places(odds: Floats, words: Floats) -> Columns:
    """Return how much body is before and after each block, how far it is, and the greatest log-odds on either side."""
    body = odds > 0
    body_words = np.where(body, words, 0.0)
    before = np.cumsum(body_words) - body_words
    total = _body_words(body, words)
    return {
        "body_before": np.log1p(before),
        "body_after": np.log1p(np.maximum(0.0, total - before - body_words)),
        "body_share_before": before / total,
        "since_body": _distance(body),
        "until_body": _distance(body[::-1])[::-1],
        "max_before": _greatest_before(odds),
        "max_after": _greatest_before(odds[::-1])[::-1],
    }


def _body_words(body: NDArray[np.bool_], words: Floats) -> float:
    """Return the number of words of the body, at least 1."""
    return float(max(1.0, np.where(body, words, 0.0).sum()))


def _distance(body: NDArray[np.bool_]) -> Floats:
    """Return the logarithm of each block's distance to the last block of the body before it, or NO_BODY_DISTANCE."""
    index = np.arange(len(body))
    last = np.concatenate([[-1], np.maximum.accumulate(np.where(body, index, -1))[:-1]])
    return np.where(last < 0, NO_BODY_DISTANCE, np.log1p(index - last))


def _greatest_before(odds: Floats) -> Floats:
    return np.concatenate([[BEYOND_PAGE], np.maximum.accumulate(odds)[:-1]])


def _runs(odds: Floats, words: Floats, weights: Floats) -> Columns:
    """Return the size and certainty of the run of equal decisions around each block, and of the runs beside it."""
    body = odds > 0
    is_start = np.concatenate([[True], body[1:] != body[:-1]])
    run = np.cumsum(is_start) - 1
    blocks, run_words = np.bincount(run).astype(float), np.bincount(run, words)
    means = np.bincount(run, odds * weights) / np.bincount(run, weights)
    inside = np.arange(len(odds)) - np.flatnonzero(is_start)[run]
    columns = {
        "run_blocks": np.log1p(blocks[run]),
        "run_words": np.log1p(run_words[run]),
        "run_mean": means[run],
        "run_before": np.log1p(inside),
        "run_after": np.log1p(blocks[run] - 1 - inside),
    }
    for name, offset in (("previous", 0), ("next", 2)):
        columns[f"{name}_run_blocks"] = np.log1p(np.concatenate([[0.0], blocks, [0.0]])[run + offset])
        columns[f"{name}_run_words"] = np.log1p(np.concatenate([[0.0], run_words, [0.0]])[run + offset])
        columns[f"{name}_run_mean"] = np.concatenate([[BEYOND_PAGE], means, [BEYOND_PAGE]])[run + offset]
    return columns


def _page(first: Floats, odds: Floats, words: Floats) -> Columns:
    """Return the size of the body on the page and how sure it is, equal for all blocks."""
    body = odds > 0
    expected = 2 * (first * words)[body].sum() / max(1.0, words[body].sum() + (first * words).sum())
    unsure = ((first > 0.2) & (first < 0.8)).sum() / max(1, body.sum())
    numbers = {"page_f1": expected, "page_unsure": unsure, "page_body": np.log1p(body.sum())}
    return {name: np.full(len(odds), float(value)) for name, value in numbers.items()}
