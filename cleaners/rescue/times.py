"""Times above the entries of a live blog: a line of digits alone gives the models little to judge by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cleaners.document import Block
from cleaners.rescue.lost import is_lost

MIN_KEPT = 3  # times of the same shape that are body; then those of other entries are, too
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?(?:[ap]\.?m\.?|uhr|h))?", re.IGNORECASE)


def rescue_times(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost times right above kept blocks, if more times with the same tag and classes are kept than lost."""
    by_shape: defaultdict[tuple[object, str | None], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.element is not None and len(block.text) <= 10 and _TIME.fullmatch(block.text.strip()):
            by_shape[block.element.tag, block.element.get("class")].append(block)
    return [block for times in by_shape.values() for block in _lost_among(times, blocks)]


def _lost_among(times: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    lost = [time for time in times if is_lost(time)]
    if sum(time.removal is None for time in times) < max(MIN_KEPT, len(lost) + 1):
        return []
    return [time for time in lost if _is_above_kept_block(time, blocks)]


def _is_above_kept_block(time: Block, blocks: Sequence[Block]) -> bool:
    return time.position + 1 < len(blocks) and blocks[time.position + 1].removal is None
