"""Renderings: the ways in which people save a whole page as plain text."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from textwrap import TextWrapper

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

Render = Callable[[str], str]  # from HTML to text

TERMINAL_COLUMNS = 79  # the width of a page in lynx and w3m
TERMINAL_INDENT = 3  # columns to the left of the text in lynx
_UNSEEN = ("script", "style", "noscript", "template", "head")


# Both libraries are imported when a page is rendered, because only `make train` and `make evaluate` install them.
def with_html_text(html: str) -> str:
    """Return the text that the library html-text makes of a page."""
    import html_text

    text: str = html_text.extract_text(html)
    return text


def with_inscriptis(html: str) -> str:
    """Return the text that the library inscriptis makes of a page."""
    import inscriptis

    text: str = inscriptis.get_text(html)
    return text


def as_text_nodes(html: str) -> str:
    r"""Return each text node on a line of its own, like `"\n".join(soup.stripped_strings)` with Beautiful Soup."""
    tree = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    return "\n".join(filter(None, (" ".join(text.split()) for text in tree.itertext())))


def as_lines(html: str) -> str:
    """Return one line per paragraph without blank lines or indentation, like the WET files that C4 is made from."""
    return "\n".join(filter(None, map(str.strip, with_html_text(html).splitlines())))


def as_terminal(html: str) -> str:
    """Return the text wrapped at the width of a terminal and indented, like `lynx -dump -nolist`."""
    margin = " " * TERMINAL_INDENT
    lines = []
    for line in with_inscriptis(html).splitlines():
        text = line.lstrip()
        indent = margin + " " * min(len(line) - len(text), TERMINAL_COLUMNS // 2)
        wrapper = TextWrapper(TERMINAL_COLUMNS, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
        lines += wrapper.wrap(text) or [""]
    return "\n".join(lines)


# The main renderings are those of the dumps by which the line model is judged. Every page is used in one of them.
MAIN: dict[str, Render] = {"html_text": with_html_text, "inscriptis": with_inscriptis}
OTHERS: dict[str, Render] = {"text_nodes": as_text_nodes, "lines": as_lines, "terminal": as_terminal}
RENDERINGS = MAIN | OTHERS


def render(html: str, rendering: str) -> str | None:
    """Return the page as text, or None if the tool cannot read it."""
    with contextlib.suppress(etree.ParserError, ValueError, RecursionError):
        return RENDERINGS[rendering](html)
    return None
