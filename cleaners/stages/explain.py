"""Stage: name the phrase-pack rule that explains a removed block outside the body.

The same rules recognise lines such as "12 comments", from which the stage reads the number of comments.
"""

from __future__ import annotations

import re

from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY, Removal, RemovingStage
from cleaners.rules import find_phrase

STAGE: RemovingStage = "clutter"  # the removal names this stage, because the rules are those of the stage `clutter`
MAX_COMMENT_LINE_CHARS = 40
MAX_COMMENTS = 1_000_000  # a greater number is not a count of comments
_NUMBER = re.compile(r"\d(?:\d{0,2}(?:[.,\u00a0\u202f]\d{3})+|\d{0,6})")  # a search for one digit is fast


def explain(document: Document) -> None:
    """Add the matching rule to the removal of each block outside the body; kept blocks are unchanged.

    Set `comment_count` from a removed line such as "12 comments" if the markup does not give it.
    """
    for block in document.blocks:
        removal = block.removal
        if removal and removal.rule == OUTSIDE_BODY and (match := find_phrase(block.text)):
            block.removal = Removal(STAGE, match.rule.id, f"{removal.reason}; {match.rule.reason}")
        if removal and document.metadata.comment_count is None:
            document.metadata.comment_count = _comment_count(block)


def _comment_count(block: Block) -> int | None:
    """Return the number in a line that contains only a count of comments, or None."""
    number = _NUMBER.search(block.text) if len(block.text) <= MAX_COMMENT_LINE_CHARS else None
    if not number:
        return None
    match = find_phrase(block.text.replace(number.group(), " ", 1).strip(" ()[]:"))
    count = int(re.sub(r"\D", "", number.group()))
    return count if match and match.rule.kind == "comments" and count <= MAX_COMMENTS else None
