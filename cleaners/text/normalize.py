"""What one line of text looks like: folded, compared, cut off, quoted; the same for markup and plain text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")
_SITE_SUFFIX = re.compile(r"\s+[|–—·•»-]\s+[^|–—·•»]{2,40}$")
_APOSTROPHE_MARKS = "’‘ʼ`´"
_NO_LETTERS = _APOSTROPHE_MARKS + "'"
_CUT_OFF = ("...", "…", "[…]", "[...]", ". . .", "(…)")


class _WithoutAccents(dict[int, int | None]):
    """For `str.translate`: every character as it is, but non-spacing marks; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) == "Mn" else code
        return self[code]


_WITHOUT_ACCENTS = _WithoutAccents()


def fold_space(text: str) -> str:
    """The text with every run of white space as one space and none at the ends."""
    return _SPACE.sub(" ", text).strip()


def straighten(text: str) -> str:
    """The text with white space folded and every apostrophe straight."""
    text = " ".join(text.split())
    for mark in _APOSTROPHE_MARKS:
        text = text.replace(mark, "'")
    return text


@lru_cache(maxsize=4096)  # a page is asked for the same lines by several stages
def normalise(text: str) -> str:
    """Letters and digits only, without case and accents, in single spaces: equal for lines that read the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("ı", "i")).translate(_WITHOUT_ACCENTS)
    return _NO_WORD.sub(" ", without(_NO_LETTERS, text).casefold()).strip()


def without(characters: str, text: str) -> str:
    """The text without these characters; a tenth of a pattern's time, since most texts have none of them."""
    for character in characters:
        if character in text:
            text = text.replace(character, "")
    return text


def without_site(text: str) -> str:
    """The headline without a site's name at its end, as the first line of a dump often has it."""
    return _SITE_SUFFIX.sub("", text) if len(text.split()) > 4 else text


def is_cut_off(text: str) -> bool:
    """Whether the text breaks off in an ellipsis, as teasers do."""
    return text.rstrip().endswith(_CUT_OFF)


def is_quoted(text: str) -> bool:
    """Whether the line opens with a quotation mark, so that its words are somebody's."""
    return text.lstrip()[:1] in "\"“„«»‚‘'”「『" and bool(text.strip())


def is_doubled(text: str) -> bool:
    """Whether the line is one text written twice, as banners in dumps are."""
    joined = normalise(text).replace(" ", "")
    half, odd = divmod(len(joined), 2)
    return not odd and half >= 4 and joined[:half] == joined[half:]
