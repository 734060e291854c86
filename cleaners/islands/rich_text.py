"""Turn rich text in data into blocks: strings, and the trees of editors and content systems.

The trees differ only in their names: a node has a type, and either text or further nodes. The names below are those of
ProseMirror, Slate, Lexical, Draft.js, Editor.js, Portable Text, Contentful, DatoCMS, Gutenberg and Arc.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cleaners.document import Block
from cleaners.islands.members import is_of_other_texts
from cleaners.islands.strings import string_blocks
from cleaners.islands.threads import is_thread
from cleaners.record import BlockType

MAX_NODES = 20_000  # per text
MAX_DEPTH = 60
MIN_PROSE_WORDS = 8  # words of a text in a member with an unknown name
MAX_NAME_CHARS = 120  # of the speaker of a quote
CHARS_PER_NODE = 100  # characters of a string that take as long to read as a node

# Names of a node's text and of its further nodes, best first.
_TEXTS = ("html", "text", "value", "content", "body", "markdown", "rendered", "innerHTML", "copy", "raw", "quote",
          "title", "children")  # fmt: skip
_NODES = ("children", "content", "blocks", "content_elements", "nodes", "items", "paragraphs", "elements", "document",
          "root", "innerBlocks", "body", "value", "model", "data", "attributes", "props", "attrs", "json", "rows",
          "schema", "fields", "list_items", "listItems", "components", "entries", "sections")  # fmt: skip
_SPEAKERS = ("caption", "citation", "cite", "attribution")  # names of members with the speaker of a quote
_TYPES = ("_type", "nodeType", "type", "blockType", "blockName", "kind", "component", "name", "__typename", "object")
_HEADING = re.compile(
    r"(?:^|[^a-z])h(?:eading)?[-_ ]?([1-6])\b|head(?:ing|er|line)|crosshead|intertitle|zwischen", re.I
)
_LIST_ITEM = re.compile(r"list.?item|bullet|^li$|numbered|checklist", re.IGNORECASE)
_LIST = re.compile(r"list|^[uo]l$", re.IGNORECASE)
_QUOTE = re.compile(r"quote", re.IGNORECASE)
_PARAGRAPH = re.compile(r"paragraph|^p$|^block$|normal|unstyled|body.?text|text.?block|richtext", re.I)
_INLINE = re.compile(r"^(?:text|span|strong|em|b|i|u|a|link|hyperlink|inline|mark|fragment|leaf|textnode|sub|sup|br"
                     r"|code|hardbreak|hard_break|linebreak|urllink)$", re.IGNORECASE)  # fmt: skip
_SKIPPED = re.compile(
    r"image|img|photo|picture|figure|gallery|video|audio|podcast|media|\bad(?:s|vert\w*|_?slot)?$|^ad\b|promo|newsletter"
    r"|related|recommend|teaser|embed(?!ded.?text)|iframe|script|style$|comment|share|social|signup|caption|asset|raw_?html"
    r"|interstitial|correlat|readmore|read_more|poll|map$|widget|breadcrumb|author|byline|tag(?:s|list)$|nav|footer|menu",
    re.IGNORECASE,
)
_NUMBERS = ("-one", "-two", "-three", "-four", "-five", "-six")  # of headings in Draft.js


@dataclass
class _Line:
    """A block under construction."""

    type: BlockType = "paragraph"
    level: int | None = None
    pieces: list[str] = field(default_factory=list)


def read(value: Any, is_other: Callable[[Any], bool]) -> tuple[list[Block], int]:
    """Return the blocks of a rich text, none if the value is not one, and the number of nodes that were read.

    Objects and lists in it are left out if `is_other` returns True for them, as for another story.
    """
    writer = _Writer(is_other)
    return writer.blocks_of(value, 0), MAX_NODES - max(writer.left, 0)


class _Writer:
    """Writes one text; counts its nodes."""

    def __init__(self, is_other: Callable[[Any], bool]) -> None:
        self.left = MAX_NODES
        self.is_other = is_other

    def blocks_of(self, value: Any, depth: int) -> list[Block]:
        self.left -= 1 + (len(value) // CHARS_PER_NODE if isinstance(value, str) else 0)
        if depth > MAX_DEPTH or self.left < 0:
            return []
        if isinstance(value, str):
            return list(string_blocks(value))
        if isinstance(value, list):
            return self.list_blocks(value, depth)
        return self.node_blocks(value, depth) if isinstance(value, dict) else []

    def list_blocks(self, nodes: list[Any], depth: int) -> list[Block]:
        """Return the blocks of nodes. Each text is a paragraph, but strings with only inline nodes are one line."""
        if is_thread(nodes) or self.is_other(nodes):
            return []
        inline = [node for node in nodes if isinstance(node, dict) and _INLINE.fullmatch(type_name(node))]
        strings = [node for node in nodes if isinstance(node, str)]
        if inline and strings and len(inline) + len(strings) == len(nodes):
            return list(_finish(_Line(pieces=list(self.inline_texts(nodes, depth)))))
        return [block for node in nodes for block in self.blocks_of(node, depth + 1)]

    def node_blocks(self, node: dict[str, Any], depth: int) -> list[Block]:
        name = type_name(node)
        if _SKIPPED.search(name) or self.is_other(node):
            return []
        line = _line_of(node, name)
        if line is not None and not _LIST.fullmatch(name):
            inner = self.line_blocks(node, line, depth)
            if inner is not None:
                return inner
        return _inherit(self.inner_blocks(node, depth), name)

    def line_blocks(self, node: dict[str, Any], line: _Line, depth: int) -> list[Block] | None:
        """Return the block of a node that is one line of text; None if it has blocks inside."""
        if self.has_blocks_inside(node, depth):
            return None
        line.pieces = list(self.inline_texts(node, depth))
        blocks = list(_finish(line))
        return [*blocks, *_attribution(node)] if blocks and line.type == "quote" else blocks

    def has_blocks_inside(self, node: dict[str, Any], depth: int) -> bool:
        """Return True if a node has nodes that are lines of their own."""
        self.left -= 1
        for key in _NODES if self.left > 0 else ():
            inner = node.get(key)
            nodes = inner if isinstance(inner, list) else [inner] if isinstance(inner, dict) else []
            for one in nodes[:20]:
                if isinstance(one, dict) and self.is_or_has_block(one, depth):
                    return True
        return False

    def is_or_has_block(self, node: dict[str, Any], depth: int) -> bool:
        name = type_name(node)
        if _INLINE.fullmatch(name):
            return False
        return bool(_line_of(node, name)) or (depth < MAX_DEPTH and self.has_blocks_inside(node, depth + 9))

    def inline_texts(self, node: Any, depth: int) -> Iterator[str]:
        """Yield the texts of a line, in order."""
        self.left -= 1
        if depth > MAX_DEPTH or self.left < 0:
            return
        if isinstance(node, str):
            yield node
        elif isinstance(node, list):
            for one in node:
                yield from self.inline_texts(one, depth + 1)
        elif isinstance(node, dict):
            yield from self.node_texts(node, depth)

    def node_texts(self, node: dict[str, Any], depth: int) -> Iterator[str]:
        if re.fullmatch(r"br|hard_?break|linebreak", type_name(node), re.IGNORECASE):
            yield "\n"
            return
        for key in _TEXTS:
            if isinstance(text := node.get(key), str) and (key != "title" or "text" not in node):
                yield text
                return
        for key in _NODES:
            if isinstance(inner := node.get(key), list | dict) and inner:
                yield from self.inline_texts(inner, depth + 1)
                return

    def inner_blocks(self, node: dict[str, Any], depth: int) -> list[Block]:
        """Return the blocks of the first member of a node that has any."""
        for key in _named(node, _NODES):
            if isinstance(inner := node[key], list | dict) and (blocks := self.blocks_of(inner, depth + 1)):
                return blocks
        for key in _named(node, _TEXTS):
            if isinstance(text := node[key], str) and key != "title" and (found := list(string_blocks(text))):
                return found
        return self.unnamed_blocks(node, depth)

    def unnamed_blocks(self, node: dict[str, Any], depth: int) -> list[Block]:
        """Return the blocks of the first member of a node, of any name, that is a list of objects with prose."""
        for key, inner in node.items():
            if not _may_hold_text(key, inner) or self.is_other(inner):
                continue
            if any(isinstance(value, list | dict) for one in inner[:20] for value in one.values()):
                blocks = self.list_blocks(inner, depth + 1)
            else:
                blocks = list(_finish(_Line(pieces=list(self.inline_texts(inner, depth)))))
            if any(block.words >= MIN_PROSE_WORDS for block in blocks):
                return blocks
        return []


def _may_hold_text(key: str, inner: Any) -> bool:
    """Return True for a list of objects, but not of comments, whose name is neither known nor one for other texts."""
    is_list = isinstance(inner, list) and all(isinstance(one, dict) for one in inner)
    return is_list and key not in _NODES and not is_of_other_texts(key) and not is_thread(inner)


def type_name(node: dict[str, Any]) -> str:
    """Return the name of a node's type; "" if it has none."""
    return next((name for key in _TYPES if isinstance(name := node.get(key), str) and len(name) < 60), "")


def _line_of(node: dict[str, Any], name: str) -> _Line | None:
    """Return an empty line for a node that is one, by its type and style; None for containers and inline nodes."""
    style = node.get("style") if isinstance(node.get("style"), str) else ""
    tag = node.get("tag") if isinstance(node.get("tag"), str) else ""
    if node.get("listItem") or _LIST_ITEM.search(name):
        return _Line("list_item")
    if match := _HEADING.search(f"{style or tag} {name}"):
        return _Line("heading", _level(node, match))
    if _QUOTE.search(f"{name} {style}"):
        return _Line("quote")
    return _Line() if _PARAGRAPH.search(name) else None


def _level(node: dict[str, Any], match: re.Match[str]) -> int:
    levels = (place.get("level") for place in _places(node))
    stated = next((level for level in levels if type(level) is int and 1 <= level <= 6), None)
    return stated or int(match[1] or next((n for n, word in enumerate(_NUMBERS, 1) if word in match.string), 2))


def _places(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a node and the objects in it that hold its properties."""
    inner = (node.get(key) for key in ("attrs", "data", "attributes", "props"))
    return [node, *(place for place in inner if isinstance(place, dict))]


def _attribution(node: dict[str, Any]) -> list[Block]:
    """Return a block with the name of the speaker of a quote, if one of its properties is that name."""
    values = (place.get(key) for place in _places(node) for key in _SPEAKERS)
    name = next((value for value in values if isinstance(value, str) and 0 < len(value) <= MAX_NAME_CHARS), "")
    blocks = list(string_blocks(name))
    for block in blocks:
        block.type = "quote"
    return blocks


def _named(node: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """Return the names that a node has, best first."""
    return [name for name in names if name in node]


def _inherit(blocks: list[Block], name: str) -> list[Block]:
    """Give the paragraphs inside a list or quote the type of their container."""
    if _QUOTE.search(name):
        inherited: BlockType = "quote"
    elif _LIST.search(name) and not _PARAGRAPH.search(name):
        inherited = "list_item"
    else:
        return blocks
    for block in blocks:
        if block.type == "paragraph":
            block.type = inherited
    return blocks


def _finish(line: _Line) -> Iterator[Block]:
    for block in string_blocks("".join(line.pieces)):
        if block.type == "paragraph":
            block.type, block.level = line.type, line.level
        yield block
