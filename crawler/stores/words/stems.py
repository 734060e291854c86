"""Stems of words, so that a search for one form of a word finds the others: `strikes` finds "strike".

An article is indexed by its words and by their stems, which carry a mark and the language: `·en·strike`. A query has no
language, so each of its words is searched for as it is and by its stem in each language of its script. Stems are those
of Snowball. A change of its rules needs a new version of the store, because the index holds the stems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import repeat

import Stemmer

from crawler.stores.words.tokens import MAX_TOKEN_CHARACTERS, folded, plain_words

MARK = "·"  # not part of any word, so no word or beginning of one in a query is equal to a stem
MIN_LETTERS = 3  # of a word with a stem; shorter ones are mostly function words
MAX_STEMS = 2_000  # different ones per headline or text
ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# The languages whose words can be in a script, by the first word of Unicode's names of its letters.
_SCRIPTS = {
    "ARABIC": ("ar", "fa"), "ARMENIAN": ("hy",), "CYRILLIC": ("ru", "sr"), "DEVANAGARI": ("hi", "ne"),
    "GREEK": ("el",), "HEBREW": ("yi",), "TAMIL": ("ta",),
}  # fmt: skip
_OTHER_SCRIPTS = {tag for tags in _SCRIPTS.values() for tag in tags}
_SCRIPTS["LATIN"] = tuple(tag for tag in ALGORITHMS if tag == "sr" or tag not in _OTHER_SCRIPTS)
_LONG_WORD = re.compile(rf"[^\d]{{{MIN_LETTERS},{MAX_TOKEN_CHARACTERS}}}")


def stems(text: str, language: str | None) -> list[str]:
    """Return the different stems of a text in a language (BCP 47), in order; none if the language has no stemmer."""
    tag = (language or "").partition("-")[0].lower()
    if tag not in ALGORITHMS:
        return []
    found = dict.fromkeys(map(_stem, dict.fromkeys(plain_words(text)), repeat(tag)))
    found.pop("", None)
    return list(found)[:MAX_STEMS]


def words_with(wanted: Collection[str], text: str, language: str | None) -> set[str]:
    """Return the words of a text, in lower case, that have one of these stems in its language."""
    tag = (language or "").partition("-")[0].lower()
    mark = f"{MARK}{tag}{MARK}"
    if tag not in ALGORITHMS or not any(stem.startswith(mark) for stem in wanted):
        return set()
    return {word for word in set(plain_words(text)) if _stem(word, tag) in wanted}


def stems_of_word(word: str, language: str | None = None) -> tuple[str, ...]:
    """Return the stems of one word in a language, or in each language of its script."""
    if language:
        return tuple(stems(word, language))
    script = unicodedata.name(word[0], "").partition(" ")[0] if word else ""
    return tuple(dict.fromkeys(stem for tag in _SCRIPTS.get(script, ()) for stem in stems(word, tag)))


@lru_cache(maxsize=50_000)
def _stem(word: str, tag: str) -> str:
    """Return the marked stem, or "" for a short word or a number. Folding comes last: endings have diacritics."""
    if not _LONG_WORD.fullmatch(word):
        return ""
    return f"{MARK}{tag}{MARK}{folded(_stemmer(ALGORITHMS[tag]).stemWord(word))}"


@cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm, 0)  # without a cache of its own
