"""Make snippets: the part of a text with the most words of a query, and the places of these words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.stores.search.query import Term
from crawler.stores.words.stems import stems, words_with
from crawler.stores.words.tokens import Token, composed, runs, words

SNIPPET_CHARACTERS = 240
MAX_PIECES = 2_000  # pieces of a text that are searched for words of the query
_PIECE = re.compile(r"\S[^\n]{0,200}(?!\S)|\S[^\n]{0,200}")  # ends with a word, in scripts that have spaces
_END = re.compile(r"\s\S*$")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text on one line, and the words of the query in it as pairs of start and end."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def parts(self) -> list[tuple[str, bool]]:
        """Return the text in parts, each with a flag that is True for a word of the query."""
        found: list[tuple[str, bool]] = []
        last = 0
        for start, end in self.marks:
            found += [(self.text[last:start], False), (self.text[start:end], True)]
            last = end
        return [part for part in [*found, (self.text[last:], False)] if part[0]]


def snippet(text: str, terms: Sequence[Term], language: str | None = None) -> Snippet:
    """Return the part of a text with the most different terms, or its beginning if there are none."""
    text = composed(text)
    begin = _best_start(text, terms, language)
    shown = text[begin : begin + SNIPPET_CHARACTERS]
    if begin + SNIPPET_CHARACTERS < len(text):
        shown = _END.sub("", shown)
    is_cut = begin + len(shown) < len(text.rstrip())
    before = "… " if begin else ""
    return Snippet(
        f"{before}{_on_one_line(shown)}{' …' if is_cut else ''}",
        tuple((start + len(before), end + len(before)) for start, end in marked(shown, terms, language)),
    )


def marked(text: str, terms: Sequence[Term], language: str | None = None) -> tuple[tuple[int, int], ...]:
    """Return start and end of each place where a term occurs in a short composed text; places do not overlap."""
    tokens = [token for run in runs(text) for token in run.tokens]
    places = sorted(
        (tokens[place].start, tokens[place + len(term.tokens) - 1].end)
        for term in terms
        for place in _places(tokens, term)
    )
    places = sorted({*places, *_forms(text, tokens, terms, language)})
    apart: list[tuple[int, int]] = []
    for start, end in places:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)


def _forms(
    text: str, tokens: Sequence[Token], terms: Sequence[Term], language: str | None
) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each word that has the stem of a term."""
    wanted = {stem for term in terms for stem in term.stems}
    for token in tokens if wanted else ():
        if not wanted.isdisjoint(stems(text[token.start : token.end], language)):
            yield token.start, token.end


def _best_start(text: str, terms: Sequence[Term], language: str | None) -> int:
    """Return the start of the first piece with the most terms; a whole term counts more than just its first word."""
    forms = words_with({stem for term in terms for stem in term.stems}, text, language)
    first_words = {term.tokens[0] for term in terms}
    best, most = 0, (0, 0)
    for piece in islice(_PIECE.finditer(text), MAX_PIECES):
        lower = piece[0].lower()
        has_form = any(word in lower for word in forms)
        if not has_form and lower.isascii() and not any(word in lower for word in first_words):
            continue  # no term can be here; in other scripts, folding may produce the letters of a term
        score = _score(words(piece[0]), terms, set(stems(piece[0], language)) if has_form else set())
        if score > most:
            best, most = piece.start(), score
        if most[0] == len(terms):
            break
    return best


def _score(found: list[str], terms: Sequence[Term], of_piece: set[str]) -> tuple[int, int]:
    """Return how many whole terms, and how many first words of terms, are among the words of a piece."""
    present = set(found)
    begun = [term for term in terms if term.tokens[0] in present]
    others = [term for term in terms if term not in begun]
    forms = [term for term in others if not of_piece.isdisjoint(term.stems)]
    open_words = [term for term in others if term.is_prefix and len(term.tokens) == 1]
    whole = [term for term in (*begun, *open_words) if any(_is_here(found, place, term) for place in range(len(found)))]
    return len(whole) + len(forms), len(begun)


def _places(tokens: list[Token], term: Term) -> Iterator[int]:
    found = [token.word for token in tokens]
    return (place for place in range(len(found)) if _is_here(found, place, term))


def _is_here(found: list[str], place: int, term: Term) -> bool:
    """Return True if the tokens of a term follow each other at a place."""
    *first, last = term.tokens
    end = place + len(first)
    if end >= len(found) or found[place:end] != first:
        return False
    return found[end].startswith(last) if term.is_prefix else found[end] == last


def _on_one_line(text: str) -> str:
    return "".join(" " if character.isspace() else character for character in text)
