"""An article as Markdown, from the same blocks as its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cleaners.article import Article, Record

# What Markdown would take for markup: at the start of a line, and anywhere in it.
_LINE_START = re.compile(r"^(#{1,6}(?=\s)|[-+>](?=\s)|\d{1,9}[.)](?=\s)|={3,}|-{3,})")
_INLINE = re.compile(r"([\\`*_\[\]<])")
TOP_LEVEL = 2  # of headings in the body: the title has level 1


def to_markdown(article: Article) -> str:
    """Return title, dek and body as CommonMark, one blank line between blocks, none between the items of a list."""
    parts = [f"# {escape(article.title)}"] if article.title else []
    previous = None
    for block in article.blocks:
        line = _WRITERS.get(block["type"], _paragraph)(block)
        if parts and previous == block["type"] and previous in ("list_item", "table_row"):
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
        previous = block["type"]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return a line of text in which nothing is taken for markup."""
    return _LINE_START.sub(_escape_start, _INLINE.sub(r"\\\1", text))


def _escape_start(match: re.Match[str]) -> str:
    mark = match[0]
    return f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"


def _lines(text: str) -> Iterable[str]:
    return filter(None, map(str.strip, text.splitlines()))


def _paragraph(block: Record) -> str:
    return "  \n".join(map(escape, _lines(block["text"])))


def _heading(block: Record) -> str:
    level = min(6, max(TOP_LEVEL, block["level"] or TOP_LEVEL))
    return f"{'#' * level} {escape(' '.join(block['text'].split()))}"


def _dek(block: Record) -> str:
    return f"**{escape(' '.join(block['text'].split()))}**"


def _list_item(block: Record) -> str:
    return f"- {escape(' '.join(block['text'].split()))}"


def _quote(block: Record) -> str:
    return "\n".join(f"> {escape(line)}" for line in _lines(block["text"]))


def _preformatted(block: Record) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", block["text"])), default=0))
    return f"{fence}\n{block['text']}\n{fence}"


# A row stays a line: which row is the header, the page often does not say.
_WRITERS: dict[str, Callable[[Record], str]] = {
    "heading": _heading,
    "dek": _dek,
    "list_item": _list_item,
    "table_row": _list_item,
    "quote": _quote,
    "preformatted": _preformatted,
}
