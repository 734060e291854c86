"""Test records in memory against a query, with the same result as the index."""

from __future__ import annotations

from dataclasses import dataclass

from cleaners.record import Record
from crawler.stores.search.query import Any, Node, Term
from crawler.stores.words.stems import stems
from crawler.stores.words.tokens import words

Places = dict[str, list[int]]  # token -> its positions


@dataclass(frozen=True, slots=True)
class Indexed:
    """The positions of each token in the headline and in the text; stems have no positions."""

    title: Places
    text: Places


def indexed(record: Record) -> Indexed:
    """Return the tokens of a record as the index has them."""
    language = record["language"]
    return Indexed(_places(record["title"] or "", language), _places(record["text"], language))


def matches(node: Node, article: Indexed) -> bool:
    """Return True if an article satisfies a query."""
    if isinstance(node, Term):
        columns = [article.title] if node.in_title else [article.title, article.text]
        return any(_occurs(places, node) for places in columns)
    if isinstance(node, Any):
        return any(matches(part, article) for part in node.parts)
    return all(matches(part, article) for part in node.parts) and not any(
        matches(part, article) for part in node.excluded
    )


def _places(text: str, language: str | None) -> Places:
    places: Places = {stem: [] for stem in stems(text, language)}
    for place, word in enumerate(words(text)):
        places.setdefault(word, []).append(place)
    return places


def _occurs(places: Places, term: Term) -> bool:
    """Return True if the tokens of a term occur one after the other, or if one of its stems occurs."""
    if any(stem in places for stem in term.stems):
        return True
    ends = set(_of_last(places, term))
    for distance, token in enumerate(reversed(term.tokens[:-1]), 1):
        ends &= {place + distance for place in places.get(token, ())}
    return bool(ends)


def _of_last(places: Places, term: Term) -> list[int]:
    last = term.tokens[-1]
    if not term.is_prefix:
        return places.get(last, [])
    return [place for token, found in places.items() if token.startswith(last) for place in found]
