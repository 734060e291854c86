"""The article a second time on its page: a copy for printing, for phones, or under a sticky header."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cleaners.document import Block, Document

# What articles repeat on purpose is shorter: a quote of one block, the same conditions under each of several offers.
MIN_BLOCKS = 3
MIN_WORDS = 100


def mark_repeats(document: Document, stage: str) -> None:
    """Mark runs of kept blocks that were all kept before."""
    for run in _repeated_runs(document):
        if len(run) >= MIN_BLOCKS and sum(block.words for block in run) >= MIN_WORDS:
            for block in run:
                block.remove(stage, "second_copy", "the article has it before")


def _repeated_runs(document: Document) -> Iterator[list[Block]]:
    seen: set[str] = set()
    judged = []
    for block in document.kept():
        judged.append((block.text in seen, block))
        seen.add(block.text)
    return ([block for _, block in run] for is_repeated, run in groupby(judged, lambda pair: pair[0]) if is_repeated)
