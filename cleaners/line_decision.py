"""Which lines of a plain-text page are the article's body: weighted evidence, judged twice.

The first judgement sees a line and what stands around it; the second also how the first judged the lines around.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cleaners.line_evidence import Evidence
from cleaners.line_weights import FIRST, SECOND

OFFSETS = (-4, -3, -2, -1, 1, 2, 3, 4)  # lines whose first judgement the second sees
DECAYS = (0.6, 0.85)


def body_chances(rows: Sequence[Evidence]) -> list[float]:
    """The chance, 0 to 1, that each line belongs to the body."""
    first = [_logistic(FIRST, row) for row in rows]
    around = judged_around(first)
    return [_logistic(SECOND, row | judged) for row, judged in zip(rows, around, strict=True)]


def judged_around(chances: Sequence[float]) -> list[Evidence]:
    """The first judgement of each line and of those around it, near ones one by one, the others fading."""
    rows: list[Evidence] = [{"chance": chance} for chance in chances]
    for index, row in enumerate(rows):
        for offset in OFFSETS:
            inside = 0 <= index + offset < len(chances)
            row[f"chance_{offset:+d}"] = chances[index + offset] if inside else 0.0
    for decay in DECAYS:
        for side, ordered in (("before", rows), ("after", rows[::-1])):
            total = 0.0
            for row in ordered:
                row[f"chance_{side}_{decay}"] = total
                total = decay * total + (1 - decay) * row["chance"]
    return rows


def _logistic(weights: Mapping[str, float], row: Evidence) -> float:
    total = weights["bias"] + sum([weight * row[name] for name, weight in weights.items() if name != "bias"])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
