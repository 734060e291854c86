"""Mark inline fields among the blocks of an HTML page: title, byline, date line and captions; `dek.py` marks the dek.

They are removed from the text, because the record has separate fields for them. The "opening" is the first long block
of the article; title and byline are above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from cleaners.body.fields.bylines import mark_addresses, mark_bylines
from cleaners.body.fields.captions import mark_captions
from cleaners.body.fields.titles import is_signed_title, mark_title
from cleaners.document import Document
from cleaners.removal import RemovingStage
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import tokens

# These figures were chosen on two sets of news and blog pages. Neither is sensitive: 12 or 35 words do as well as 25.
MIN_OPENING_WORDS = 25  # the first kept block of this length opens the article
MIN_SENTENCE_WORDS = 10  # for a full sentence, if no block has MIN_OPENING_WORDS, as in languages with few, long words


def mark_fields(document: Document, stage: RemovingStage) -> int | None:
    """Mark title, byline, date line and captions as fields; return the position of the title above the text."""
    mark_captions(document, stage)
    opening = _opening_position(document)
    title = mark_title(document, stage, opening)
    mark_bylines(document, stage, opening)
    mark_addresses(document, stage)
    return title


def _opening_position(document: Document) -> int:
    """Return the position of the first long kept block, below the main heading if that is the title; 0 if none."""
    title = tokens(document.metadata.title or "")
    heading = next((b.position for b in document.blocks if b.level == 1 and b.tokens == title), -1)
    kept = list(document.kept())
    long_blocks = (block for block in kept if block.words >= MIN_OPENING_WORDS)
    sentences = (block for block in kept if block.words >= MIN_SENTENCE_WORDS and ends_sentence(block.text))
    for candidates in (long_blocks, sentences):
        positions = (block.position for block in candidates if not is_signed_title(block, title))
        if (position := _first_below(heading, positions)) is not None:
            return position
    return 0


def _first_below(heading: int, positions: Iterator[int]) -> int | None:
    """Return the first position below the heading, else the first position, or None if there is none."""
    first = next(positions, None)
    if first is None:
        return None
    return next((position for position in chain([first], positions) if position > heading), first)
