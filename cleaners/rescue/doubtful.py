"""Rescue doubtful blocks that the text around them needs: headings, list items, and lines that lead into a list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from cleaners.document import Block
from cleaners.groups.spans import announces
from cleaners.rescue.lost import is_lost, mean_probability
from cleaners.text.sentences import COLONS

# Least probability of a line with a colon above a kept list. Out of fold, 12 such lines were article, and one, which
# led into clutter, was not.
MIN_LEAD_IN = 0.25
MAX_HEADING_LINK_SHARE = 0.3
# Least probability of a section's heading. Out of fold, of the removed headings inside the text, 23 of 38 with at least
# this are article, and 5 of 40 with less.
MIN_DOUBTFUL_HEADING = 0.3

# Least mean probability of lost items below a kept item. Out of fold, such items were article on 16 sites, debatable on
# 9 and clutter on 3.
MIN_ITEMS = 0.2
# The same below a line that announces them. Out of fold, none was clutter.
MIN_ANNOUNCED = 0.03
MIN_LABELLED = 0.3  # the same below any other line with a colon


def rescue_items(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost items and rows that a line announces, or that are between a kept block and kept text.

    To the models, items that are links look like a menu or a list of related stories.
    """
    found: list[Block] = []
    for are_lost, run in groupby(blocks, _is_lost_item):
        if are_lost:
            items = list(run)
            before = blocks[items[0].position - 1]
            items = _beside(before, items) if announces(before) else items
            found += items if items and mean_probability(items) >= _least_mean(blocks, items) else []
    return found


def _is_lost_item(block: Block) -> bool:
    return block.position > 0 and block.type in ("list_item", "table_row") and is_lost(block)


def _beside(line: Block, items: list[Block]) -> list[Block]:
    """Return the first items, up to the end of the element that holds them and the line."""
    assert line.element is not None
    around = next((element for element in line.element.iterancestors() if items[0].is_in(element)), None)
    return list(takewhile(lambda item: item.is_in(around), items))


def _least_mean(blocks: Sequence[Block], items: Sequence[Block]) -> float:
    """Return the mean probability that lost items need in their place; 1.0 where they are never rescued."""
    before = blocks[items[0].position - 1]
    after = blocks[items[-1].position + 1 :]
    if announces(before):
        return MIN_ANNOUNCED
    if before.removal is not None or not after or after[0].removal is not None:
        return 1.0
    if before.text.endswith(COLONS):
        return MIN_LABELLED
    return MIN_ITEMS if before.type == items[0].type else 1.0


def keep_lead_ins(blocks: list[Block]) -> None:
    """Keep a doubtful line that ends with a colon if the list, table or quote that it leads into is kept."""
    for line, after in pairwise(blocks):
        if line.removal is None or after.removal is not None:
            continue
        is_list = after.type in ("list_item", "table_row", "quote")
        is_possible = (line.signals.body or 0.0) >= MIN_LEAD_IN and not line.link_share
        if is_list and is_possible and line.text.endswith(COLONS):
            line.removal = None


def keep_headings(blocks: list[Block]) -> None:
    """Keep a doubtful heading of any level between two kept blocks if it is a sibling of the second."""
    for before, heading, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        is_inside = before.removal is None and after.removal is None
        if is_inside and _may_be_heading(heading) and heading.is_sibling_of(after):
            heading.removal = None


def _may_be_heading(block: Block) -> bool:
    is_heading = block.type == "heading" and block.link_share <= MAX_HEADING_LINK_SHARE
    return is_heading and (block.signals.body is None or block.signals.body >= MIN_DOUBTFUL_HEADING)
