"""Snippets: the part of a text that has the most words of a query, with the places of these words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.stores.search.query import Term
from crawler.stores.words.tokens import Token, composed, runs, words

SNIPPET_CHARACTERS = 240
LEAD_CHARACTERS = 60  # before the first marked word
MAX_TEXT_CHARACTERS = 200_000  # of a text that are searched for words of the query
MAX_PLACES = 200
_PARAGRAPH = re.compile(r"[^\n]+")
_BREAKS = " \n\t"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text on one line, and the words of the query in it as pairs of start and end."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def parts(self) -> list[tuple[str, bool]]:
        """Return the text in parts, each with True if it is a word of the query."""
        found: list[tuple[str, bool]] = []
        last = 0
        for start, end in self.marks:
            found += [(self.text[last:start], False), (self.text[start:end], True)]
            last = end
        return [part for part in [*found, (self.text[last:], False)] if part[0]]


def snippet(text: str, terms: Sequence[Term], characters: int = SNIPPET_CHARACTERS) -> Snippet:
    """Return the part of a text with the most different words of the query; without any, its beginning."""
    text = composed(text)
    found = marked(text, terms)
    start = _best_start(found, characters)
    begin = _word_start(text, max(0, start - LEAD_CHARACTERS)) if start > LEAD_CHARACTERS else 0
    end = _word_end(text, begin + characters)
    return _cut(text, begin, end, [(first, last) for first, last, _ in found if first >= begin and last <= end])


def marked(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Return start, end and number of the term of the first places in a composed text where a term is."""
    found: list[tuple[int, int, int]] = []
    for match in _PARAGRAPH.finditer(text, 0, MAX_TEXT_CHARACTERS):
        if len(found) >= MAX_PLACES:
            break
        if _may_have(match[0], terms):
            found += _marked_in(match[0], match.start(), terms)
    return found


def _may_have(paragraph: str, terms: Sequence[Term]) -> bool:
    """Return True if a word of the query is in a paragraph: most have none, and finding places is slow."""
    present = set(words(paragraph))
    return any(
        any(word.startswith(term.tokens[0]) for word in present)
        if term.is_prefix and len(term.tokens) == 1
        else term.tokens[0] in present
        for term in terms
    )


def _marked_in(paragraph: str, offset: int, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    tokens = [token for run in runs(paragraph) for token in run.tokens]
    places = sorted(
        (offset + tokens[place].start, offset + tokens[place + len(term.tokens) - 1].end, number)
        for number, term in enumerate(terms)
        for place in _places(tokens, term)
    )
    apart: list[tuple[int, int, int]] = []
    for start, end, number in places:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end, number))
    return apart


def _places(tokens: list[Token], term: Term) -> list[int]:
    size = len(term.tokens)
    firsts = [place for place, token in enumerate(tokens) if _is_at(token, term, 0)]
    return [
        place
        for place in firsts
        if place + size <= len(tokens) and all(_is_at(tokens[place + step], term, step) for step in range(1, size))
    ]


def _is_at(token: Token, term: Term, step: int) -> bool:
    wanted = term.tokens[step]
    is_open = term.is_prefix and step == len(term.tokens) - 1
    return token.word.startswith(wanted) if is_open else token.word == wanted


def _best_start(found: list[tuple[int, int, int]], characters: int) -> int:
    """Return the start of the first place from which the most different terms are within reach."""
    best, most = 0, 0
    for place, (start, _, _) in enumerate(found):
        within = {number for first, _, number in found[place : place + 50] if first < start + characters // 2}
        if len(within) > most:
            best, most = start, len(within)
    return best


def _word_start(text: str, place: int) -> int:
    """Return the start of the word at a place, unless it is far away, as in scripts without spaces."""
    back = max(text.rfind(sign, max(0, place - 20), place) for sign in _BREAKS)
    return back + 1 if back >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    back = max(text.rfind(sign, place - 20, place) for sign in _BREAKS)
    return back if back > 0 else place


def _cut(text: str, begin: int, end: int, places: list[tuple[int, int]]) -> Snippet:
    before = "… " if begin else ""
    shown = "".join(" " if character.isspace() else character for character in text[begin:end])
    moved = tuple((start - begin + len(before), last - begin + len(before)) for start, last in places)
    return Snippet(f"{before}{shown}{' …' if end < len(text) else ''}", moved)
