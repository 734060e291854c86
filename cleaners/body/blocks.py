"""Split a tree into blocks, in one walk that collects the text between block boundaries.

A block ends where a browser starts a new line; inline elements stay inside their block. Two `<br>` in a row also end a
block, and a single one is a space. The walk keeps its own stack, because recursion would fail on deep pages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.record import BlockType
from cleaners.signals import Signals
from cleaners.text.normalize import without

# Elements whose text a browser never shows, or shows inside a control.
SKIPPED = frozenset([
    "applet", "area", "audio", "base", "canvas", "col", "colgroup", "datalist", "embed", "frame", "frameset", "head",
    "iframe", "input", "link", "map", "meta", "noframes", "noscript", "object", "optgroup", "option", "param",
    "script", "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
])  # fmt: skip
BLOCK_TAGS = frozenset([
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
# The innermost of these elements gives a block its type.
TYPES: dict[str, BlockType] = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], "heading"),
    **dict.fromkeys(["li", "dd", "dt"], "list_item"),
    **dict.fromkeys(["figcaption", "caption"], "caption"),
    "blockquote": "quote",
    "pre": "preformatted",
}
PHRASING_ONLY = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "figcaption"])
MAX_CELL_CHARS = 200  # a longer cell is text set in columns, not a value in a row
MAX_CLASS_CHARS = 1_000  # of a class attribute that are read

Hiding = Literal["hidden", "screen_reader"]

_INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
_WORD = re.compile(r"\w")
_SCREEN_READER_CLASS = re.compile(  # names from common CSS frameworks and content systems
    r"(?<![\w-])(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|u-visually-hidden|a11y-hidden)(?![\w-])",
    re.IGNORECASE,
)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def cut(tree: HtmlElement) -> list[Block]:
    """Split a tree into its blocks, in page order."""
    cutter = _Cutter(tree)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            cutter.leave(element)
        elif cutter.enter(element):
            cutter.add(element.text)
        else:
            walk.skip_subtree()
    cutter.end_block()
    return cutter.blocks


def fold(text: str) -> str:
    """Make every run of white space one space, and drop characters that only control line breaks."""
    return " ".join((text if text.isascii() else without(_INVISIBLE, text)).split())


class _Cutter:
    """The state of one walk: the open elements, and the text collected for the current block."""

    def __init__(self, tree: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self.open: list[HtmlElement] = [tree]  # block elements
        self.types: list[HtmlElement] = []  # elements of TYPES
        self.hidden: list[tuple[HtmlElement, Hiding]] = []
        self.rows: list[
            tuple[int, list[int]]
        ] = []  # of each open row: index of its first block, and of the first block of each cell
        self.links = 0
        self.skipped: HtmlElement | None = None
        self.pieces: list[str] = []
        self.link_chars = 0
        self.after_break = False

    def enter(self, element: HtmlElement) -> bool:
        """Open an element; return False if nothing in it is text."""
        tag = element.tag
        hidden = _hiding(element)
        if not isinstance(tag, str) or tag in SKIPPED or (hidden and self.is_inline(tag)):
            self.skipped = element
            return False
        if tag == "br":
            self.line_break()
        elif tag == "a":
            self.links += 1
        elif not self.is_inline(tag):
            self.end_block()
            self.open.append(element)
            self.open_row(tag)
        if tag in TYPES:
            self.types.append(element)
        if hidden:
            self.hidden.append((element, hidden))
        return True

    def leave(self, element: HtmlElement) -> None:
        """Close an element, and add the text that follows it."""
        if element is self.skipped:
            self.skipped = None
        else:
            self.close(element)
        if element is not self.open[0]:
            self.add(element.tail)

    def close(self, element: HtmlElement) -> None:
        if element is self.open[-1] and len(self.open) > 1:
            self.end_block()
            self.open.pop()
            if element.tag == "tr":
                self.join_row(element)
        elif element.tag == "a":
            self.links -= 1
        if self.types and self.types[-1] is element:
            self.types.pop()
        if self.hidden and self.hidden[-1][0] is element:
            self.hidden.pop()

    def is_inline(self, tag: str) -> bool:
        """Return True for inline elements; custom elements and buttons are inline only in paragraphs and the like."""
        if tag == "button" or "-" in tag:
            return self.open[-1].tag in PHRASING_ONLY
        return tag not in BLOCK_TAGS

    def add(self, text: str | None) -> None:
        if not text:
            return
        if text.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return
        self.pieces.append(text)
        self.after_break = False
        if self.links:
            self.link_chars += len(text.strip())

    def line_break(self) -> None:
        if self.after_break:
            self.end_block()
        self.pieces.append("\n")
        self.after_break = True

    def end_block(self) -> None:
        """Make a block of the collected text if it has a word."""
        self.after_break = False
        if not self.pieces:
            return
        text = fold("".join(self.pieces))
        if _WORD.search(text):
            self.blocks.append(self.block(text))
        self.pieces, self.link_chars = [], 0

    def block(self, text: str) -> Block:
        tag = str(self.types[-1].tag) if self.types else ""
        kind: BlockType = TYPES.get(tag, "paragraph")
        block = Block(text, kind, int(tag[1]) if kind == "heading" else None, element=self.open[-1])
        block.link_share = min(1.0, self.link_chars / len(text))
        if self.hidden:
            self.note_hiding(block.signals)
        return block

    def note_hiding(self, signals: Signals) -> None:
        for _, way in self.hidden:
            if way == "hidden":
                signals.hidden = True
            else:
                signals.screen_reader = True

    def open_row(self, tag: str) -> None:
        if tag == "tr":
            self.rows.append((len(self.blocks), []))
        elif tag in ("td", "th") and self.rows:
            self.rows[-1][1].append(len(self.blocks))

    def join_row(self, element: HtmlElement) -> None:
        """Join the cells of a row to one block if all of them are short."""
        first, cells = self.rows.pop()
        row = self.blocks[first:]
        one_each = len(row) <= len(cells) and all(b - a <= 1 for a, b in pairwise([*cells, len(self.blocks)]))
        if len(row) < 2 or not one_each or any(b.type != "paragraph" or len(b.text) > MAX_CELL_CHARS for b in row):
            return
        joined = Block(" | ".join(block.text for block in row), "table_row", element=element)
        joined.link_share = sum(block.link_share * len(block.text) for block in row) / len(joined.text)
        joined.signals = row[0].signals
        self.blocks[first:] = [joined]


def _hiding(element: HtmlElement) -> Hiding | None:
    """Return how the markup hides an element from the eye; "screen_reader" if it is meant to be heard only."""
    names = element.keys()
    if not names:
        return None
    if "hidden" in names or ("aria-hidden" in names and element.get("aria-hidden") == "true"):
        return "hidden"
    if "style" in names and _HIDING_STYLE.search(element.get("style", "")):
        return "hidden"
    if "class" in names and _is_for_screen_readers(element.get("class", "")[:MAX_CLASS_CHARS]):
        return "screen_reader"
    return None


@lru_cache(maxsize=4_096)  # a page repeats its classes, a site too
def _is_for_screen_readers(names: str) -> bool:
    return _SCREEN_READER_CLASS.search(names) is not None
