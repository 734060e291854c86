"""Tree to blocks: paragraphs, headings, list items and the like, in page order."""

from __future__ import annotations

from cleaners.cutter import cut
from cleaners.document import Document


def split_html(document: Document) -> None:
    """Set `document.blocks` to the text of the tree; nothing is left out but what a browser never shows."""
    if document.tree is None:
        return
    document.blocks = cut(document.tree)
    for position, block in enumerate(document.blocks):
        block.position = position
