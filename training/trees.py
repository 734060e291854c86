"""Turn LightGBM's trees into the arrays that the cleaner evaluates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from cleaners.learning.forest import Forest

Node = dict[str, Any]


def to_forest(dump: Node) -> Forest:
    """Turn a booster's `dump_model()`, which has numerical splits and no missing values, into a forest."""
    nodes: list[tuple[int, float, int, int, float]] = []
    trees = [tree["tree_structure"] for tree in dump["tree_info"]]
    built = [_add(nodes, tree) for tree in trees]
    column, threshold, left, right, value = zip(*nodes, strict=True)
    return Forest(
        roots=np.array([root for root, _ in built], np.int32),
        column=np.array(column, np.int16),
        threshold=_rounded_down(threshold),
        left=np.array(left, np.int32),
        right=np.array(right, np.int32),
        value=np.array(value, np.float32),
        depth=max(depth for _, depth in built),
    )


def averaged(forests: Sequence[Forest]) -> Forest:
    """Return one forest whose log-odds are the mean of those of several."""
    sizes = [len(forest.column) for forest in forests]
    starts = [sum(sizes[:number]) for number in range(len(forests))]  # the index of each forest's first node
    roots, left, right = (
        np.concatenate([getattr(forest, name) + start for forest, start in zip(forests, starts, strict=True)])
        for name in ("roots", "left", "right")
    )
    column, threshold, value = (
        np.concatenate([getattr(forest, name) for forest in forests]) for name in ("column", "threshold", "value")
    )
    mean_value = (value / len(forests)).astype(np.float32)
    depth = max(forest.depth for forest in forests)
    return Forest(
        roots.astype(np.int32), column, threshold, left.astype(np.int32), right.astype(np.int32), mean_value, depth
    )


def _add(nodes: list[tuple[int, float, int, int, float]], node: Node) -> tuple[int, int]:
    """Append a node and all below it; return its index and its height."""
    index = len(nodes)
    if "leaf_value" in node:
        nodes.append((0, 0.0, index, index, node["leaf_value"]))
        return index, 0
    nodes.append((0, 0.0, 0, 0, 0.0))
    left, left_height = _add(nodes, node["left_child"])
    right, right_height = _add(nodes, node["right_child"])
    nodes[index] = (node["split_feature"], node["threshold"], left, right, 0.0)
    return index, 1 + max(left_height, right_height)


def _rounded_down(thresholds: tuple[float, ...]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return thresholds in single precision, rounded down, so that values compare as with the exact thresholds."""
    exact = np.array(thresholds)
    rounded = exact.astype(np.float32)
    return np.where(rounded > exact, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)
