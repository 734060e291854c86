"""Compare titles and names, whatever their case, punctuation and accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")  # an underscore separates, as it does before the name of a site
_ASCII_WORD = re.compile(r"[a-z0-9]+")  # faster


def similarity(first: str, second: str) -> float:
    """Return the share of the shorter text's character trigrams that the other text has too, 0 to 1."""
    first_trigrams, second_trigrams = trigrams(first), trigrams(second)
    smaller = min(len(first_trigrams), len(second_trigrams))
    return len(first_trigrams & second_trigrams) / smaller if smaller else 0.0


@lru_cache(maxsize=500)  # the same few headlines are compared with every JSON-LD node
def trigrams(text: str) -> frozenset[str]:
    """Return the runs of three characters in the words of a title."""
    letters = f" {fold(text[:500])} "
    return frozenset(letters[i : i + 3] for i in range(len(letters) - 2))


def fold(text: str | None) -> str:
    """Return the words of a title for comparison: NFKC-normalised, case-folded and separated by single spaces."""
    return _fold(text) if text else ""


@lru_cache(maxsize=500)  # a page's few headlines are compared again and again
def _fold(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def name_keys(text: str) -> frozenset[str]:
    """Return the keys of words with spaces between them."""
    return frozenset(map(name_key, text.split()))


@lru_cache(maxsize=2_000)  # the same site names are compared many times per page
def name_key(name: str) -> str:
    """Return a name for comparison with other names and hosts: without spaces, punctuation, case and accents."""
    return letters(name)


def letters(name: str) -> str:
    """Return the letters and digits of a text, without case and accents."""
    if name.isascii():
        return "".join(_ASCII_WORD.findall(name.casefold()))
    return "".join(_WORD.findall(unicodedata.normalize("NFKD", name.casefold())))
