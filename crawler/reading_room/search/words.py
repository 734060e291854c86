"""The words of the search index. `design/search.js` splits what a reader types in the same way."""

from __future__ import annotations

import re
import unicodedata

from cleaners.text.words import tokens

_ACCENTS = re.compile("[\u0300-\u036f]")


def search_words(text: str) -> list[str]:
    """Return the tokens of a text in lower case and without accents: "Zürich" is found as "zurich"."""
    return tokens(fold(text))


def fold(text: str) -> str:
    """Return a text in lower case, with compatible characters as one and without accents."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text))).lower()
