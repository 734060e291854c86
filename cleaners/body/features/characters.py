"""Counts of characters and words in many short texts at once, vectorised with numpy.

All texts are joined, and one table look-up gives each character a bit set of its classes, such as SPACE or DIGIT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.text.words import IDEOGRAPH, UNSPACED_CHARACTER, UNSPACED_WORD_CHARS

Counts = NDArray[np.int64]
Bits = NDArray[np.uint16]

# Classes of characters, one bit each. KNOWN marks a filled entry of the table.
KNOWN, SPACE, WORD, UPPER, DIGIT, WIDE, UNSPACED_BIT, COMMA, END = (1 << bit for bit in range(9))
SAMPLE = 80  # characters at the beginning of a text, where capitals and digits are counted
_COMMAS = ",،、，"
_ENDS = ".!?。！？।؟"

# Classes by code point. An entry is filled when its character first occurs.
_table: Bits = np.zeros(0x110000, np.uint16)


@dataclass(frozen=True, slots=True)
class TextCounts:
    """Arrays of counts, one number per text."""

    words: Counts  # the same numbers that `count_words` gives
    commas: Counts
    inner_ends: Counts  # marks that end a sentence, without the text's last character
    heads: Counts  # stretches between spaces that begin in the sample
    capital_heads: Counts  # heads that begin with a capital
    capitals: Counts  # in the sample
    digits: Counts  # in the sample


def count_characters(texts: Sequence[str]) -> TextCounts:
    """Count words and classes of characters in each text."""
    return _compiled_counts(texts) if native.in_use() else _counts(texts)


def _compiled_counts(texts: Sequence[str]) -> TextCounts:
    counts = np.empty((len(fields(TextCounts)), len(texts)), np.int64)
    native.words.count_characters(texts, _table, _fill, SAMPLE, UNSPACED_WORD_CHARS, counts)
    return TextCounts(*counts)


def _counts(texts: Sequence[str]) -> TextCounts:
    sizes = np.array([len(text) + 1 for text in texts])  # with the space that follows each text
    joined = " ".join([*texts, ""])
    bits = _look_up(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32))
    text_index = np.repeat(np.arange(len(texts)), sizes)
    place = np.arange(len(bits)) - np.repeat(np.cumsum(sizes) - sizes, sizes)  # of each character in its text
    in_sample = place < SAMPLE

    def per_text(marked: NDArray[np.bool_]) -> Counts:
        return np.bincount(text_index[marked], minlength=len(texts))

    is_last = place == np.repeat(sizes - 2, sizes)
    heads = _follow_gap(bits & SPACE != 0) & in_sample
    capitals = (bits & UPPER != 0) & in_sample
    spaced, wide, unspaced = _word_starts(bits), bits & WIDE != 0, bits & UNSPACED_BIT != 0
    return TextCounts(
        words=per_text(spaced) + per_text(wide) - -per_text(unspaced) // UNSPACED_WORD_CHARS,
        commas=per_text(bits & COMMA != 0),
        inner_ends=per_text((bits & END != 0) & ~is_last),
        heads=per_text(heads),
        capital_heads=per_text(heads & capitals),
        capitals=per_text(capitals),
        digits=per_text((bits & DIGIT != 0) & in_sample),
    )


def _follow_gap(is_gap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the characters outside gaps that follow a gap or are the very first."""
    starts: NDArray[np.bool_] = ~is_gap & np.concatenate([[True], is_gap[:-1]])
    return starts


def _word_starts(bits: Bits) -> NDArray[np.bool_]:
    """Mark the first character of each word of scripts with spaces: a stretch between gaps with a letter or digit."""
    is_gap = bits & (SPACE | WIDE | UNSPACED_BIT) != 0
    starts = np.flatnonzero(_follow_gap(is_gap))
    word_starts = np.zeros(len(bits), bool)
    if len(starts):
        word_starts[starts] = np.logical_or.reduceat((bits & WORD != 0) & ~is_gap, starts)
    return word_starts


def _look_up(codes: NDArray[np.uint32]) -> Bits:
    """Return the classes of each character as bits, and fill the table for new characters."""
    bits = _table[codes]
    if not bits.all():
        for code in np.unique(codes[bits == 0]).tolist():
            _fill(chr(code))
        bits = _table[codes]
    return bits


def _fill(character: str) -> int:
    """Set and return the classes of a character."""
    _table[ord(character)] = bits = _bits(character)
    return bits


def _bits(character: str) -> int:
    classes = {
        SPACE: character.isspace(),
        WORD: character.isalnum() or character == "_",
        UPPER: character.isupper(),
        DIGIT: character.isdigit(),
        WIDE: IDEOGRAPH.match(character) is not None,
        UNSPACED_BIT: UNSPACED_CHARACTER.match(character) is not None,
        COMMA: character in _COMMAS,
        END: character in _ENDS,
    }
    return KNOWN | sum(bit for bit, belongs in classes.items() if belongs)
