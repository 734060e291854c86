"""Stage: say by which rule of the phrase packs a block outside the body is clutter, and count the comments."""

from __future__ import annotations

import re

from cleaners.document import Block, Document, Removal
from cleaners.rules import find_phrase

OUTSIDE = "outside_body"
STAGE = "clutter"  # whose rules they are
MAX_COMMENTS_CHARS = 40
MAX_COMMENTS = 1_000_000  # a greater number is none of comments
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+|\d{1,7}")


def explain(document: Document) -> None:
    """Name the pack's rule in the removal of each block that it knows; what is kept stays as it is.

    Sets `comment_count` where a line such as "12 comments" says it and the page's markup did not.
    """
    for block in document.blocks:
        removal = block.removal
        if removal and removal.rule == OUTSIDE and (match := find_phrase(block.text)):
            block.removal = Removal(STAGE, match.rule.id, f"{removal.reason}; a line of {match.rule.kind} on any page")
        if removal and document.metadata.comment_count is None:
            document.metadata.comment_count = _comments(block)


def _comments(block: Block) -> int | None:
    """The number in a line that says nothing but how many comments there are."""
    number = _NUMBER.search(block.text) if len(block.text) <= MAX_COMMENTS_CHARS else None
    if not number:
        return None
    match = find_phrase(block.text.replace(number.group(), " ", 1).strip(" ()[]:"))
    count = int(re.sub(r"\D", "", number.group()))
    return count if match and match.rule.kind == "comments" and count <= MAX_COMMENTS else None
