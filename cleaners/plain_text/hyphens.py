"""Join the lines of a wrapped paragraph, and the words that a hyphen at the end of a line divides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cleaners.text.character_classes import IDEOGRAPHS, UNSPACED

SURE_HYPHENS = ("\N{SOFT HYPHEN}", "\N{NOT SIGN}")  # programs that read scans write the second one
HYPHENS = ("-", "\N{HYPHEN}")
MIN_DIVIDED = 2  # words; a single one may be a compound such as "long-term"
MIN_SHARE = 0.05  # of the lines with another below them; compounds alone stay below it
# Characters of scripts without spaces, and their punctuation.
_UNSPACED = re.compile(rf"[{IDEOGRAPHS}{UNSPACED}\u3000-\u303f\uff00-\uff65]")
# Words after a hyphen that stands for the second half of a compound, as in "Vor- und Nachteile".
_CONJUNCTIONS = frozenset(
    ("und", "oder", "bis", "bzw.", "sowie", "and", "or", "to", "et", "ou", "y", "e", "o", "i", "og", "och", "en", "of")
)


def has_divided_words(groups: Iterable[Sequence[str]]) -> bool:
    """Return True if words are divided at the ends of lines. A group is a run of lines without a blank one."""
    pairs = [pair for group in groups for pair in pairwise(group)]
    divided = sum(_is_divided(before, line) for before, line in pairs)
    return divided >= MIN_DIVIDED and divided >= MIN_SHARE * len(pairs)


def joined(lines: Sequence[str], *, are_divided: bool) -> str:
    """Return the lines of a paragraph as one, with divided words put together if the text has any."""
    pieces = [lines[0]]
    for line in lines[1:]:
        before, following = pieces[-1], line.lstrip()
        if before.endswith(SURE_HYPHENS) or (are_divided and _is_divided(before, line)):
            pieces[-1] = before[:-1]
        elif not (_UNSPACED.match(before[-1:]) and _UNSPACED.match(following)):
            pieces.append(" ")
        pieces.append(following)
    return "".join(pieces)


def _is_divided(before: str, line: str) -> bool:
    if not before.endswith(HYPHENS) or not before[-2:-1].isalpha():
        return before.endswith(SURE_HYPHENS)
    following = line.split(maxsplit=1)[0]
    return following[0].islower() and following not in _CONJUNCTIONS
