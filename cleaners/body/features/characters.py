"""Counts of characters and words in many short texts at once, by one look-up of all their characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.text.words import IDEOGRAPH, UNSPACED_CHARACTER, UNSPACED_WORD_CHARS

Counts = NDArray[np.int64]
Bits = NDArray[np.uint16]

KNOWN, SPACE, WORD, UPPER, DIGIT, WIDE, UNSPACED_BIT, COMMA, END = (1 << bit for bit in range(9))
SAMPLE = 80  # first characters of a text, from which the shares of capitals and digits are taken
_COMMAS = ",،、，"
_ENDS = ".!?。！？।؟"

_classes: Bits = np.zeros(0x110000, np.uint16)  # by code point, filled as characters are met


@dataclass(frozen=True, slots=True)
class Counted:
    """Arrays of counts, one number per text."""

    words: Counts  # the same numbers that `count_words` gives
    commas: Counts
    inner_ends: Counts  # marks that end a sentence, the text's last character left out
    heads: Counts  # words that begin in the sample
    capital_heads: Counts  # those of them that begin with a capital
    capitals: Counts  # in the sample
    digits: Counts  # in the sample


def count(texts: Sequence[str]) -> Counted:
    """Count words and characters of texts."""
    sizes = np.array([len(text) + 1 for text in texts])
    joined = " ".join([*texts, ""])
    found = _look_up(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32))
    text_of = np.repeat(np.arange(len(texts)), sizes)
    place = np.arange(len(found)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    in_sample = place < SAMPLE

    def number(of: NDArray[np.bool_]) -> Counts:
        return np.bincount(text_of[of], minlength=len(texts))

    is_last = place == np.repeat(sizes - 2, sizes)
    starts = _starts(found & SPACE != 0) & in_sample
    capitals = (found & UPPER != 0) & in_sample
    spaced, wide, unspaced = _words(found), found & WIDE != 0, found & UNSPACED_BIT != 0
    return Counted(
        words=number(spaced) + number(wide) - -number(unspaced) // UNSPACED_WORD_CHARS,
        commas=number(found & COMMA != 0),
        inner_ends=number((found & END != 0) & ~is_last),
        heads=number(starts),
        capital_heads=number(starts & capitals),
        capitals=number(capitals),
        digits=number((found & DIGIT != 0) & in_sample),
    )


def _starts(is_gap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the characters that follow a gap or are the very first."""
    starts: NDArray[np.bool_] = ~is_gap & np.concatenate([[True], is_gap[:-1]])
    return starts


def _words(found: Bits) -> NDArray[np.bool_]:
    """Mark the first character of each stretch between gaps that has a letter or digit."""
    is_gap = found & (SPACE | WIDE | UNSPACED_BIT) != 0
    starts = np.flatnonzero(_starts(is_gap))
    words = np.zeros(len(found), bool)
    if len(starts):
        words[starts] = np.logical_or.reduceat((found & WORD != 0) & ~is_gap, starts)
    return words


def _look_up(codes: NDArray[np.uint32]) -> Bits:
    """Return the bits of each character."""
    found = _classes[codes]
    if not found.all():
        for code in np.unique(codes[found == 0]).tolist():
            _classes[code] = _bits(chr(code))
        found = _classes[codes]
    return found


def _bits(character: str) -> int:
    holds = {
        SPACE: character.isspace(),
        WORD: character.isalnum() or character == "_",
        UPPER: character.isupper(),
        DIGIT: character.isdigit(),
        WIDE: IDEOGRAPH.match(character) is not None,
        UNSPACED_BIT: UNSPACED_CHARACTER.match(character) is not None,
        COMMA: character in _COMMAS,
        END: character in _ENDS,
    }
    return KNOWN | sum(bit for bit, is_so in holds.items() if is_so)
