"""Repeats: second copies of the article on its page, for printing, for phones, or under a sticky header."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cleaners.document import Block, Document
from cleaners.removal import RemovingStage

# Intended repetitions in articles are shorter: a quote of one block, the same conditions under several offers.
MIN_BLOCKS = 3
MIN_WORDS = 100


def mark_repeats(document: Document, stage: RemovingStage) -> None:
    """Mark runs of kept blocks that all repeat earlier kept blocks."""
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
