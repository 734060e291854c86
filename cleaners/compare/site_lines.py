"""Site lines: the fingerprints of an article's lines, and the rule for how often a site must repeat a line."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping

from cleaners.record import Record
from cleaners.removal import RemovingStage
from cleaners.text.normalize import is_quoted, normalise
from cleaners.text.words import count_words

# By the fingerprint of a line: the number of other pages of the site that have it, and of other pages seen.
SiteLineCounts = Mapping[str, tuple[int, int]]

STAGE: RemovingStage = "site_lines"
TYPES = frozenset({"paragraph", "heading", "list_item"})  # a quotation or a table row is never a site line
MIN_WORDS = 3  # a shorter line is a heading, a label or a greeting
MAX_WORDS = 80  # a longer line is running text, which repeats if a story is told twice
MAX_LINES = 60  # lines counted per article, half of them from each end, where site lines are
MIN_PAGES = 3  # pages of the site that must have the line
# Share of the site's pages that must have the line, by the lower end of its 95 % interval: three of three pages are
# 0.44, ten of twenty 0.30, 34 of 40 0.71. A series, a desk's disclaimer or a much-used phrase stays below it.
MIN_SHARE = 0.25
MIN_INNER_SHARE = 0.6  # MIN_SHARE for a line within the running text
_Z = 1.96  # quantile of the normal distribution for 95 %


def line_fingerprint(text: str) -> str:
    """Return the fingerprint of a line: 16 hexadecimal digits that do not depend on case, accents and punctuation."""
    return hashlib.blake2b(normalise(text).encode(), digest_size=8).hexdigest()


def is_countable(text: str, block_type: str = "paragraph") -> bool:
    """Return True if a line of this type of block may be a site line."""
    return block_type in TYPES and MIN_WORDS <= count_words(text) <= MAX_WORDS and not is_quoted(text)


def countable_lines(record: Record) -> dict[str, str]:
    """Return the lines of a record that a site may repeat, by fingerprint, at most MAX_LINES.

    They are the lines that the stage `site_lines` removed and those of the text. Removed lines come first.
    """
    return dict([*removed_lines(record).items(), *kept_lines(record).items()][:MAX_LINES])


def kept_lines(record: Record) -> dict[str, str]:
    """Return the lines of the text that may be site lines, by fingerprint; for a long text, those at both ends."""
    lines = [block["text"] for block in record["blocks"] if is_countable(block["text"], block["type"])]
    return {line_fingerprint(line): line for line in _from_both_ends(lines)}


def removed_lines(record: Record) -> dict[str, str]:
    """Return the lines that the stage `site_lines` removed, by fingerprint."""
    texts = (removal["text"] for removal in record["removed"] if removal["stage"] == STAGE)
    return {line_fingerprint(text): text for text in texts}


def wilson_lower_bound(pages: int, seen: int) -> float:
    """Return the lower end of Wilson's 95 % interval of the share `pages` / `seen`, 0 to 1."""
    if not seen:
        return 0.0
    share, spread = pages / seen, _Z * _Z / seen
    middle = share + spread / 2
    return (middle - _Z * math.sqrt((share * (1 - share) + spread / 4) / seen)) / (1 + spread)


def is_repeated(pages: int, seen: int, min_share: float = MIN_SHARE) -> bool:
    """Return True if a line that is on `pages` of `seen` pages is a site line."""
    return pages >= MIN_PAGES and wilson_lower_bound(pages, seen) >= min_share


def _from_both_ends(lines: list[str]) -> Iterable[str]:
    half = MAX_LINES // 2
    return lines if len(lines) <= MAX_LINES else [*lines[:half], *lines[-half:]]
