"""Stage: mark lines that the site repeats on its pages, recognised by how many of its other pages have them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cleaners.compare.site_lines import MIN_INNER_SHARE, STAGE, SiteLineCounts, fingerprint, is_countable, is_repeated
from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY

EDGE = 3  # blocks at either end of the body
MAX_LABEL_WORDS = 4  # a shorter line may head what follows, as a heading does
MAX_REMOVED = 0.5  # share of the words; a page that repeats more is a second copy of another page


def site_lines(document: Document) -> None:
    """Mark kept lines that repeat over the site, by the counts in `document.page.site_lines`.

    A line at an edge of the body, or next to a removed block, needs a smaller share of the site's pages than one inside
    the running text. Labels of text that stays, items of a list that stays, and pages that repeat as a whole are kept.
    Sets `signals.site_pages` on each line that other pages have.
    """
    known = document.page.site_lines
    kept = list(document.kept())
    if not known or not kept:
        return
    counts = {block.position: count for block in kept if (count := _count(block, known))}
    found = {
        block.position
        for index, block in enumerate(kept)
        if block.position in counts and _is_enough(document.blocks, block, counts, index, len(kept))
    }
    _spare_lists(kept, found)
    _spare_labels(kept, found)
    if sum(document.blocks[position].words for position in found) > MAX_REMOVED * sum(block.words for block in kept):
        return
    for position in found:
        pages, seen = counts[position]
        document.blocks[position].remove(STAGE, "site_line", f"stands on {pages} of {seen} pages of this site")


def _count(block: Block, known: SiteLineCounts) -> tuple[int, int] | None:
    """Return how many pages have the line, and how many were seen, this page included."""
    found = known.get(fingerprint(block.text)) if is_countable(block.text, block.type) else None
    if found is None:
        return None
    block.signals.site_pages = found[0] + 1, found[1] + 1
    return block.signals.site_pages


def _is_enough(
    blocks: Sequence[Block], block: Block, counts: dict[int, tuple[int, int]], index: int, total: int
) -> bool:
    pages, seen = counts[block.position]
    at_edge = index < EDGE or index >= total - EDGE or _is_at_seam(blocks, block.position)
    return is_repeated(pages, seen) if at_edge else is_repeated(pages, seen, MIN_INNER_SHARE)


def _is_at_seam(blocks: Sequence[Block], position: int) -> bool:
    """Return True if a block next to it is clutter or outside the body, so that the line is at an edge, too."""
    beside = (blocks[near].removal for near in (position - 1, position + 1) if 0 <= near < len(blocks))
    return any(mark and (mark.rule == OUTSIDE_BODY or mark.stage == "clutter") for mark in beside)


def _spare_lists(kept: Sequence[Block], found: set[int]) -> None:
    """Keep all items of a list if one of them stays: lists of facts repeat their labels."""
    for is_item, run in groupby(kept, lambda block: block.type == "list_item"):
        positions = {block.position for block in run}
        if is_item and not positions <= found:
            found -= positions


def _spare_labels(kept: Sequence[Block], found: set[int]) -> None:
    """Keep labels of text that stays, such as "Why it matters"."""
    heads_text = False  # True if the next block is text that stays
    for block in reversed(kept):
        if block.position in found and heads_text and _is_label(block):
            found.discard(block.position)
        if block.position not in found:
            heads_text = block.type != "heading"


def _is_label(block: Block) -> bool:
    ends_open = block.text.rstrip().endswith((":", "："))
    return block.type == "heading" or ends_open or block.words <= MAX_LABEL_WORDS
