"""Site lines: the fingerprints of an article's lines, and how often a line must repeat on its site."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping

from cleaners.record import Record
from cleaners.removal import RemovingStage
from cleaners.text.normalize import is_quoted, normalise
from cleaners.text.words import count_words

# By the fingerprint of a line: how many other pages of the site have it, of how many other pages seen.
SiteLineCounts = Mapping[str, tuple[int, int]]

STAGE: RemovingStage = "site_lines"
TYPES = frozenset({"paragraph", "heading", "list_item"})  # a quotation or a table row is never a line of the site
MIN_WORDS = 3  # a shorter line is a heading, a label or a greeting
MAX_WORDS = 80  # a longer line is running text, which repeats if a story is told twice
MAX_LINES = 60  # of an article, half of them from each end: site lines are there
MIN_PAGES = 3
# Least share of the site's pages, by the lower end of its 95 % interval: three of three pages are 0.44, ten of twenty
# 0.30, 34 of 40 0.71. A series, a desk's disclaimer or a much-used phrase stays below MIN_SHARE.
MIN_SHARE = 0.25
MIN_INNER_SHARE = 0.6  # for a line within the running text
_Z = 1.96  # quantile of the normal distribution for 95 %


def fingerprint(text: str) -> str:
    """Return 16 hexadecimal digits that do not depend on case, accents and punctuation."""
    return hashlib.blake2b(normalise(text).encode(), digest_size=8).hexdigest()


def is_countable(text: str, kind: str = "paragraph") -> bool:
    """Return True if a line of this type of block may be a site line."""
    return kind in TYPES and MIN_WORDS <= count_words(text) <= MAX_WORDS and not is_quoted(text)


def countable_lines(record: Record) -> dict[str, str]:
    """Return the lines of a record by fingerprint: those of its text, and those removed by the stage `site_lines`."""
    return dict([*removed_lines(record).items(), *kept_lines(record).items()][:MAX_LINES])


def kept_lines(record: Record) -> dict[str, str]:
    """Return the lines of the text that may be site lines, by fingerprint; of a long text, those at both ends."""
    texts = [block["text"] for block in record["blocks"] if is_countable(block["text"], block["type"])]
    return {fingerprint(text): text for text in _from_both_ends(texts)}


def removed_lines(record: Record) -> dict[str, str]:
    """Return the lines that the stage `site_lines` removed, by fingerprint."""
    return {fingerprint(part["text"]): part["text"] for part in record["removed"] if part["stage"] == STAGE}


def sure_share(pages: int, seen: int) -> float:
    """Return the lower end of Wilson's 95 % interval of the share `pages` / `seen`, 0 to 1."""
    if not seen:
        return 0.0
    share, spread = pages / seen, _Z * _Z / seen
    middle = share + spread / 2
    return (middle - _Z * math.sqrt((share * (1 - share) + spread / 4) / seen)) / (1 + spread)


def is_repeated(pages: int, seen: int, least: float = MIN_SHARE) -> bool:
    """Return True if a line on `pages` of the pages seen is a site line."""
    return pages >= MIN_PAGES and sure_share(pages, seen) >= least


def _from_both_ends(texts: list[str]) -> Iterable[str]:
    half = MAX_LINES // 2
    return texts if len(texts) <= MAX_LINES else [*texts[:half], *texts[-half:]]
