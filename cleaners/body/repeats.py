"""Repeats: second copies of the article on its page, for printing, for phones, or under a sticky header."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cleaners.document import Block, Document
from cleaners.removal import RemovingStage

# A run of repeated blocks is a second copy if it has at least this many blocks and words. Repetitions that authors
# intend are shorter: a quote of one block, or the same conditions under several offers.
MIN_BLOCKS = 3
MIN_WORDS = 100


def mark_repeats(document: Document, stage: RemovingStage) -> None:
    """Mark runs of kept blocks that all repeat earlier kept blocks."""
    for run in _repeated_runs(document):
        if len(run) >= MIN_BLOCKS and sum(block.words for block in run) >= MIN_WORDS:
            for block in run:
                block.remove(stage, "second_copy", "the article has it before")


def _repeated_runs(document: Document) -> Iterator[list[Block]]:
    """Yield the runs of consecutive kept blocks that have the text of an earlier kept block."""
    seen: set[str] = set()
    marked = []  # each kept block, with True if an earlier one has its text
    for block in document.kept():
        marked.append((block.text in seen, block))
        seen.add(block.text)
    return ([block for _, block in run] for is_repeated, run in groupby(marked, lambda pair: pair[0]) if is_repeated)
