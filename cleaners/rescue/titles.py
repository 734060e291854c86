"""Rescue titles of boxes, labels of entries, and headings: short lines that belong to the kept text below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.kinds.listing import leads_to_other_page
from cleaners.rescue.containers import MAX_ALIKE, Shape, place, shape_of
from cleaners.rescue.lost import MIN_PROBABILITY, is_lost, is_unlinked_sentence, mean_probability

# Least probability of a title, and least mean probability of labels.
MIN_TITLE = 0.3
MIN_LABEL = 0.15
MAX_TITLE_WORDS = 16
MAX_LABEL_WORDS = 6
MIN_ENTRIES = 3
MAX_LEVELS = 4  # elements upwards from a block that may be its entry
MAX_LISTS = 20  # lists of entries that are read on a page
# Bounds of a box that holds more than a table or list. On each side of it, one of the nearest REACH blocks must be
# kept. Out of fold, titles of such boxes were article on 6 sites and clutter on 2.
MAX_BOX_BLOCKS = 10
MAX_BOX_WORDS = 200
REACH = 2
# Elements around a heading that make its place, besides its own. Out of fold, lost headings in the places of kept ones
# were article on 9 sites and clutter on none; by their own elements alone, on 11 and 2.
HEADING_LEVELS = 2
_TITLES = frozenset(["heading", "paragraph", "table_row"])
_PARTS = frozenset(["table_row", "list_item"])
_NOT_TITLE = frozenset(["button", "figcaption", "small", "a"])
_OUTER = frozenset(["html", "body", "main", "article", "nav", "aside", "footer", "header", "form", "figure", "dialog"])


def rescue_titles(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost titles of boxes whose other blocks are kept."""
    return [block for block in blocks[:-1] if _may_be_title(block) and _begins_kept_box(block, blocks)]


def rescue_labels(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost labels of similar entries, such as the years of a timeline, if no two labels are equal."""
    found: list[Block] = []
    seen: set[HtmlElement] = set()
    for label, below in pairwise(blocks):
        if not _may_be_label(label) or below.removal is not None or len(seen) >= MAX_LISTS:
            continue
        entry = _smallest_around(label, below)
        parent = None if entry is None else entry.getparent()
        if entry is None or parent is None or parent in seen:
            continue
        seen.add(parent)
        found += _lost_labels(_entries_like(entry, parent, blocks), label)
    return found


def rescue_headings(blocks: Sequence[Block], url: str) -> list[Block]:
    """Return the lost headings in the places of kept ones that are right above a kept sentence or sub-heading.

    The sub-heading may be another heading that is rescued.
    """
    kept = [block for block in blocks if block.removal is None]
    places = {_shapes_around(block) for block in kept if block.type == "heading"}
    found: list[Block] = []
    for heading, below in reversed([*pairwise(blocks[kept[0].position :])] if places else []):
        is_kept = below.removal is None or below in found[-1:]
        if not is_kept or not _may_be_heading(heading, url) or not _is_part(below, heading):
            continue
        if _shapes_around(heading) in places:
            found.append(heading)
    return found


def _shapes_around(heading: Block) -> tuple[Shape, ...]:
    return tuple(map(shape_of, islice(heading.around(), HEADING_LEVELS + 1)))


def _may_be_heading(block: Block, url: str) -> bool:
    """Return True for a lost heading that the models do not rule out and that leads to no other page of the site."""
    if block.type != "heading" or block.level == 1 or (block.signals.body or 0.0) < MIN_PROBABILITY:
        return False
    return is_lost(block) and not any(leads_to_other_page(link.get("href", ""), url) for link in block.links)


def _is_part(below: Block, heading: Block) -> bool:
    """Return True for a sentence, or for a heading of a lower level."""
    return (below.level or 0) > (heading.level or 0) if below.type == "heading" else is_unlinked_sentence(below)


def _may_be_title(block: Block) -> bool:
    if (block.signals.body or 0.0) < MIN_TITLE or not is_lost(block):
        return False  # as for nearly all blocks
    is_short = 0 < block.words <= MAX_TITLE_WORDS and not block.link_share and block.type in _TITLES
    return is_short and _has_tag_of_text(block)


def _has_tag_of_text(block: Block) -> bool:
    return block.element is not None and block.element.tag not in _NOT_TITLE


def _begins_kept_box(title: Block, blocks: Sequence[Block]) -> bool:
    """Return True if a title is the first block of a box whose next block is kept.

    The box is the smallest element around both. Below the title, it has only parts of a table or list; or it is small,
    all of it is kept, and kept blocks are near it on both sides.
    """
    start = title.position
    box = _smallest_around(title, blocks[start + 1])
    if box is None or blocks[start + 1].removal is not None or (start > 0 and blocks[start - 1].is_in(box)):
        return False
    inside = [*takewhile(lambda block: block.is_in(box), blocks[start + 1 :])]
    if all(block.type in _PARTS or _is_cell(block) for block in inside):
        return True
    after = blocks[start + 1 + len(inside) :]
    is_small = len(inside) <= MAX_BOX_BLOCKS and sum(block.words for block in inside) <= MAX_BOX_WORDS
    is_between = any(map(_is_kept, blocks[max(0, start - REACH) : start])) and any(map(_is_kept, after[:REACH]))
    return is_small and is_between and all(map(_is_kept, inside))


def _is_kept(block: Block) -> bool:
    return block.removal is None


def _is_cell(block: Block) -> bool:
    return block.element is not None and block.element.tag in ("td", "th")


def _smallest_around(first: Block, second: Block) -> HtmlElement | None:
    """Return the smallest element around two blocks that may be a box, or None."""
    if first.element is None or second.element is None:
        return None
    around = {*second.element.iterancestors()}
    box = next((element for element in first.element.iterancestors() if element in around), None)
    return None if box is None or box.tag in _OUTER else box


def _may_be_label(block: Block) -> bool:
    is_short = 0 < block.words <= MAX_LABEL_WORDS and not block.link_share and block.type in ("heading", "paragraph")
    return is_short and is_lost(block) and _has_tag_of_text(block)


def _entries_like(entry: HtmlElement, parent: HtmlElement, blocks: Sequence[Block]) -> dict[HtmlElement, list[Block]]:
    """Return the blocks of an entry, and of each sibling with its tag and class, by their elements."""
    shape = shape_of(entry)
    alike = [child for child in parent if shape_of(child) == shape] if len(parent) <= MAX_ALIKE else []
    entries: dict[HtmlElement, list[Block]] = {child: [] for child in alike}
    for block in blocks if len(entries) >= MIN_ENTRIES else ():
        around = () if block.element is None else islice(block.element.iterancestors(), MAX_LEVELS)
        if (own := next((element for element in around if element in entries), None)) is not None:
            entries[own].append(block)
    return entries


def _lost_labels(entries: dict[HtmlElement, list[Block]], label: Block) -> list[Block]:
    """Return the lost labels if each entry has a label above kept text, and no two labels are equal."""
    own = next((place(label, entry) for entry, inside in entries.items() if label in inside), None)
    labels = [inside[0] for inside in entries.values() if inside]
    if own is None or len(labels) < max(MIN_ENTRIES, len(entries)) or len({one.text for one in labels}) < len(labels):
        return []
    for entry, inside in entries.items():
        if place(inside[0], entry) != own or not any(block.removal is None for block in inside[1:]):
            return []
    lost = [one for one in labels if one.removal is not None]
    return lost if all(map(_may_be_label, lost)) and mean_probability(lost) >= MIN_LABEL else []
