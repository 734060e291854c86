"""Mark short lines between the headline and the first sentence that belong to the byline: place, role, newsroom, date.

`mark_header_lines` marks them if one of them dates the article or names its author, whatever a model says.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from cleaners.body.fields.bylines import is_byline
from cleaners.document import Block, Document
from cleaners.metadata.dates import labels, parsing
from cleaners.removal import RemovingStage
from cleaners.text.sentences import COLONS, ends_sentence
from cleaners.text.words import IDEOGRAPH

MAX_LINE_WORDS = 5  # of a line above the date line or byline
MAX_LINE_IDEOGRAPHS = 14
MAX_DATE_LINE_WORDS = 14
MAX_LINES = 8
_OPEN_ENDS = ("-", "–", "—", *COLONS)  # at the end of a place that begins the text, such as "PONTIANAK -"


def mark_header_lines(document: Document, stage: RemovingStage, title: int | None) -> None:
    """Mark the lines of the byline below the title or below the dek, and date lines at the end of the text."""
    kept = list(document.kept())
    if title is not None:
        _mark_below_title(document, stage, title, [block for block in kept if block.position > title][:MAX_LINES])
    for block in takewhile(lambda block: _is_line(block, document), reversed(kept[-MAX_LINES:])):
        if block.removal is None and block.type == "paragraph" and _dates_article(block, document):
            block.remove(stage, "date_line", "it dates the article")


def _mark_below_title(document: Document, stage: RemovingStage, title: int, below: Sequence[Block]) -> None:
    """Mark the lines of the byline among the kept blocks below the title, in two groups with the dek between them."""
    first = _lines(below, document)
    second = _lines(below[len(first) + 1 :], document)
    text = below[len(first)].position if len(first) < len(below) else len(document.blocks)
    header = document.blocks[title + 1 : text]
    last = max((block.position for block in header if _names_or_dates(block, document)), default=-1)
    for block in first:
        if block.position < last and _is_short(block):
            block.remove(stage, "byline", "it stands between the headline and the byline or date line")
    for block in (*first, *second):
        if _names_or_dates(block, document):
            block.remove(stage, "byline", "it names the author or dates the article")


def _lines(blocks: Sequence[Block], document: Document) -> list[Block]:
    return list(takewhile(lambda block: _is_line(block, document), blocks))


def _names_or_dates(block: Block, document: Document) -> bool:
    return _dates_article(block, document) or is_byline(block, document)


def _is_line(block: Block, document: Document) -> bool:
    is_text = block.type in ("paragraph", "list_item") and not block.text.endswith(_OPEN_ENDS)
    is_short = block.words <= 2 * MAX_DATE_LINE_WORDS
    return is_text and is_short and (not ends_sentence(block.text) or _has_evidence(block, document))


def _has_evidence(block: Block, document: Document) -> bool:
    """Return True for a line that is mostly the date of publication, as the page writes it."""
    evidence = document.metadata.date_evidence
    return evidence is not None and evidence.raw in block.text and 2 * len(evidence.raw) >= len(block.text)


def _is_short(block: Block) -> bool:
    return block.words <= (MAX_LINE_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MAX_LINE_WORDS)


def _dates_article(block: Block, document: Document) -> bool:
    """Return True for a line without a sentence that has the day of publication and few other words."""
    day = (document.metadata.date_published or "")[:10]
    words = [word for word in block.text.split() if not any(map(str.isdigit, word))]
    if not day or len(words) > MAX_DATE_LINE_WORDS or not labels.has_digit(block.text):
        return False
    if _has_evidence(block, document):
        return True
    if ends_sentence(block.text):
        return False
    parts = (parsing.parse(part.text, document.metadata.language) for part in labels.split_dates(block.text))
    return any(moment is not None and moment.day == day for moment in parts)
