"""Near-duplicates: shingles of two texts, MinHash signatures of them, and the judgement on a pair.

Shingles and MinHash after Broder (1997). Tokens and hash functions are fixed for good: signatures are kept in stores.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WORDS_A_SHINGLE = 3
CHARACTERS_A_SHINGLE = 5  # in scripts without spaces
MOST_TOKENS = 20_000  # of a longer text the beginning is compared
MIN_SHINGLES = 30  # a shorter text may be a notice that every page has

BANDS = 24
# Hashes per band. Texts that share half of their shingles meet in some band 96 times in 100, a tenth of them twice.
ROWS = 3

SAME = 0.5  # of all shingles of both are shared
CONTAINED = 0.75  # of the shorter text's shingles are shared: one of the two was cut
SHORTEST_PART = 0.2  # of the longer text: less is a quotation
MIN_FIGURES = 4  # texts with at least this many numbers are compared by their numbers as well
SAME_FIGURES = 0.3  # a report on the same form with other figures (weather, markets, results) shares fewer
MIN_SUBJECT = 3  # occurrences of a word in a text that may be about it

_TOKEN = re.compile(r"\w+")
# Fixed as well, and so independent of `cleaners.text.scripts`.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_PRIME_RANDOM = np.random.Generator(np.random.PCG64(20_260_304))
_MULTIPLIERS = _PRIME_RANDOM.integers(1, 2**63, (BANDS * ROWS, 1), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _PRIME_RANDOM.integers(0, 2**63, (BANDS * ROWS, 1), dtype=np.uint64)
_SHIFT = np.uint64(32)
_PLACES = np.uint64(0x9E3779B97F4A7C15)  # odd, of the golden ratio, so that the order of words counts
_STIRRING = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))

Codes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The parts of a text that are compared: hashes of its shingles, its figures, and the count of each word."""

    shingles: frozenset[int]  # 64 bits
    figures: frozenset[str]
    words: Mapping[str, int]  # empty in scripts without spaces


def bands(text: str) -> tuple[int, ...]:
    """Return the BANDS keys (63 bits) of a text's MinHash signature: similar texts share at least one.

    Return none for a text with fewer than MIN_SHINGLES. This is the costly part of the search: do it where pages are
    cleaned.
    """
    hashes = np.unique(_shingles(_Tokens(text)))
    if len(hashes) < MIN_SHINGLES:
        return ()
    signature = ((hashes * _MULTIPLIERS + _OFFSETS) >> _SHIFT).min(axis=1)
    return tuple(_hash(f"{number}:{row.tolist()}") >> 1 for number, row in enumerate(signature.reshape(BANDS, ROWS)))


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text; letter case, punctuation and width of characters make no difference."""
    tokens = _Tokens(text)
    words = Counter(word for word in tokens.words if word.isalpha() and not tokens.is_unspaced)
    return Fingerprint(frozenset(_shingles(tokens).tolist()), frozenset(_FIGURE.findall(tokens.plain)), words)


class _Tokens:
    """A text without case and width of characters, and its words.

    The splitting is fixed for good and differs from `cleaners.text.words`: the bands that it leads to are kept in
    stores, and a text that is split in another way would not meet its earlier copies.
    """

    def __init__(self, text: str) -> None:
        whole = text.encode("utf-8", "replace").decode()  # half a character has no code to be hashed
        self.plain = unicodedata.normalize("NFKC", whole).casefold()
        self.words = _TOKEN.findall(self.plain)[:MOST_TOKENS]
        unspaced = 0 if self.plain.isascii() else len(_UNSPACED.findall(self.plain))
        self.is_unspaced = unspaced * 3 > sum(map(len, self.words))


def _shingles(tokens: _Tokens) -> Codes:
    """Hash every run of words, or of characters in scripts without spaces."""
    if tokens.is_unspaced:
        characters = "".join(tokens.words)[:MOST_TOKENS]
        return _runs(np.fromiter(map(ord, characters), np.uint64), CHARACTERS_A_SHINGLE)
    return _runs(np.fromiter(map(crc32, map(str.encode, tokens.words)), np.uint64), WORDS_A_SHINGLE)


def _runs(codes: Codes, size: int) -> Codes:
    """Hash every run of `size` codes: a polynomial, its bits mixed as MurmurHash3 ends (Appleby, 2011)."""
    count = max(0, len(codes) - size + 1)
    found = np.zeros(count, np.uint64)
    for place in range(size):
        found = found * _PLACES + codes[place : place + count]
    for factor in _STIRRING:
        found = (found ^ (found >> np.uint64(33))) * factor
    return found ^ (found >> np.uint64(33))


def is_same_story(one: Fingerprint, other: Fingerprint) -> bool:
    """Return True if two texts are the same story: edited, updated, with another agency line, or cut."""
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
    """Return True if the texts differ in subject only: the results of two towns, or of two teams.

    Then one repeats a word that the other lacks, and the other repeats a word that the one lacks equally often. Two
    spellings of a word (Kyiv and Kiev) begin alike and are not two subjects.
    """
    ours = [(count, word) for word, count in one.words.items() if count >= MIN_SUBJECT and word not in other.words]
    theirs = {(n, word[0]) for word, n in other.words.items() if n >= MIN_SUBJECT and word not in one.words}
    return any(count == n and word[0] != initial for count, word in ours for n, initial in theirs)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
