"""Features of a block's context: the presumed body, containers, similar elements, the heading above, neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from cleaners import native
from cleaners.learning.numbers import signed_log
from cleaners.markup.outline import Floats, Ints, Outline

MIN_SHARE = 0.5  # of a block's words in trafilatura's text, for a block that counts as kept
LONG_WORDS = 10  # the first and last kept block of this length bound the presumed body
CONTAINER_LEVELS = 5
ALIKE_LEVELS = 3
NEIGHBOURS = (-2, -1, 1, 2)
MIN_TITLE_LIKENESS = 0.4
WORDS, KEPT_WORDS = 1, 2  # columns of `basics`
DECAY = 0.7  # factor on a block's weight for each block of distance
_GROUP_KINDS = ("kept", "links", "sentences", "clutter", "blocks", "words", "part")  # columns of `_of_others`
# Columns that a block also gets of each neighbour.
_SHARED = (
    "kept", "log_words", "link_share", "sentence", "type_heading", "rule", "in_list", "caption", "digit_share",
    "clutter",
)  # fmt: skip
_NEIGHBOUR_NAMES = {offset: [f"{name}_{offset:+d}" for name in _SHARED] for offset in NEIGHBOURS}
_SAME_NAMES = {
    offset: [f"{name}_{offset:+d}" for name in ("sibling", "same_element", "alike")] for offset in NEIGHBOURS
}
# Columns that a block also gets of the heading above it.
_HEADING_COLUMNS = ("kept", "rule", "in_title", "level", "link_share", "log_words", "clutter")
CLUTTER_REACH = 3  # blocks on each side over which clutter scores are averaged

Columns = dict[str, Floats]


def positions(words: Floats, kept: Floats) -> Columns:
    """Return the place of each block on the page, and relative to the stretch that trafilatura kept."""
    size = len(words)
    index = np.arange(size, dtype=float)
    inside = np.flatnonzero((kept >= MIN_SHARE) & (words >= LONG_WORDS))
    if not len(inside):
        inside = np.flatnonzero(kept >= MIN_SHARE)
    first, last = (float(inside[0]), float(inside[-1])) if len(inside) else (0.0, size - 1.0)
    through = np.cumsum(words) - words / 2
    kept_words = words * kept
    words_near, words_behind = decayed(words), decayed(words[::-1])[::-1]
    return {
        "position": index / size,
        "log_index": np.log1p(index),
        "log_left": np.log1p(size - 1 - index),
        "word_position": through / words.sum(),
        "from_first": signed_log(index - first),
        "to_last": signed_log(last - index),
        "kept_before": (np.cumsum(kept_words) - kept_words) / max(1.0, kept_words.sum()),
        "kept_near": decayed(kept_words) / (words_near + 1.0),
        "kept_behind": decayed(kept_words[::-1])[::-1] / (words_behind + 1.0),
        "words_near": np.log1p(words_near),
        "words_behind": np.log1p(words_behind),
    }


def decayed(values: Floats) -> Floats:
    """Return for each value the sum of the values before it, which lose weight by DECAY with each step."""
    if native.in_use():
        return native.columns.decayed(np.ascontiguousarray(values), DECAY)
    total, sums = 0.0, []
    for value in values.tolist():
        sums.append(total)
        total = DECAY * (total + value)
    return np.array(sums)


def basics(words: Floats, columns: Columns) -> Floats:
    """Return the columns that are summed over groups: blocks, words, words kept, in links, in sentences, clutter."""
    return np.column_stack([
        np.ones_like(words), words, words * columns["kept"], words * columns["link_share"], words * columns["sentence"],
        words * columns["clutter"],
    ])  # fmt: skip


def _of_others(groups: Mapping[str, Floats], own: Floats) -> Columns:
    """Return the shares of groups that each block belongs to, without the block itself; -1 if it is alone.

    `groups` has the sums of `basics` over the group of each block, by the name of the kind of group.
    """
    others = np.array([sums.T for sums in groups.values()]) - own.T
    shares = np.where(others[:, :1] < 0.5, -1.0, others[:, 2:] / np.maximum(others[:, 1:2], 1.0))
    sizes = np.log1p(np.maximum(0.0, others[:, :2]))
    parts = others[:, 2:3] / max(1.0, own[:, 2].sum())  # of all that trafilatura kept
    values = np.concatenate([shares, sizes, parts], axis=1)
    names = [f"{name}_{kind}" for name in groups for kind in _GROUP_KINDS]
    return dict(zip(names, values.reshape(len(names), -1), strict=True))


def group_shares(found: Outline, alike: Sequence[Ints], section: Ints, own: Floats, sums: Floats) -> Columns:
    """Return the shares of the elements around each block, from the inside out, of its look-alikes and of its section.

    `sums` are sums by element, `alike` the groups of `alike_groups`.
    """
    groups = {f"container{level}": sums[found.ancestor(level)] for level in range(CONTAINER_LEVELS)}
    groups |= {f"alike{level}": _sums_of(group, own) for level, group in enumerate(alike, start=1)}
    return _of_others(groups | {"section": _sums_of(section, own)}, own)


def alike_groups(found: Outline) -> list[Ints]:
    """Return numbers that are equal for look-alikes: blocks whose innermost elements have the same tags and classes.

    The first numbers compare one element per block, the last ones ALIKE_LEVELS.
    """
    signature = found.signature
    keys = signature[found.ancestor(0)]
    groups = []
    for level in range(1, ALIKE_LEVELS + 1):
        groups.append(_dense(keys))
        keys = groups[-1] * (len(signature) + 1) + signature[found.ancestor(level)]
    return groups


def _sums_of(groups: Ints, values: Floats) -> Floats:
    """Return for each block the sums of the values over its group."""
    if native.in_use():
        return native.columns.sums_of(groups, values)[groups]
    sums: Floats = np.column_stack([np.bincount(groups, weights=column) for column in values.T])
    return sums[groups]


def _dense(keys: Ints) -> Ints:
    """Return the rank of each key among all distinct keys."""
    if native.in_use():
        return native.columns.dense(keys)
    return np.unique(keys, return_inverse=True)[1]


def main_container(found: Outline, sums: Floats) -> Columns:
    """Return the place of each block relative to the smallest elements that hold most of what trafilatura kept."""
    kept, article, of_block = sums[:, KEPT_WORDS], found.article, found.of_block
    result: Columns = {}
    for share in (0.5, 0.9):
        holds = np.flatnonzero(kept >= share * kept[0])
        main = int(holds[np.argmax(found.depth[holds])])
        result[f"main{share:.0%}_below"] = found.steps_below(main)[of_block].astype(float)
        result[f"main{share:.0%}_article"] = np.sign(article)[of_block] + (article[main] == article[of_block])
    result["common_kept"] = found.shares_in_common(kept, sums[:, WORDS])[of_block]
    result["depth"] = found.depth[of_block].astype(float)
    return result


def clutter_around(scores: Floats, kept: Floats) -> Columns:
    """Return the mean clutter score of the blocks near each one, and the greatest one above it.

    The greatest score is taken from the start of the presumed body: menus above it all have high scores.
    """
    sums, index = np.concatenate([[0.0], np.cumsum(scores)]), np.arange(len(scores))
    first, end = np.maximum(0, index - CLUTTER_REACH), np.minimum(len(scores), index + CLUTTER_REACH + 1)
    inside = np.flatnonzero(kept >= MIN_SHARE)
    start = inside[0] if len(inside) else 0
    above = np.where(index < start, scores.min(initial=0.0), scores)
    return {"clutter_near": (sums[end] - sums[first]) / (end - first), "clutter_above": np.maximum.accumulate(above)}


def title_distance(columns: Columns) -> Floats:
    """Return how many blocks each block is below the page's title, as a signed logarithm; 0 without a title."""
    likeness = columns["in_title"] * columns["of_title"] * (1.0 + columns["type_heading"])
    if likeness.max() < MIN_TITLE_LIKENESS:
        return np.zeros(len(likeness))
    return signed_log(np.arange(len(likeness), dtype=float) - float(np.argmax(likeness)))


def sections(columns: Columns) -> Ints:
    """Return for each block the number of headings up to it; 0 before the first one."""
    found: Ints = np.cumsum(columns["type_heading"]).astype(int)
    return found


def headings(columns: Columns, section: Ints) -> Columns:
    """Return the distance to the heading above each block, and columns of that heading."""
    start = np.concatenate([[0], np.flatnonzero(columns["type_heading"])]).astype(int)[section]
    under = section > 0
    result = {"heading_far": np.where(under, np.log1p(np.arange(len(section)) - start), 9.0)}
    of_headings = np.where(under, np.array([columns[name] for name in _HEADING_COLUMNS])[:, start], -1.0)
    return result | {f"heading_{name}": values for name, values in zip(_HEADING_COLUMNS, of_headings, strict=True)}


def neighbours(found: Outline, columns: Columns) -> Columns:
    """Return columns of the blocks before and after each one; -1 beyond the ends of the page."""
    element, above = found.ancestor(0), found.ancestor(1)
    shared = _Shifts(np.array([columns[name] for name in _SHARED]))
    same = np.array([above, element, found.signature[element]])
    places = _Shifts(same)
    result: Columns = {}
    for offset in NEIGHBOURS:
        result |= dict(zip(_NEIGHBOUR_NAMES[offset], shared.by(offset), strict=True))
        if abs(offset) == 1:
            result |= dict(zip(_SAME_NAMES[offset], (places.by(offset) == same).astype(float), strict=True))
    return result


class _Shifts:
    """Rows of values by block, with -1 beyond the ends of the page."""

    def __init__(self, values: Floats | Ints) -> None:
        reach = max(NEIGHBOURS)
        self._size = values.shape[1]
        self._padded = np.full((len(values), self._size + 2 * reach), -1, values.dtype)
        self._padded[:, reach : reach + self._size] = values

    def by(self, offset: int) -> Floats:
        """Return the values of the block `offset` places further."""
        start = max(NEIGHBOURS) + offset
        found: Floats = self._padded[:, start : start + self._size]
        return found
