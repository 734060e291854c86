"""Find counters below the text, such as "Views: 1,482" and "Rating: 4.2 (votes: 17)", in any language.

On labelled pages, 377 lines of this shape below the last sentence were clutter, 17 debatable and 3 of the story; above
it they were figures of the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cleaners.document import Block
from cleaners.groups.spans import LONG
from cleaners.text.sentences import ends_sentence

MAX_COUNTERS = 3  # more of them are a list of data
_COUNTER = re.compile(
    r"[^\W\d_][^\d:：.]{1,30}\s?[:：]\s?\d[\d.,\s/()%]*(?:[^\d\s]{1,8})?(?:\s?\([^\d]{1,20}\d+[^\d\s]*\))?"
)


def find_counters(blocks: Sequence[Block]) -> list[Block]:
    """Return the kept lines behind the last sentence of the text that are a label with a number."""
    kept = [block for block in blocks if block.removal is None]
    below = [*takewhile(lambda block: not _is_text(block), reversed(kept))]
    found = [block for block in below if block.type == "paragraph" and _COUNTER.fullmatch(block.text)]
    return found if len(found) <= MAX_COUNTERS and len(below) < len(kept) else []


def _is_text(block: Block) -> bool:
    return block.words >= LONG or ends_sentence(block.text)
