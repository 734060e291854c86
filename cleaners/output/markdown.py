"""Write an article as Markdown, from the blocks of its record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from cleaners.body.links import Link, Markup
from cleaners.record import BlockRecord, LinkRecord

# Text that Markdown would read as markup: at the start of a line, and anywhere in it.
_LINE_START = re.compile(r"^(#{1,6}(?=\s)|[-+](?=\s)|>|\d{1,9}[.)](?=\s|$)|={3,}|-{3,})")
_INLINE = re.compile(r"([\\`*_\[\]<]|&(?=#?\w{1,31};)|~(?=~))")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>\\\[\]]")
_BACKSLASH = r"\\\1"
ESCAPED_BAR = r"\|"  # a bar inside a table cell
TOP_LEVEL = 2  # highest level of headings in the body; the title has level 1


def to_markdown(title: str | None, blocks: Sequence[BlockRecord], markup: Sequence[Markup] = ()) -> str:
    """Return title, dek and body as CommonMark, with a blank line between blocks but not between items of a list.

    Table rows with equal numbers of cells become a table of GitHub's Markdown, the first row its head. `markup` has
    the links and the list depth of each block.
    """
    parts = [f"# {_without_closing(escape(title))}"] if title else []
    blocks_with_markup = zip(blocks, markup or [Markup()] * len(blocks), strict=True)
    for kind, group in groupby(blocks_with_markup, key=lambda pair: pair[0]["type"]):
        pairs = list(group)
        if kind == "table_row":
            parts.append(_table(pairs))
        elif kind == "list_item":
            parts.append(_list(pairs))
        elif kind == "preformatted":
            parts += [_preformatted(block["text"]) for block, _ in pairs]
        else:
            parts += [_WRITERS.get(kind, _paragraph)(block, block_markup) for block, block_markup in pairs]
    return "\n\n".join(parts) + "\n"


def markup_of(blocks: Sequence[BlockRecord], links: Iterable[LinkRecord]) -> list[Markup]:
    """Return the markup of a record's blocks: its links. A record does not have the depth of lists."""
    of_block: list[list[Link]] = [[] for _ in blocks]
    for link in links:
        of_block[link["block"]].append(Link(link["text"], link["url"]))
    return [Markup(tuple(links)) for links in of_block]


def escape(text: str) -> str:
    """Return a line of text, escaped so that nothing in it reads as markup."""
    return _LINE_START.sub(_escape_start, _INLINE.sub(_BACKSLASH, text))


def _escape_start(match: re.Match[str]) -> str:
    mark = match[0]
    return f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"


def _inline(text: str, links: Sequence[Link]) -> str:
    """Return a text on one line, escaped, with the links whose words it has."""
    text, pieces, start = " ".join(text.split()), [], 0
    for link in links:
        position = text.find(link.text, start)
        if position < 0:
            continue
        before = _INLINE.sub(_BACKSLASH, text[start:position])
        if before.endswith("!"):
            before = f"{before[:-1]}\\!"  # with "!" before it, a link would be a picture
        pieces.append(f"{before}[{_INLINE.sub(_BACKSLASH, link.text)}]({_address(link.url)})")
        start = position + len(link.text)
    return _LINE_START.sub(_escape_start, "".join(pieces) + _INLINE.sub(_BACKSLASH, text[start:]))


def _address(url: str) -> str:
    return _UNSAFE_IN_ADDRESS.sub(lambda match: quote(match[0], safe=""), url)


def _lines(text: str) -> Iterable[str]:
    return filter(None, map(str.strip, text.splitlines()))


def _paragraph(block: BlockRecord, markup: Markup) -> str:
    return "  \n".join(_inline(line, markup.links) for line in _lines(block["text"]))


def _heading(block: BlockRecord, markup: Markup) -> str:
    level = min(6, max(TOP_LEVEL, block["level"] or TOP_LEVEL))
    return f"{'#' * level} {_without_closing(_inline(block['text'], markup.links))}"


def _without_closing(heading: str) -> str:
    """Return a heading with a "#" at its end escaped, which would close it and be left out."""
    return f"{heading[:-1]}\\#" if heading.endswith("#") else heading


def _dek(block: BlockRecord, markup: Markup) -> str:
    return f"**{_inline(block['text'], markup.links)}**"


def _list(items: list[tuple[BlockRecord, Markup]]) -> str:
    """Return the items one per line, each at most one level deeper than the one before."""
    top_depth = min(markup.depth for _, markup in items)
    lines: list[str] = []
    level = -1
    for block, markup in items:
        level = min(markup.depth - top_depth, level + 1)
        lines.append(f"{'  ' * level}- {_inline(block['text'], markup.links)}")
    return "\n".join(lines)


def _table(rows: list[tuple[BlockRecord, Markup]]) -> str:
    """Return rows with equal numbers of cells as a table, other rows as a list."""
    cells = [[_inline(cell, markup.links) for cell in block["text"].split(" | ")] for block, markup in rows]
    if len(rows) < 2 or len({len(row) for row in cells}) > 1:
        return _list(rows)
    lines = [f"| {' | '.join(cell.replace('|', ESCAPED_BAR) for cell in row)} |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * len(cells[0]), *lines[1:]])


def _quote(block: BlockRecord, markup: Markup) -> str:
    return "\n".join(f"> {_inline(line, markup.links)}" for line in _lines(block["text"]))


def _preformatted(text: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


_WRITERS: dict[str, Callable[[BlockRecord, Markup], str]] = {
    "heading": _heading,
    "dek": _dek,
    "quote": _quote,
}
