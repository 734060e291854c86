"""Recognise the shape of an unlabelled name: capitals or, in scripts without them, a common given name or surname."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from cleaners.metadata.authors import east_asian
from cleaners.metadata.authors.byline_labels import match_label
from cleaners.metadata.authors.byline_words import GIVEN_NAMES, LABEL_WORDS, NAME_PARTICLES
from cleaners.metadata.authors.names import looks_like_name

WORDS = range(2, 5)  # of a name in scripts without capitals
CAPITALISED_WORDS = range(2, 4)  # of a name without particles; one word is often a label, more are often a department
MAX_ORGANISATION_CHARS = 4  # of the initials of an organisation, which may stand after a name
_INITIAL = re.compile(r"^([^\W\d_])\.(?=[^\W\d_]{2})")  # "A.Berg"
_AROUND_WORD = ".,;:!?\"“”„«»‘’'()"
_NAME_MARKS = frozenset(" .'’-")  # a text with other marks is more than a name, as in "Source: The Courier"
_LETTERS = re.compile(r"[^\W\d_](?:(?![\d_])[\w\u0900-\u0963\u0980-\u09e3\u064b-\u065f'’״׳-])*")


def is_short_text(text: str) -> bool:
    """Return True for two to four words in a script without capitals, which are a name beside other names of a list."""
    words = text.split()
    return len(words) in WORDS and all(map(_LETTERS.fullmatch, words)) and text.lower() == text.upper()


def begins_name(text: str) -> bool:
    """Return True if a text has two to four words, and the first is a common given name."""
    return text.partition(" ")[0] in GIVEN_NAMES and is_short_text(text)


def is_bare_name(text: str) -> bool:
    """Return True if a text is shaped like a name: capitals, an abbreviated title, a common surname or given name."""
    text = _INITIAL.sub(r"\1. ", text)
    if text[0].isupper():
        return _is_capitalised(text) and LABEL_WORDS.isdisjoint(words_in(text))
    words = text.split()
    has_title = 0 < _number_of_titles(words) < len(words) - 1 and all(map(_LETTERS.fullmatch, words[1:]))
    return has_title or east_asian.is_surely_name(text) or begins_name(text)


def has_surname_in_capitals(text: str) -> bool:
    """Return True for a name such as "Ada BERG"."""
    given, _, surname = text.rpartition(" ")
    return (
        len(surname) > MAX_ORGANISATION_CHARS and surname.isupper() and is_bare_name(f"{given} {surname.capitalize()}")
    )


def _is_capitalised(text: str) -> bool:
    words = text.split()
    words = words[_number_of_titles(words) :] or words
    is_cased = all(word[0].isupper() for word in (words[0], words[-1])) and all(map(_is_word_of_name, words))
    is_plain = all(c.isalpha() or c in _NAME_MARKS for c in text) and len(words[-1]) > 1
    is_label = match_label(text) is not None  # "Written By" without a name
    return (
        is_cased
        and is_plain
        and sum(word[0].isupper() for word in words) in CAPITALISED_WORDS
        and not is_label
        and looks_like_name(text)
    )


def _number_of_titles(words: list[str]) -> int:
    """Return the number of abbreviated titles, such as "Prof. Dr.", before a name. A single letter is an initial."""
    titles = takewhile(lambda word: word.endswith(".") and (len(word) > 2 or not word[0].isupper()), words)
    return sum(1 for _ in titles)


def _is_word_of_name(word: str) -> bool:
    return word in NAME_PARTICLES or (word[0].isupper() and (not word.isupper() or len(word.rstrip(".")) == 1))


def words_in(text: str) -> Iterator[str]:
    """Return the words of a text in lower case, without the marks around them."""
    return (word.strip(_AROUND_WORD).lower() for word in text.split())
