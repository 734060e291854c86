"""Stage: mark site lines, which many other pages of the site have too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cleaners.compare.site_lines import (
    MIN_INNER_SHARE,
    STAGE,
    SiteLineCounts,
    is_countable,
    is_repeated,
    line_fingerprint,
)
from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY
from cleaners.text.sentences import COLONS

EDGE_BLOCKS = 3  # blocks at each end of the body that count as its edge
MAX_LABEL_WORDS = 4  # words of a line that may introduce the text below it, like a heading
# Share of the kept words that the stage may remove. A page that repeats more than this is a copy of another page, and
# is left alone.
MAX_REMOVED = 0.5


def site_lines(document: Document) -> None:
    """Mark kept lines that enough pages of the site have, according to the counts in `document.page.site_lines`.

    A line at an edge of the body, or next to a removed block, needs a smaller share of the site's pages than one inside
    the running text. Three things are spared: labels above text that stays, lists with an item that stays, and pages
    where most words repeat. Set `signals.site_pages` on each line that other pages have.
    """
    site_counts = document.page.site_lines
    kept = list(document.kept())
    if not site_counts or not kept:
        return
    counts = {block.position: count for block in kept if (count := _count(block, site_counts))}
    repeated = {
        block.position
        for index, block in enumerate(kept)
        if block.position in counts and _is_site_line(document.blocks, block, counts, index, len(kept))
    }
    _spare_lists(kept, repeated)
    _spare_labels(kept, repeated)
    repeated_words = sum(document.blocks[position].words for position in repeated)
    if repeated_words > MAX_REMOVED * sum(block.words for block in kept):
        return
    for position in repeated:
        pages, seen = counts[position]
        document.blocks[position].remove(STAGE, "site_line", f"stands on {pages} of {seen} pages of this site")


def _count(block: Block, site_counts: SiteLineCounts) -> tuple[int, int] | None:
    """Return the number of pages that have the line, and the number of pages seen. Both include this page.

    Return None for a line that no other page has, and for one that can never be a site line. Also set
    `signals.site_pages` to the numbers.
    """
    others = site_counts.get(line_fingerprint(block.text)) if is_countable(block.text, block.type) else None
    if others is None:
        return None
    block.signals.site_pages = others[0] + 1, others[1] + 1
    return block.signals.site_pages


def _is_site_line(
    blocks: Sequence[Block], block: Block, counts: dict[int, tuple[int, int]], index: int, total: int
) -> bool:
    """Return True if enough pages have the line. How many are enough depends on its place among the kept blocks.

    `index` is the block's place among the `total` kept blocks.
    """
    pages, seen = counts[block.position]
    is_at_edge = index < EDGE_BLOCKS or index >= total - EDGE_BLOCKS or _is_beside_removed(blocks, block.position)
    return is_repeated(pages, seen) if is_at_edge else is_repeated(pages, seen, MIN_INNER_SHARE)


def _is_beside_removed(blocks: Sequence[Block], position: int) -> bool:
    """Return True if the block before or after was removed as clutter or as outside the body."""
    removals = (blocks[near].removal for near in (position - 1, position + 1) if 0 <= near < len(blocks))
    return any(removal and (removal.rule == OUTSIDE_BODY or removal.stage == "clutter") for removal in removals)


def _spare_lists(kept: Sequence[Block], repeated: set[int]) -> None:
    """Take the items of a list out of `repeated`, unless all of them are in it.

    A list of facts has the same labels on many pages, with different facts between them.
    """
    for is_item, run in groupby(kept, lambda block: block.type == "list_item"):
        positions = {block.position for block in run}
        if is_item and not positions <= repeated:
            repeated -= positions


def _spare_labels(kept: Sequence[Block], repeated: set[int]) -> None:
    """Take labels above text that stays, such as "Why it matters", out of `repeated`."""
    is_before_text = False  # True if the next block that stays is text and not a heading
    for block in reversed(kept):
        if block.position in repeated and is_before_text and _is_label(block):
            repeated.discard(block.position)
        if block.position not in repeated:
            is_before_text = block.type != "heading"


def _is_label(block: Block) -> bool:
    ends_with_colon = block.text.rstrip().endswith(COLONS)
    return block.type == "heading" or ends_with_colon or block.words <= MAX_LABEL_WORDS
