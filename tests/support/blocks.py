"""The blocks of a piece of a page."""

from __future__ import annotations

from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html


def blocks(html: str) -> list[Block]:
    document = Document(Page(body=f"<html><body>{html}</body></html>"))
    decode(document)
    parse(document)
    split_html(document)
    return document.blocks


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]
