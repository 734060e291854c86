"""Rescue lost parts of tables and lists: each table or list belongs to the story as a whole, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rescue.lost import MAX_LINK_SHARE, is_lost, mean_probability
from cleaners.text.sentences import COLONS

MIN_ROWS = 2
MIN_ROW_SHARE = 0.6  # share of a table's parts that are rows of cells; in a layout table, few are
MIN_EVEN_SHARE = 0.6  # share of the rows that have the same number of cells
MIN_KEPT_SHARE = 0.5  # share of the parts; if the models kept so many, the others are body too
# Least mean probability of the lost parts. Below it, the models are sure that they are not body.
MIN_PROBABILITY = 0.15
# The same right after a line that ends with a colon, and in a table with nearly all of its parts in the body.
MIN_LEAD_PROBABILITY = 0.05
# Least mean probability of a table of figures without links, below a row of headings and right after the text.
MIN_DATA_PROBABILITY = 0.01
NEARLY_ALL = 0.8  # share of the parts
MIN_HEADED_PROBABILITY = 0.3  # least mean probability of a table with a row of headings whose other rows are links
MAX_LABELS = 2  # removed labels between the text and a table or list
MAX_LABEL_WORDS = 5
MAX_PART_LINK_SHARE = 0.5  # of a lost part; with more it leads to other pages
# Elements upwards from a block that are searched for its table, and from the table for its surroundings.
MAX_LEVELS = 12
_TYPES = ("table_row", "list_item")
_ELEMENTS = frozenset(["table", "ul", "ol", "dl"])
_SECTIONS = frozenset(["article", "section", "body", "main"])
_NOT_STORY = frozenset(["nav", "aside", "footer", "header", "form", "table"])
_LEAD_ENDS = (*COLONS, ":-", ":–")


@dataclass(frozen=True, slots=True)
class _Group:
    """A table or list, and its consecutive blocks."""

    element: HtmlElement
    parts: list[Block]


def rescue_groups(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost parts of tables and lists that are part of the story."""
    found: list[Block] = []
    if any(map(_may_be_part, blocks)):
        for group in _groups(blocks):
            lost = [part for part in group.parts if is_lost(part) and _has_own_text(part, group)]
            if lost and _is_text(group, _box_of_text(blocks, group)) and _is_body(blocks, group, lost):
                found += lost
                title = _title_of_table(blocks, group)
                found += [] if title is None else [title]
    return found + [block for block in blocks if _is_caption_of_body(block, blocks, found)]


def _is_caption_of_body(block: Block, blocks: Sequence[Block], found: Sequence[Block]) -> bool:
    """Return True for the lost <caption> of a table whose next row is body."""
    element = block.element
    if element is None or element.tag != "caption" or block.position + 1 >= len(blocks) or not is_lost(block):
        return False
    row = blocks[block.position + 1]
    table = element.getparent()
    is_own = (
        row.type == "table_row"
        and row.element is not None
        and any(around is table for around in row.element.iterancestors("table"))
    )
    return is_own and (row.removal is None or row in found)


def _may_be_part(block: Block) -> bool:
    if (block.signals.body or 0.0) < MIN_DATA_PROBABILITY or not is_lost(block):
        return False
    # A row with one cell is a paragraph.
    return block.type in _TYPES or (block.element is not None and block.element.tag in ("td", "th"))


def _groups(blocks: Sequence[Block]) -> Iterator[_Group]:
    """Yield the tables and lists of a page with their blocks."""
    parts: list[Block] = []
    current: HtmlElement | None = None
    for block in blocks:
        element = _group_element(block)
        if element is not current:
            if current is not None:
                yield _Group(current, parts)
            current, parts = element, []
        if block.type != "caption":
            parts.append(block)
    if current is not None:
        yield _Group(current, parts)


def _group_element(block: Block) -> HtmlElement | None:
    """Return the table or list that a block is in."""
    for element in islice(block.around(), MAX_LEVELS):
        tag = element.tag
        if tag in _SECTIONS:
            return None
        if tag in _ELEMENTS:
            return element
    return None


def _box_of_text(blocks: Sequence[Block], group: _Group) -> HtmlElement | None:
    """Return the <aside> around a group if it also holds the kept block above, so that it belongs to the story."""
    box = next(iter(group.element.iterancestors("aside")), None)
    above = _text_before(blocks, group.parts[0].position)
    if box is None or above is None or above.removal is not None or above.element is None:
        return None
    return box if box in above.element.iterancestors("aside") else None


def _is_text(group: _Group, box: HtmlElement | None) -> bool:
    """Return True if the parts are data or text rather than links, and the table is not there for the layout.

    `box` is an <aside> around them that belongs to the story, or None.
    """
    has_many_links = _link_share(group.parts) > MAX_LINK_SHARE and not _is_kept_data(group)
    if len(group.parts) < MIN_ROWS or has_many_links:
        return False
    ancestors = list(group.element.iterancestors())[:MAX_LEVELS]
    if any(element.tag in _NOT_STORY and element is not box for element in ancestors):
        return False
    return group.element.tag != "table" or _has_even_rows(group.parts)


def _is_kept_data(group: _Group) -> bool:
    """Return True for an even table if the models kept most of its rows, or if it is data below a row of headings."""
    kept = sum(part.removal is None for part in group.parts)
    is_kept = kept >= MIN_KEPT_SHARE * len(group.parts) or _is_headed_data(group)
    return group.element.tag == "table" and is_kept and _has_even_rows(group.parts)


def _is_headed_data(group: _Group) -> bool:
    """Return True for a table of figures below a row of headings that the models do not rule out."""
    rows = [part for part in group.parts if part.type == "table_row"]
    return _has_head_and_figures(rows) and mean_probability(group.parts) >= MIN_HEADED_PROBABILITY


def _has_head_and_figures(rows: Sequence[Block]) -> bool:
    head = rows[0].element if rows else None
    are_heads = head is not None and all(cell.tag == "th" for cell in head)
    return are_heads and all(any(map(str.isdigit, row.text)) for row in rows[1:])


def _has_own_text(part: Block, group: _Group) -> bool:
    """Return True for a part that is not mostly links, and for a row of data with a cell that is not a link."""
    if part.link_share <= MAX_PART_LINK_SHARE:
        return True
    linked_chars = round(part.link_share * len(part.text))
    return linked_chars < len(part.text.replace(" | ", "")) and _is_kept_data(group)


def _has_even_rows(parts: Sequence[Block]) -> bool:
    rows = [_count_cells(part) for part in parts if part.type == "table_row"]
    if len(rows) < max(MIN_ROWS, MIN_ROW_SHARE * len(parts)):
        return False
    return Counter(rows).most_common(1)[0][1] >= MIN_EVEN_SHARE * len(rows)


def _count_cells(row: Block) -> int:
    """Return the number of cells of a row. Empty ones count, though its text does not show them."""
    cells = 0 if row.element is None else sum(cell.tag in ("td", "th") for cell in row.element)
    return max(cells, row.text.count(" | ") + 1)


def _link_share(parts: Sequence[Block]) -> float:
    chars = sum(len(part.text) for part in parts)
    return sum(part.link_share * len(part.text) for part in parts) / max(1, chars)


def _is_body(blocks: Sequence[Block], group: _Group, lost: Sequence[Block]) -> bool:
    """Return True if most parts are kept or the group stands right after kept text, and the lost parts are likely."""
    title = _title_of_table(blocks, group)
    before = _text_before(blocks, _start(blocks, group) if title is None else title.position)
    is_after_text = before is not None and before.removal is None and _is_beside(before, group.element)
    is_announced = is_after_text and before is not None and before.text.endswith(_LEAD_ENDS)
    kept_share = sum(part.removal is None for part in group.parts) / len(group.parts)
    if kept_share < MIN_KEPT_SHARE and not is_after_text:
        return False
    is_rest = kept_share >= NEARLY_ALL or all(map(_is_head, lost))
    is_expected = is_announced or (group.element.tag == "table" and is_rest)
    if is_after_text and _is_plain_data(group):
        return mean_probability(lost) >= MIN_DATA_PROBABILITY
    return mean_probability(lost) >= (MIN_LEAD_PROBABILITY if is_expected else MIN_PROBABILITY)


def _start(blocks: Sequence[Block], group: _Group) -> int:
    """Return the position of a group's first part, or of the <caption> above it."""
    start = group.parts[0].position
    caption = blocks[start - 1].element if start else None
    return start - (caption is not None and caption.tag == "caption" and caption.getparent() is group.element)


def _is_plain_data(group: _Group) -> bool:
    """Return True for a table without links whose first row names the columns, and whose other rows have figures."""
    rows = [part for part in group.parts if part.type == "table_row"]
    is_even = len(rows) == len(group.parts) and len({_count_cells(row) for row in rows}) == 1
    return is_even and not any(row.link_share for row in rows) and _has_head_and_figures(rows)


def _is_head(row: Block) -> bool:
    """Return True for the row of a table that names its columns."""
    return row.element is not None and next(row.element.iterancestors("thead"), None) is not None


def _title_of_table(blocks: Sequence[Block], group: _Group) -> Block | None:
    """Return the lost heading right above a table, in the same element, if the models do not rule it out; else None."""
    above = blocks[max(0, group.parts[0].position - 1)]
    is_heading = above.type == "heading" and above.level != 1 and above.link_share == 0 and is_lost(above)
    is_possible = is_heading and (above.signals.body or 0.0) >= MIN_LEAD_PROBABILITY
    return above if is_possible and group.element.tag == "table" and _is_beside(above, group.element) else None


def _text_before(blocks: Sequence[Block], position: int) -> Block | None:
    """Return the block above a position, skipping removed labels such as "Advertisement"; None if there is none."""
    for block in reversed(blocks[max(0, position - MAX_LABELS - 1) : position]):
        is_label = block.removal is not None and block.words <= MAX_LABEL_WORDS
        if not is_label or (block.signals.body or 0.0) >= MIN_LEAD_PROBABILITY:
            return block
    return None


def _is_beside(block: Block, element: HtmlElement) -> bool:
    """Return True if a block and a table or list are in the same element, apart from wrappers around each."""
    parent = None if block.element is None else block.element.getparent()
    around = set() if parent is None else {block.element, parent, parent.getparent() if len(parent) == 1 else parent}
    for _ in range(3):
        parent = element.getparent()
        if parent is None:
            return False
        if parent in around:
            return True
        element = parent
    return False
