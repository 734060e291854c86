"""Split an HTML tree into blocks, in one walk that collects the text between block boundaries.

A block ends where a browser starts a new line; inline elements stay inside their block. Two `<br>` in a row also end a
block, and a single one is a space. The walk does not recurse, because recursion would fail on deeply nested pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace

from lxml import etree
from lxml.html import HtmlElement

from cleaners import native
from cleaners.body.drop_caps import initial_in_picture, is_hidden_initial, join_initials
from cleaners.body.popups import MAX_CLASS_CHARS as POPUP_CLASS_CHARS
from cleaners.body.popups import is_popup, is_popup_class
from cleaners.body.tags import BLOCK_TAGS, SKIPPED, TEXT_TAGS, TYPE_TAGS, TYPES, meaning
from cleaners.document import Block
from cleaners.markup.hiding import MAX_CLASS_CHARS as HIDING_CLASS_CHARS
from cleaners.markup.hiding import SCREEN_READER_PARTS, Hiding, hiding, is_for_screen_readers, is_hiding_style
from cleaners.record import BlockType
from cleaners.signals import Signals
from cleaners.text.normalize import fold_visible

MAX_CELL_CHARS = 200  # a table cell with more characters is text set in columns, not a value in a row
LINK_SIGNS = "#¶§🔗"  # texts of the links with which headings link to themselves

_WORD = re.compile(r"\w")


def split_tree(tree: HtmlElement) -> list[Block]:
    """Split a tree into its blocks, in page order."""
    return join_initials(native.blocks.cut(tree, _RULES) if native.in_use() else _split(tree))


def _split(tree: HtmlElement) -> list[Block]:
    splitter = _Splitter(tree)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            splitter.leave(element)
        elif splitter.enter(element):
            splitter.add_text(element.text)
        else:
            walk.skip_subtree()
    splitter.end_block()
    return splitter.blocks


class _Splitter:
    """The state of one walk: the open elements, and the text collected for the current block."""

    def __init__(self, tree: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self.open_blocks: list[HtmlElement] = [tree]  # open block elements, innermost last
        self.open_types: list[HtmlElement] = []  # open elements whose tag is in TYPES
        self.open_hidden: list[tuple[HtmlElement, Hiding]] = []
        # For each open table row: the index of its first block, and of the first block of each cell.
        self.open_rows: list[tuple[int, list[int]]] = []
        self.open_links = 0
        self.skipped: HtmlElement | None = None  # the open element whose text is left out
        self.pieces: list[str] = []  # text of the current block
        self.link_chars = 0  # characters of the current block that are in links
        self.after_break = False  # True right after a <br>

    def enter(self, element: HtmlElement) -> bool:
        """Open an element; return False if its contents must be skipped."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            self.skipped = element
            return False
        hidden = hiding(element)
        if (hidden or self.pieces) and self.is_left_out(element, hidden):
            self.skipped = element
            return False
        if tag == "br":
            self.add_line_break()
        elif tag == "img":
            self.add_text(initial_in_picture(element))
        elif tag == "a":
            self.open_links += 1
        elif not self.is_inline(tag):
            self.end_block()
            self.open_blocks.append(element)
            self.note_row(tag)
        if tag in TYPES:
            self.open_types.append(element)
        if hidden:
            self.open_hidden.append((element, hidden))
        return True

    def leave(self, element: HtmlElement) -> None:
        """Close an element, and add the text that follows it."""
        if element is self.skipped:
            self.skipped = None
        else:
            self.close(element)
        if element is not self.open_blocks[0]:
            self.add_text(element.tail)

    def close(self, element: HtmlElement) -> None:
        if element is self.open_blocks[-1] and len(self.open_blocks) > 1:
            self.end_block()
            self.open_blocks.pop()
            if element.tag == "tr":
                _join_cells(self.blocks, *self.open_rows.pop(), element)
        elif element.tag == "a":
            self.open_links -= 1
        if self.open_types and self.open_types[-1] is element:
            self.open_types.pop()
        if self.open_hidden and self.open_hidden[-1][0] is element:
            self.open_hidden.pop()

    def is_left_out(self, element: HtmlElement, hidden: Hiding | None) -> bool:
        """Return True for hidden text and popups inside a line of text."""
        if hidden and self.is_inline(str(element.tag)):
            return not is_hidden_initial(element)
        return bool(self.pieces) and is_popup(element)

    def is_inline(self, tag: str) -> bool:
        """Return True for inline elements. Custom elements and buttons are inline only inside TEXT_TAGS."""
        if tag == "button" or "-" in tag:
            return self.open_blocks[-1].tag in TEXT_TAGS
        return tag not in BLOCK_TAGS

    def add_text(self, text: str | None) -> None:
        if not text:
            return
        if text.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return
        self.pieces.append(text)
        self.after_break = False
        if self.open_links:
            self.link_chars += len(text.strip())

    def add_line_break(self) -> None:
        if self.after_break:
            self.end_block()
        self.pieces.append("\n")
        self.after_break = True

    def end_block(self) -> None:
        """Append a block with the collected text, unless the text has no word."""
        self.after_break = False
        if not self.pieces:
            return
        text = fold_visible("".join(self.pieces))
        if _WORD.search(text):
            self.blocks.append(self.make_block(text))
        self.pieces, self.link_chars = [], 0

    def make_block(self, text: str) -> Block:
        tag = str(self.open_types[-1].tag) if self.open_types else ""
        hidden = {how for _, how in self.open_hidden}
        link_share = min(1.0, self.link_chars / len(text))
        return _block(text, tag, self.open_blocks[-1], link_share, "hidden" in hidden, "screen_reader" in hidden)

    def note_row(self, tag: str) -> None:
        """Note where the blocks of a table row, or of a cell in it, begin."""
        if tag == "tr":
            self.open_rows.append((len(self.blocks), []))
        elif tag in ("td", "th") and self.open_rows:
            self.open_rows[-1][1].append(len(self.blocks))


def _block(
    text: str, tag: str, element: HtmlElement, link_share: float, is_hidden: bool, is_for_screen_readers: bool
) -> Block:
    """Return a block whose type is that of a tag of TYPES, or a paragraph."""
    block_type: BlockType = TYPES.get(tag, "paragraph")
    if block_type == "heading":
        text = _without_link_sign(text, element)
    level = int(tag[1]) if block_type == "heading" else None
    return Block(text, block_type, level, 0, element, link_share, None, Signals(is_hidden, is_for_screen_readers))


def _without_link_sign(text: str, heading: HtmlElement) -> str:
    """Return the text of a heading without the sign of its link to itself, such as "#"."""
    if text[0] not in LINK_SIGNS and text[-1] not in LINK_SIGNS:
        return text
    signs = {(link.text_content() or "").strip() for link in heading.iter("a") if link.get("href", "").startswith("#")}
    for sign in signs & {*LINK_SIGNS}:
        text = text.removeprefix(sign).removesuffix(sign)
    return text.strip()


def _join_cells(blocks: list[Block], first: int, cell_starts: Sequence[int], element: HtmlElement) -> None:
    """Join the cells of a table row into one block if each is one short paragraph.

    `first` is the index of the row's first block, and `cell_starts` those of the first block of each cell.
    """
    cells = blocks[first:]
    cell_bounds = [*cell_starts, len(blocks)]
    is_block_per_cell = len(cells) <= len(cell_starts) and all(b - a <= 1 for a, b in pairwise(cell_bounds))
    if len(cells) < 2 or not is_block_per_cell:
        return
    if any(cell.type != "paragraph" or len(cell.text) > MAX_CELL_CHARS for cell in cells):
        return
    row = Block(" | ".join(cell.text for cell in cells), "table_row", element=element)
    row.link_share = sum(cell.link_share * len(cell.text) for cell in cells) / len(row.text)
    row.signals = cells[0].signals
    blocks[first:] = [row]


# The rules that the compiled cutter calls.
_RULES = SimpleNamespace(
    meaning=meaning,
    type_tags=TYPE_TAGS,
    is_hiding_style=is_hiding_style,
    is_for_screen_readers=is_for_screen_readers,
    hiding_parts=tuple(part.encode() for part in SCREEN_READER_PARTS),
    hiding_class_chars=HIDING_CLASS_CHARS,
    is_popup=is_popup,
    is_popup_class=is_popup_class,
    popup_class_chars=POPUP_CLASS_CHARS,
    is_hidden_initial=is_hidden_initial,
    initial_in_picture=initial_in_picture,
    fold_visible=fold_visible,
    make_block=_block,
    join_cells=_join_cells,
)
