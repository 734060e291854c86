"""Split texts into the tokens of the search index.

Both databases get tokens that are split and folded here, so that a query finds the same articles in both. A token is
a word without case and diacritics: "Müller's" is `muller` and `s`. Scripts whose words are not separated by spaces,
and Korean, whose words have particles attached, are indexed by overlapping pairs of characters: "東京都" is `東京`,
`京都` and `都`. A query of two or more such characters is a phrase of pairs, and finds them anywhere in a run.

If these rules change, the store needs a new version, because the index holds the tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from cleaners.text.character_classes import HANGUL, IDEOGRAPHS, MARKS, UNSPACED

MAX_TOKENS = 16_000  # per article; PostgreSQL cannot tell positions above 16,383 apart
MAX_TOKEN_CHARACTERS = 60  # more than any word has; a longer run of letters is cut
MAX_BYTES = 800_000  # for the tokens of an article, because PostgreSQL refuses a tsvector of 1 MB

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # inside a word: soft hyphens, joiners, directions
_PAIRED = f"{IDEOGRAPHS}{UNSPACED}{HANGUL}"
_LETTER = rf"[^\W_{_PAIRED}]"
_WORD = re.compile(rf"{_LETTER}++(?:[{MARKS}{_INVISIBLE}]++{_LETTER}*+)*+")
_RUN = re.compile(rf"(?P<paired>[{_PAIRED}][{_PAIRED}{_INVISIBLE}]*)|{_WORD.pattern}")
_PAIRED_CHARACTER = re.compile(f"[{_PAIRED}]")
_OTHER_SYMBOL = re.compile(rf"[^\x00-\x7f\w{MARKS}{_INVISIBLE}]+")
_ASCII = re.compile(r"[\x00-\x7f]+")
_ASCII_RUN = re.compile(r"[a-z0-9]+")
# Makes ASCII letters small and ASCII symbols spaces; bytes of other characters stay.
_ASCII_TABLE = bytes(byte if byte > 127 or chr(byte).isalnum() else ord(" ") for byte in bytes(range(256)).lower())
_FOLDED_RUN = re.compile(rf"{_LETTER}++(?:[{MARKS}]++{_LETTER}*+)*+")
# Accents of Latin, Greek and Cyrillic; vowel points of Hebrew and Arabic; the Arabic stretching stroke. Vowel signs of
# Indic scripts stay, because they distinguish words.
_DIACRITICS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_DROPPED = re.compile(f"[{_INVISIBLE}]")
# Letters that Unicode does not decompose, and Persian forms of Arabic letters.
_FOLDED_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŧ": "t",
     "ک": "ك", "ی": "ي", "ى": "ي"}
)  # fmt: skip


class Token(NamedTuple):
    """A token, and the place of its word in the text."""

    word: str
    start: int
    end: int


class Run(NamedTuple):
    """The tokens of a word, or of a run of characters in a script that is indexed by pairs."""

    tokens: tuple[Token, ...]
    is_paired: bool


def composed(text: str) -> str:
    """Return a text in the form to which the positions of tokens refer; it looks the same."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def runs(text: str) -> Iterator[Run]:
    """Yield the words of a composed text with their tokens, in order."""
    if text.isascii():
        for match in _ASCII_RUN.finditer(text.lower()):
            yield Run((Token(match[0][:MAX_TOKEN_CHARACTERS], *match.span()),), is_paired=False)
        return
    for match in _RUN.finditer(text):
        if match["paired"]:
            yield Run(tuple(_pairs(match[0], match.start())), is_paired=True)
        else:
            yield Run(tuple(Token(word, *match.span()) for word in _folded(match[0])), is_paired=False)


def plain_words(text: str) -> list[str]:
    """Return the words of a text in lower case with their diacritics, except in scripts that are indexed by pairs.

    The list must not be changed, because it may be a cached one.
    """
    pieces = _pieces(text)
    return pieces if _are_ascii(pieces) else list(chain.from_iterable(map(_plain, pieces)))


def folded(word: str) -> str:
    """Return a word without case and diacritics, as one token."""
    return word if word.isascii() else "".join(_FOLDED_RUN.findall(_fold(word)))


def words(text: str) -> list[str]:
    """Return the tokens of a text as the index holds them, within the bounds on number and size.

    They are the tokens of `runs`, without places: folding the whole text at once takes a tenth of the time.
    """
    found = _words(composed(text))[:MAX_TOKENS]
    while len(" ".join(found).encode()) > MAX_BYTES:
        found = found[: len(found) // 2]
    return found


def _words(text: str) -> list[str]:
    if _PAIRED_CHARACTER.search(_ASCII.sub("", text)):
        return [word for match in _RUN.finditer(text) for word in _words_of(match)]
    pieces = _pieces(text)
    if _are_ascii(pieces) and max(map(len, pieces), default=0) <= MAX_TOKEN_CHARACTERS:
        return pieces
    return list(chain.from_iterable(map(_folded, pieces)))


@lru_cache(maxsize=2)
def _pieces(text: str) -> list[str]:
    """Return the parts of a text between symbols, with ASCII letters in lower case; the list must not be changed.

    The results for the last headline and text are kept, because an article's words and stems are asked for in turn.
    """
    text = composed(text)
    has_other_words = bool(_OTHER_SYMBOL.sub("", _ASCII.sub("", text)))
    # Encoded, because tables work on bytes and on ASCII several times as fast as patterns do.
    encoded = _OTHER_SYMBOL.sub(" ", text).encode() if has_other_words else text.encode("ascii", "replace")
    return encoded.translate(_ASCII_TABLE).decode().split()


def _are_ascii(pieces: list[str]) -> bool:
    return all(map(str.isascii, pieces))


@lru_cache(maxsize=50_000)
def _plain(piece: str) -> tuple[str, ...]:
    """Return the words of a part without symbols, in lower case."""
    if piece.isascii():
        return (piece,)
    found: list[str] = _WORD.findall(piece.lower())  # without symbols: a Greek sigma before one ends the word
    return tuple(_DROPPED.sub("", word) for word in found)


def _words_of(match: re.Match[str]) -> Sequence[str]:
    if not match["paired"]:
        return _folded(match[0])
    visible = _DROPPED.sub("", match[0])
    return [*map("".join, pairwise(visible)), visible[-1]]


def _pairs(run: str, start: int) -> Iterator[Token]:
    """Yield each pair of neighbouring characters, and the last character alone."""
    visible = [(character, start + place) for place, character in enumerate(run) if character not in _INVISIBLE]
    for (first, begin), (second, end) in pairwise(visible):
        yield Token(first + second, begin, end + 1)
    last, place = visible[-1]
    yield Token(last, place, place + 1)


@lru_cache(maxsize=50_000)
def _folded(word: str) -> tuple[str, ...]:
    """Return the tokens of a word; a character that decomposes, such as a fraction, gives several."""
    if word.isascii():
        return (word.lower()[:MAX_TOKEN_CHARACTERS],)
    return tuple(found[:MAX_TOKEN_CHARACTERS] for found in _FOLDED_RUN.findall(_fold(word)))


def _fold(text: str) -> str:
    """Return a text without case and diacritics."""
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", text)).casefold()
    plain = unicodedata.normalize("NFKD", plain)  # case folding can add an accent: İ
    return unicodedata.normalize("NFC", _DIACRITICS.sub("", plain).translate(_FOLDED_LETTERS))
