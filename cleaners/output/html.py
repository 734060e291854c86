"""Write the body of an article as HTML, from its record.

All text is escaped, and addresses are http or https, so the result is safe to show: it has no script, style, form or
attribute of the page. Its elements are p, strong, h2 to h6, ul, li, blockquote, table, tr, td, pre, a, figure, img and
figcaption.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from cleaners.metadata.sanitize import web_address
from cleaners.record import BlockRecord, ImageRecord, LinkRecord

TOP_LEVEL = 2  # highest level of headings in the body; the title has level 1
_Numbered = tuple[int, BlockRecord]


def to_html(record: Mapping[str, Any]) -> str:
    """Return the body of a record as a fragment of HTML, with its links, and with its pictures at their places.

    A picture without a known place is left out. If no picture has a place, the first one stands at the top.
    """
    links = links_by_block(record.get("links") or [])
    pictures = _placed(record.get("images") or [])
    captions = {image["caption"] for image in pictures}
    numbered = enumerate(record["blocks"])
    blocks = [(index, block) for index, block in numbered if not _is_shown_by_picture(block, captions)]
    places = [image.get("position") or 0 for image in pictures]
    parts: list[str] = []
    for (kind, _), group in groupby(blocks, key=lambda each: _run(each, places)):
        run = list(group)
        while pictures and (pictures[0].get("position") or 0) <= run[0][0]:
            parts.append(_figure(pictures.pop(0)))
        parts.append(_written(kind, [(block, links.get(index, [])) for index, block in run]))
    return "\n".join([*parts, *map(_figure, pictures)])


def links_by_block(links: Sequence[LinkRecord]) -> dict[int, list[LinkRecord]]:
    """Return the links of each block by its index."""
    found: dict[int, list[LinkRecord]] = {}
    for link in links:
        found.setdefault(link["block"], []).append(link)
    return found


def _placed(images: Sequence[ImageRecord]) -> list[ImageRecord]:
    """Return the pictures to show, in the order of their places."""
    shown = [image for image in images if web_address(image["url"])]
    placed = [image for image in shown if image.get("position") is not None]
    return sorted(placed, key=lambda image: image["position"] or 0) or shown[:1]


def _is_shown_by_picture(block: BlockRecord, captions: Collection[str | None]) -> bool:
    """Return True for a caption that a picture shows already."""
    return block["type"] == "caption" and any(caption and block["text"].startswith(caption) for caption in captions)


def _run(numbered: _Numbered, places: Sequence[int]) -> tuple[str, int]:
    """Return a key that the blocks of one list or table share. A picture between them divides the list or table."""
    index, block = numbered
    before = sum(place <= index for place in places)
    return block["type"], before if block["type"] in ("list_item", "table_row") else -1 - index


def _written(kind: str, blocks: Sequence[tuple[BlockRecord, Sequence[LinkRecord]]]) -> str:
    if kind == "list_item":
        items = (f"<li>{_inline(block['text'], links)}</li>" for block, links in blocks)
        return f"<ul>\n{_lines(items)}\n</ul>"
    if kind == "table_row":
        return f"<table>\n{_lines(_row(block['text'], links) for block, links in blocks)}\n</table>"
    return "\n".join(_block(block, links) for block, links in blocks)


def _block(block: BlockRecord, links: Sequence[LinkRecord]) -> str:
    text = _inline(block["text"], links)
    if block["type"] == "heading":
        level = min(6, max(TOP_LEVEL, block["level"] or TOP_LEVEL))
        return f"<h{level}>{text}</h{level}>"
    if block["type"] == "quote":
        return f"<blockquote><p>{text}</p></blockquote>"
    if block["type"] == "preformatted":
        return f"<pre>{text}</pre>"
    return f"<p><strong>{text}</strong></p>" if block["type"] == "dek" else f"<p>{text}</p>"


def _row(text: str, links: Sequence[LinkRecord]) -> str:
    return f"<tr>{''.join(f'<td>{_inline(cell, links)}</td>' for cell in text.split(' | '))}</tr>"


def linked_parts(text: str, links: Sequence[LinkRecord]) -> Iterator[tuple[str, str | None]]:
    """Yield a text in parts, each with the address that it links to or None. Links without their words are left out."""
    start = 0
    for link in links:
        position = text.find(link["text"], start)
        if position >= 0 and web_address(link["url"]):
            yield text[start:position], None
            yield link["text"], link["url"]
            start = position + len(link["text"])
    yield text[start:], None


def _inline(text: str, links: Sequence[LinkRecord]) -> str:
    """Return a text, escaped, with the links whose words it has."""
    parts = ((escape(part, quote=False), url) for part, url in linked_parts(text, links))
    return "".join(f'<a href="{escape(url)}">{part}</a>' if url else part for part, url in parts)


def _figure(image: ImageRecord) -> str:
    words = " ".join(filter(None, (image["caption"], image["credit"] and f"({image['credit']})")))
    picture = f'<img src="{escape(image["url"] or "")}" alt="{escape(image["caption"] or "")}">'
    return f"<figure>{picture}{f'<figcaption>{escape(words, quote=False)}</figcaption>' if words else ''}</figure>"


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines)
