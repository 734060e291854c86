"""Render a cleaned page as a table for the terminal: the kept and removed blocks, and the reasons."""

from __future__ import annotations

from itertools import groupby

from rich.table import Table
from rich.text import Text

from cleaners.document import Document
from cleaners.removal import Removal
from crawler.inspection.removal_kinds import KEPT, family_of, kind_of
from crawler.messages.foreign_text import printable

# Rich styles by family of removal kinds: the colours of KEPT and of the keys of FAMILIES.
STYLES = {
    KEPT: "", "field": "blue", "promotion": "yellow", "links": "magenta", "notice": "green", "outside": "bright_black",
}  # fmt: skip


def explanation(document: Document) -> Table:
    """Return a table in page order; consecutive blocks that were kept, or removed for one reason, share a row."""
    table = Table(title=Text(printable(document.metadata.title or "no title")), show_lines=True, expand=True)
    for name, ratio in (("kept", 3), ("removed", 3), ("why", 2)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for (kind, removal), blocks in groupby(document.blocks, key=lambda block: (kind_of(block), block.removal)):
        style = STYLES[family_of(kind)]
        text = Text(printable("\n\n".join(block.text for block in blocks)), style)
        table.add_row(*((text, "", "") if removal is None else ("", text, _why(removal, kind, style))))
    return table


def _why(removal: Removal, kind: str, style: str) -> Text:
    text = f"{kind.replace('-', ' ')}\n{removal.stage}: {removal.rule}\n{removal.reason}"
    return Text(printable(text), style)
