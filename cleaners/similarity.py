"""How much two texts are the same: shingles, MinHash signatures of them, and the judgement on a pair.

Shingles and MinHash after Broder (1997). The hash functions are fixed for good: signatures are kept in stores.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

WORDS_A_SHINGLE = 3
CHARACTERS_A_SHINGLE = 5  # in scripts without spaces
MOST_TOKENS = 20_000  # what is longer is compared by its beginning
MIN_SHINGLES = 30  # a shorter text has too little to tell a story from a notice that every page carries

BANDS = 24
ROWS = 3  # hashes a band: texts that share half of their shingles meet in some band 96 times in 100, a tenth of them 2

SAME = 0.5  # of all shingles of both are shared
CONTAINED = 0.75  # of the shorter text's shingles are shared: one of the two was cut
SHORTEST_PART = 0.2  # of the longer text: less is a quotation
MIN_FIGURES = 4  # from so many numbers on, they are compared by themselves
SAME_FIGURES = 0.3  # a report on the same form with other figures (weather, markets, results) shares fewer
MIN_SUBJECT = 3  # times a word stands in a text that may be about it

_TOKEN = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_PRIME_RANDOM = np.random.Generator(np.random.PCG64(20_260_304))
_MULTIPLIERS = _PRIME_RANDOM.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _PRIME_RANDOM.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a text is compared: the hashes of its shingles, its figures, and how often it has each word."""

    shingles: frozenset[int]  # 64 bits
    figures: frozenset[str]
    words: Mapping[str, int]  # none of a script without spaces

    @property
    def is_telling(self) -> bool:
        """Whether the text is long and varied enough to be compared at all."""
        return len(self.shingles) >= MIN_SHINGLES


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text; letter case, punctuation and width of characters make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    unspaced = len(_UNSPACED.findall(plain))
    words = _TOKEN.findall(plain)[:MOST_TOKENS]
    if unspaced * 3 > sum(map(len, words)):
        tokens, size, counts = list("".join(words)[:MOST_TOKENS]), CHARACTERS_A_SHINGLE, Counter[str]()
    else:
        tokens, size, counts = words, WORDS_A_SHINGLE, Counter(word for word in words if word.isalpha())
    shingles = ("\0".join(tokens[start : start + size]) for start in range(len(tokens) - size + 1))
    return Fingerprint(frozenset(map(_hash, shingles)), frozenset(_FIGURE.findall(plain)), counts)


def bands(text: Fingerprint) -> list[int]:
    """Return the BANDS keys (63 bits) of a text's MinHash signature: similar texts share at least one.

    None for a text that tells too little.
    """
    if not text.is_telling:
        return []
    hashes = np.fromiter(text.shingles, dtype=np.uint64, count=len(text.shingles))
    signature = np.array([((hashes * a + b) >> _SHIFT).min() for a, b in zip(_MULTIPLIERS, _OFFSETS, strict=True)])
    rows = signature.reshape(BANDS, ROWS)
    return [_hash(f"{number}:{row.tolist()}") >> 1 for number, row in enumerate(rows)]


def is_same_story(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two texts are the same story: edited, updated, with another agency line, or cut."""
    shorter, longer = sorted((len(one.shingles), len(other.shingles)))
    if shorter < MIN_SHINGLES:
        return False
    shared = len(one.shingles & other.shingles)
    is_same = shared >= SAME * (shorter + longer - shared)
    is_cut = shared >= CONTAINED * shorter and shorter >= SHORTEST_PART * longer
    return (is_same or is_cut) and _figures_agree(one.figures, other.figures) and not _is_same_form(one, other)


def _figures_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer = min(len(one), len(other))
    return fewer < MIN_FIGURES or len(one & other) >= SAME_FIGURES * fewer


def _is_same_form(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether one text has another subject in the place of the other's: the results of two towns, of two teams.

    A word that one repeats and the other never has, for one that the other repeats as often. Two spellings of a word
    (Kyiv and Kiev) are no two subjects: they begin alike.
    """
    ours = [(count, word) for word, count in one.words.items() if count >= MIN_SUBJECT and word not in other.words]
    theirs = {(n, word[0]) for word, n in other.words.items() if n >= MIN_SUBJECT and word not in one.words}
    return any(count == n and word[0] != initial for count, word in ours for n, initial in theirs)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
