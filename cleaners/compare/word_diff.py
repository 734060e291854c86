"""Find the words that differ between two texts, and between the paragraphs of two revisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from cleaners.text.words import TOKEN, tokens

Sign = Literal["=", "-", "+"]
Part = tuple[Sign, str]  # a piece of a text: unchanged, removed or added

# Words between the first and the last difference, per text. The time grows with their square: 50 ms for 400 words.
MAX_WORDS = 400
MAX_PAIRS = 400  # of changed paragraphs in a row; in a longer row, only paragraphs at the same place are compared
MIN_SHARED = 0.4  # of the words of two paragraphs, for one to count as a version of the other

_PIECE = re.compile(rf"\s+|\d+(?:[.,:]\d+)+|{TOKEN.pattern}|[\s\S]")


def paragraph_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Part]]:
    """Yield the paragraphs of both texts in order, each as its parts: one part if it is unchanged, removed or added."""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            for text in before[start:end]:
                yield [("=", text)]
        else:
            yield from _replaced(before[start:end], after[new_start:new_end])


def word_changes(old: str, new: str) -> list[Part]:
    """Return the parts of two versions of a paragraph, in the order of reading."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    removed, added = before[start : len(before) - end], after[start : len(after) - end]
    parts: list[Part] = [("=", "".join(before[:start])), *_middle(removed, added)]
    return [part for part in [*parts, ("=", "".join(before[len(before) - end :]))] if part[1]]


def _middle(before: list[str], after: list[str]) -> Iterator[Part]:
    """Yield the parts of two different texts. White space between two changes is part of the change."""
    if max(len(before), len(after)) > MAX_WORDS:
        yield "-", "".join(before)
        yield "+", "".join(after)
        return
    removed = added = ""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[new_start:new_end])
        if kind == "equal" and old.strip():
            yield from _change(removed, added)
            yield "=", old
            removed = added = ""
        else:
            removed, added = removed + old, added + new
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Part]:
    yield "-", removed
    yield "+", added


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the number of equal pieces at the start."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Part]]:
    """Yield changed paragraphs: removed ones, added ones, and pairs of versions as one, with the words that differ."""
    is_short = len(before) * len(after) <= MAX_PAIRS
    counts = [Counter(tokens(text)) for text in before]
    next_old, added = 0, list[str]()
    for text in after:
        candidates = range(next_old, len(before) if is_short else min(next_old + 1, len(before)))
        partner = _closest(counts, candidates, Counter(tokens(text)))
        if partner is None:
            added.append(text)
            continue
        yield from _whole("-", before[next_old:partner])
        yield from _whole("+", added)
        yield word_changes(before[partner], text)
        next_old, added = partner + 1, []
    yield from _whole("-", before[next_old:])
    yield from _whole("+", added)


def _whole(sign: Sign, texts: Sequence[str]) -> Iterator[list[Part]]:
    for text in texts:
        yield [(sign, text)]


def _closest(counts: Sequence[Counter[str]], candidates: Sequence[int], words: Counter[str]) -> int | None:
    """Return the candidate that shares most words, if it shares enough."""
    shares = {index: _share(counts[index], words) for index in candidates}
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= MIN_SHARED else None


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of common words in both texts, 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())
