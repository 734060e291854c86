"""Recognise the kind of a page, such as login or error, by the phrases in its titles and text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from cleaners.document import OtherKind
from cleaners.kinds.phrase_table import COOKIE_TERMS, DATA_TERMS, EDGE, ERROR_BODY, WHOLE
from cleaners.text.character_classes import HANGUL, IDEOGRAPHS, MARKS, UNSPACED
from cleaners.text.words import count_words

_SEPARATOR = re.compile(r"\s[|\-–—·•»«>/]+\s|\s*[|｜»·:：]\s+|[|｜]|,\s(?=[Aa]uthor at )")
_NOT_WORD = re.compile(r"[\W_]+")
_MARK = re.compile(f"[{MARKS}{UNSPACED}]")
_NOT_WORD_OR_MARK = re.compile(rf"(?:[^\w{MARKS}{UNSPACED}]|_)+")
_SCRIPT_WITH_SPACES = re.compile(rf"[^\W{HANGUL}{IDEOGRAPHS}{UNSPACED}]")  # without Korean, which joins particles
MAX_TITLE_CHARS = 150  # the rest is ignored: a headline that merely mentions a phrase is often longer
MAX_EXTRA_WORDS = 5  # beside a phrase at the edge of a title; an ideograph counts as a word

# Weights in the unit of stages/page_kind.py, for a phrase that is a whole part of a title and for one at its edge.
WHOLE_WEIGHT = 4.0
EDGE_WEIGHT = 3.0


def _fold(text: str) -> str:
    """Return the text in lower case without punctuation, as the phrases are written."""
    not_word = _NOT_WORD if text.isascii() or not _MARK.search(text) else _NOT_WORD_OR_MARK
    return not_word.sub(" ", text.casefold()).strip()


def _split_phrases(phrases: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_fold, phrases.split(";")))))


_WHOLE_KIND = {phrase: kind for kind, phrases in WHOLE.items() for phrase in _split_phrases(phrases)}
_EDGE_KIND = {phrase: kind for kind, phrases in EDGE.items() for phrase in _split_phrases(phrases)}
_EDGE_SIZES = sorted({len(phrase) for phrase in _EDGE_KIND})


def kinds_of_title(titles: Iterable[str]) -> dict[OtherKind, float]:
    """Return the kinds of page that titles and main headings name, each with the weight of its best phrase."""
    kinds: dict[OtherKind, float] = {}
    for title in {title[:MAX_TITLE_CHARS] for title in titles}:
        for part in {_fold(part) for part in (*_SEPARATOR.split(title), title)}:
            for kind, weight in _kinds_of_part(part).items():
                kinds[kind] = max(weight, kinds.get(kind, 0.0))
    return kinds


def _kinds_of_part(part: str) -> dict[OtherKind, float]:
    """Return the kinds that a part of a title names as a whole, or else at its beginning or end."""
    if part in _WHOLE_KIND:
        return {_WHOLE_KIND[part]: WHOLE_WEIGHT}
    sizes = _EDGE_SIZES[: bisect_right(_EDGE_SIZES, len(part))]
    edges = {edge for size in sizes for edge in (part[:size], part[-size:]) if edge in _EDGE_KIND}
    return {_EDGE_KIND[edge]: EDGE_WEIGHT for edge in edges if _stands_alone(edge, part)}


def _stands_alone(edge: str, part: str) -> bool:
    """Return True if a phrase at the edge of a title has few words beside it and is not part of a longer word.

    The second condition holds for scripts with spaces only.
    """
    rest = part.removeprefix(edge) if part.startswith(edge) else part.removesuffix(edge)
    is_part_of_word = rest and (rest[0] if part.startswith(edge) else rest[-1]) != " "
    return not (is_part_of_word and _SCRIPT_WITH_SPACES.search(edge)) and count_words(rest) <= MAX_EXTRA_WORDS


@cache  # compiled on first use, since few pages need the long expressions
def _alternation(*tables: str) -> re.Pattern[str]:
    """Return an expression for any of the phrases, the longest first."""
    phrases = {phrase for table in tables for phrase in _split_phrases(table)}
    return re.compile("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)))


@cache
def _first_words(table: str) -> frozenset[str]:
    """Return the first word of each phrase. A text with one of the phrases has its first word, folded or not."""
    return frozenset(phrase.partition(" ")[0] for phrase in _split_phrases(table))


def error_phrases(text: str) -> int:
    """Count the different phrases of error, block and captcha pages in a text."""
    phrase = _alternation(EDGE["error_page"], ERROR_BODY)
    return len({match[0] for match in phrase.finditer(_fold(text))})


def consent_share(paragraphs: Iterable[str]) -> float:
    """Return the share of paragraphs, 0 to 1, about cookies or consent; 0 unless both are mentioned."""
    texts = list(paragraphs)
    joined = "\n".join(texts).casefold()
    if not any(word in joined for word in _first_words(COOKIE_TERMS)):
        return 0.0  # most pages, and folding all paragraphs takes fifty times as long
    folded = [_fold(text) for text in texts]
    cookie_term = _alternation(COOKIE_TERMS)
    about_cookies = [bool(cookie_term.search(paragraph)) for paragraph in folded]
    if not any(about_cookies):
        return 0.0
    consent_term = _alternation(DATA_TERMS, EDGE["consent"])
    about_consent = [bool(consent_term.search(paragraph)) for paragraph in folded]
    return sum(map(max, about_cookies, about_consent)) / len(folded) if any(about_consent) else 0.0
