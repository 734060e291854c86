"""Give rows of tables their empty cells back, so that the columns of all rows agree.

The blocks that the models judge have only cells with text.
"""

from __future__ import annotations

import re
from itertools import chain, islice

from cleaners.document import Block
from cleaners.text.normalize import fold_visible

SEPARATOR = " | "
_WORD = re.compile(r"\w")
MAX_CELLS = 100  # of a row
MAX_SPAN = 20  # columns of one cell; a larger number is a mistake


def row_text(block: Block) -> str:
    """Return the text of a row with its empty cells, and with empty ones after a cell that spans several columns."""
    element = block.element
    if element is None or element.tag != "tr":
        return block.text
    texts = block.text.split(SEPARATOR)
    cells = list(islice(element.iterchildren("td", "th"), MAX_CELLS + 1))
    written = [fold_visible("".join(cell.itertext())) for cell in cells]
    filled = [cell for cell, text in zip(cells, written, strict=True) if _WORD.search(text)]
    spans = [_span(cell.get("colspan")) for cell in cells]
    if len(filled) != len(texts) or len(cells) > MAX_CELLS or len(texts) == sum(spans):
        return block.text
    text_of = dict(zip(cells, written, strict=True)) | dict(zip(filled, texts, strict=True))  # others are "" or "–"
    columns = ([text_of[cell], *[""] * (span - 1)] for cell, span in zip(cells, spans, strict=True))
    return SEPARATOR.join(chain.from_iterable(columns))


def _span(value: str | None) -> int:
    return min(int(value), MAX_SPAN) if value and value.isdecimal() and int(value) else 1
