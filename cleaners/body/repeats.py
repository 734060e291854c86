"""Find repeats: second copies of the body on the same page, for print, for phones, or under a sticky header."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from cleaners.document import Block, Document
from cleaners.removal import RemovingStage

# A run of repeated blocks is a second copy if it has at least this many blocks and words. Repetitions that authors
# intend are shorter: a quote of one block, or the same conditions under several offers.
MIN_BLOCKS = 3
MIN_WORDS = 100
MIN_WORDS_OF_ONE = 12  # words of a single block that is a copy if it is hidden, or follows the first one directly


def mark_repeats(document: Document, stage: RemovingStage) -> None:
    """Mark each long run of kept blocks in which every block has the text of an earlier kept block.

    Mark single blocks, too: a hidden one that the page also shows, and one that repeats the block before it from
    another element, as where a teaser stands above the full text.
    """
    _mark_hidden_copies(document, stage)
    for before, block in pairwise(list(document.kept())):
        if before.text == block.text and block.words >= MIN_WORDS_OF_ONE and not _are_siblings(before, block):
            block.remove(stage, "second_copy", "it repeats the block before it")
    for run in _repeated_runs(document):
        if len(run) >= MIN_BLOCKS and sum(block.words for block in run) >= MIN_WORDS:
            for block in run:
                block.remove(stage, "second_copy", "the article has it before")


def _are_siblings(first: Block, second: Block) -> bool:
    elements = (first.element, second.element)
    return None not in elements and len({element.getparent() for element in elements if element is not None}) == 1


def _mark_hidden_copies(document: Document, stage: RemovingStage) -> None:
    shown = {block.text for block in document.kept() if not block.signals.hidden}
    for block in document.kept():
        if block.signals.hidden and block.words >= MIN_WORDS_OF_ONE and block.text in shown:
            block.remove(stage, "second_copy", "the page shows it elsewhere")


def _repeated_runs(document: Document) -> Iterator[list[Block]]:
    """Yield the runs of consecutive kept blocks that have the text of an earlier kept block."""
    seen: set[str] = set()
    checked = []  # for each kept block: True if an earlier one has its text, and the block
    for block in document.kept():
        checked.append((block.text in seen, block))
        seen.add(block.text)
    return ([block for _, block in run] for is_repeated, run in groupby(checked, lambda pair: pair[0]) if is_repeated)
