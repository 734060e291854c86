"""Near-duplicates: MinHash keys that find candidates, and a comparison that decides about a pair of texts.

A shingle is a run of a few words or characters. Shingles and MinHash follow Broder ("On the resemblance and containment
of documents", 1997). Tokens and hash functions must never change, because stores keep the keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaners.compare.hashing import Codes

SHINGLE_WORDS = 3
SHINGLE_CHARACTERS = 5  # in scripts without spaces
MAX_TOKENS = 20_000  # words, or characters in scripts without spaces; only the beginning of a longer text is compared
MIN_SHINGLES = 30  # a text with fewer may be a notice that every page has, and is not compared

BANDS = 24
# Hashes per band. Two texts that share half of their shingles have a band in common in 96 of 100 cases; two that share
# a tenth of them, in 2 of 100.
ROWS = 3

MIN_SHARED = 0.5  # shingles that two texts of the same story share, as a share of all their shingles
MIN_CONTAINED = 0.75  # share of the shorter text's shingles that the longer one has, if the shorter one was cut
MIN_PART = 0.2  # length of the shorter text as a share of the longer one; a smaller part is a quotation
MIN_FIGURES = 4  # texts with at least this many numbers are compared by their numbers as well
# Share of the numbers that both texts have. Reports of one form with different figures (weather, markets, results) have
# fewer in common.
MIN_SHARED_FIGURES = 0.3
MIN_SUBJECT_USES = 3  # a word that occurs this often may be the subject of a text

_TOKEN = re.compile(r"\w+")
# This must never change either, so it does not use `cleaners.text.character_classes`.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The parts of a text that are compared: hashes of its shingles, its figures, and the count of each word."""

    shingles: frozenset[int]  # hashes of 64 bits
    figures: frozenset[str]  # numbers as they are written
    words: Mapping[str, int]  # uses of each word; empty in scripts without spaces


def bands(text: str) -> tuple[int, ...]:
    """Return the BANDS keys (63 bits each) of a text's MinHash signature. Similar texts share at least one key.

    Returns no keys for a text with fewer than MIN_SHINGLES. This is the costly part of the search for near-duplicates,
    so worker processes compute it.
    """
    return tuple(_hash(f"{number}:{row.tolist()}") >> 1 for number, row in enumerate(signature(text)))


def signature(text: str) -> Codes:
    """Return the MinHash signature of a text: BANDS rows of ROWS hashes of 32 bits; no row if it is too short."""
    from cleaners.compare.hashing import least_values  # here, because it imports numpy, which most commands do not need

    hashes = _shingles(_Tokens(text))
    if len(set(hashes.tolist())) < MIN_SHINGLES:
        return hashes[:0].reshape(0, ROWS)
    return least_values(hashes).reshape(BANDS, ROWS)


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text. Case, punctuation and the width of characters make no difference."""
    tokens = _Tokens(text)
    uses = Counter(() if tokens.is_unspaced else tokens.words)
    words = {word: count for word, count in uses.items() if word.isalpha()}
    return Fingerprint(frozenset(_shingles(tokens).tolist()), frozenset(_FIGURE.findall(tokens.plain)), words)


class _Tokens:
    """A text without case and width of characters, and its words.

    The splitting must never change, and differs from `cleaners.text.words`: stores keep the keys that it leads to, and
    a text that is split differently would not be found as a duplicate of its earlier copies.
    """

    def __init__(self, text: str) -> None:
        valid_text = text.encode("utf-8", "replace").decode()  # half of a surrogate pair has no code to be hashed
        self.plain = unicodedata.normalize("NFKC", valid_text).casefold()
        self.words = _TOKEN.findall(self.plain)[:MAX_TOKENS]
        unspaced = 0 if self.plain.isascii() else len(_UNSPACED.findall(self.plain))
        self.is_unspaced = unspaced * 3 > sum(map(len, self.words))


def _shingles(tokens: _Tokens) -> Codes:
    """Hash every run of words, or of characters in scripts without spaces."""
    from cleaners.compare.hashing import hash_characters, hash_words  # here, because of numpy

    if tokens.is_unspaced:
        characters = "".join(tokens.words)[:MAX_TOKENS]
        return hash_characters(characters, SHINGLE_CHARACTERS)
    return hash_words(tokens.words, SHINGLE_WORDS)


def is_same_story(first: Fingerprint, second: Fingerprint) -> bool:
    """Return True if two texts tell the same story: one may be edited, updated, cut, or name another agency."""
    shorter, longer = sorted((len(first.shingles), len(second.shingles)))
    if shorter < MIN_SHINGLES:
        return False
    shared = len(first.shingles & second.shingles)
    is_same = shared >= MIN_SHARED * (shorter + longer - shared)
    is_cut = shared >= MIN_CONTAINED * shorter and shorter >= MIN_PART * longer
    return (is_same or is_cut) and _figures_agree(first.figures, second.figures) and not _is_same_form(first, second)


def _figures_agree(first: frozenset[str], second: frozenset[str]) -> bool:
    fewer = min(len(first), len(second))
    return fewer < MIN_FIGURES or len(first & second) >= MIN_SHARED_FIGURES * fewer


def _is_same_form(first: Fingerprint, second: Fingerprint) -> bool:
    """Return True if the texts differ only in their subject, such as the results of two towns or two teams.

    Each text then repeats a word that the other one lacks, and both do so equally often. Two spellings of a word (Kyiv
    and Kiev) begin with the same letter and are not two subjects.
    """
    in_first, in_second = _subjects(first, second), _subjects(second, first)
    return any(
        uses == other_uses and initial != other_initial
        for uses, initial in in_first
        for other_uses, other_initial in in_second
    )


def _subjects(text: Fingerprint, other_text: Fingerprint) -> set[tuple[int, str]]:
    """Return the number of uses and the initial of each word that a text repeats and the other one lacks."""
    return {
        (uses, word[0])
        for word, uses in text.words.items()
        if uses >= MIN_SUBJECT_USES and word not in other_text.words
    }


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
