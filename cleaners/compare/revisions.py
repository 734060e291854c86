"""Changes of an article between two fetches: a test for a new revision, and the paragraphs that differ."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from cleaners.record import Record

MIN_CHANGED_WORDS = 3  # gained and lost together: fewer may be a corrected misprint
# A shorter line may be a counter, "5 minutes ago" or a teaser that the cleaner left.
MIN_PARAGRAPH_WORDS = 8

# In scripts without spaces, each character counts as a word.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

Sign = Literal["=", "-", "+"]


def is_revised(old: Record, new: Record, min_words: int = MIN_CHANGED_WORDS) -> bool:
    """Return True if the headline changed, or the text by at least `min_words` words or by a figure.

    Letter case, punctuation, spacing and the order of paragraphs make no difference. A title that only one of the
    records has does not count as changed.
    """
    if old["title"] and new["title"] and words(old["title"]) != words(new["title"]):
        return True
    before, after = _told(old), _told(new)
    gained, lost = after - before, before - after
    has_figure = any(word.isdecimal() for word in (*gained, *lost))
    return has_figure or gained.total() + lost.total() >= max(1, min_words)


def words(text: str) -> list[str]:
    """Return the words of a text, normalised for comparison."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def paragraph_diff(old: Record, new: Record) -> Iterator[tuple[Sign, str]]:
    """Yield the paragraphs of both records in order: unchanged (=), removed (-) and added (+)."""
    before, after = ([block["text"] for block in record["blocks"]] for record in (old, new))
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield from (("=", text) for text in before[start:end])
        else:
            yield from (("-", text) for text in before[start:end])
            yield from (("+", text) for text in after[new_start:new_end])


def _told(record: Record) -> Counter[str]:
    told: Counter[str] = Counter()
    for block in record["blocks"]:
        found = words(block["text"])
        if len(found) >= MIN_PARAGRAPH_WORDS:
            told.update(found)
    return told
