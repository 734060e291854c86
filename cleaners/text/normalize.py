"""Normalise one line of text for comparison, and recognise cut-off, quoted and doubled lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_CURLY_APOSTROPHES = "’‘ʼ`´"
_APOSTROPHES = _CURLY_APOSTROPHES + "'"
_ASCII_APOSTROPHES = b"`'"
# For `bytes.translate`: a space for each character outside words.
_ASCII_WORDS = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
ELLIPSES = ("...", "…", "[…]", "[...]", ". . .", "(…)")
OPENING_QUOTES = "\"“„«»‚‘'”「『"


class _KeyTable(dict[int, int | str | None]):
    """A table for `str.translate` that makes keys of decomposed text; entries are added as characters occur.

    It removes non-spacing marks and apostrophes, folds case, and has a space for each character outside words.
    """

    def __missing__(self, code: int) -> int | str | None:
        character = chr(code)
        if character in _APOSTROPHES or unicodedata.category(character) == "Mn":
            self[code] = None
        else:
            key = _NOT_WORD.sub(" ", character.casefold())
            self[code] = code if key == character else key
        return self[code]


_KEYS = _KeyTable()
_FREQUENT_SIGNS = "“”–—…\u00a0"  # outside words, and frequent in texts that otherwise are ASCII
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark


def fold_space(text: str) -> str:
    """Return the text with every run of white space as one space and none at the ends."""
    return _SPACE.sub(" ", text).strip()


def straighten(text: str) -> str:
    """Return the text with white space folded and all apostrophes straight."""
    text = " ".join(text.split())
    if text.isascii():
        return text.replace("`", "'")
    for mark in _CURLY_APOSTROPHES:
        if mark in text:
            text = text.replace(mark, "'")
    return text


@lru_cache(maxsize=4096)  # several stages normalise the same lines of a page
def normalise(text: str) -> str:
    """Return the words of a text without case, accents and punctuation, so that lines that read alike are equal.

    The result is a key, and must never change, because stores keep hashes of it. Do not count words in it: it cuts
    Hindi words at their vowel signs, and leaves a Chinese line in one piece.
    """
    if not text.isascii():
        for sign in _FREQUENT_SIGNS:
            text = text.replace(sign, " ") if sign in text else text
        text = text.replace("’", "")
    if text.isascii():  # bytes take a tenth of the time
        return " ".join(text.lower().encode().translate(_ASCII_WORDS, _ASCII_APOSTROPHES).decode().split())
    return " ".join(unicodedata.normalize("NFKD", text.replace("ı", "i")).translate(_KEYS).split())


def first_word(text: str) -> str:
    """Return the first word of the normalised text; "" if only normalising the whole text can tell.

    Most lines already differ from a phrase in the first word, so that the rest of them need not be normalised.
    """
    words = text.split(maxsplit=1)
    if not words:
        return ""
    word = words[0]
    return word.lower() if word.isascii() and word.isalnum() else normalise(word).partition(" ")[0]


def without(characters: str, text: str) -> str:
    """Return the text without these characters. Most texts have none, so this is ten times as fast as a pattern."""
    for character in characters:
        if character in text:
            text = text.replace(character, "")
    return text


def fold_visible(text: str) -> str:
    """Return a text with each run of white space as one space, without characters that only control line breaks."""
    return " ".join((text if text.isascii() else without(_INVISIBLE, text)).split())


def is_cut_off(text: str) -> bool:
    """Return True if the text ends in an ellipsis, as teasers do."""
    return text.rstrip().endswith(ELLIPSES)


def is_quoted(text: str) -> bool:
    """Return True if the line opens with a quotation mark, so that its words are a person's, not the site's."""
    return text.lstrip()[:1] in OPENING_QUOTES and bool(text.strip())


def is_doubled(text: str) -> bool:
    """Return True if the line is one text written twice, as banners in plain-text pages are."""
    joined = normalise(text).replace(" ", "")
    half, odd = divmod(len(joined), 2)
    return not odd and half >= 4 and joined[:half] == joined[half:]
