"""Turn a string in data into blocks: HTML, escaped HTML, Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from cleaners.body.blocks import split_tree
from cleaners.document import Block
from cleaners.text.normalize import fold_visible

MAX_TEXT_CHARS = 1_000_000

_MARKUP = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,300}|br\s*/?)>")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_MARKDOWN = re.compile(r"\s{0,3}(?:(#{1,6})\s+|(>)\s+|[-*+]\s+)")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")
_ESCAPED_MARKUP = re.compile(r"&(?:lt|#60|#x3c);/?(?:p|div|br|h[1-6]|ul|strong)\b", re.IGNORECASE)


def string_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text with or without markup, without captions; markup may be escaped."""
    text = text[:MAX_TEXT_CHARS]
    if _ESCAPED_MARKUP.search(text):
        text = unescape(text)
    if _MARKUP.search(text):
        yield from _markup_blocks(text)
        return
    text = unescape(text)
    for line in _BLANK_LINES.split(text) if _BLANK_LINES.search(text) else text.split("\n"):
        if any(map(str.isalnum, line)):
            yield _plain_block(line)


def _plain_block(line: str) -> Block:
    """Return the block of a paragraph of plain text, which may be written in Markdown."""
    mark = _MARKDOWN.match(line)
    text = _MARKDOWN_LINK.sub(r"\1", line[mark.end() :] if mark else line).replace("**", "")
    block = Block(fold_visible(text))
    if mark and mark[1]:
        block.type, block.level = "heading", len(mark[1])
    elif mark:
        block.type = "quote" if mark[2] else "list_item"
    return block


def _markup_blocks(markup: str) -> list[Block]:
    try:
        tree = document_fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, ValueError):
        return []
    blocks = [block for block in split_tree(tree) if not block.signals.hidden and block.type != "caption"]
    for block in blocks:
        block.element = None  # the fragment is not part of the page's tree
    return blocks


def _parser() -> HTMLParser:
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
