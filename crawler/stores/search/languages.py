"""Translate a parsed query into the query languages of SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.stores.search.query import All, Any, Node, Term
from crawler.stores.words.index import TITLE_PREFIX
from crawler.stores.words.neighbours import bits


def as_fts5(node: Node) -> str:
    """Return a query for SQLite's MATCH."""
    if isinstance(node, Term):
        column = "title : " if node.in_title else ""
        whole = f'"{" ".join(node.tokens)}"{" *" if node.is_prefix else ""}'
        return column + _alternatives(" OR ", whole, [f'"{stem}"' for stem in node.stems])
    if isinstance(node, Any):
        return _joined(" OR ", map(as_fts5, node.parts))
    found = _joined(" AND ", map(as_fts5, node.parts))
    return f"({found} NOT {_joined(' OR ', map(as_fts5, node.excluded))})" if node.excluded else found


def as_tsquery(node: Node) -> str:
    """Return a query for PostgreSQL as the text of a tsquery."""
    if isinstance(node, Term):
        mark = TITLE_PREFIX if node.in_title else ""
        lexemes = [f"'{mark}{token}'" for token in node.tokens]
        whole = _joined(" <-> ", [*lexemes[:-1], lexemes[-1] + (":*" if node.is_prefix else "")])
        return _alternatives(" | ", whole, [f"'{mark}{stem}'" for stem in node.stems])
    if isinstance(node, Any):
        return _joined(" | ", map(as_tsquery, node.parts))
    return _joined(" & ", [*map(as_tsquery, node.parts), *(f"!{as_tsquery(part)}" for part in node.excluded)])


def without_phrases(node: Node) -> Node:
    """Return a query with the words of its phrases in any order, which finds the same articles and perhaps others."""
    if isinstance(node, Term):
        return _words_of(node) if len(node.tokens) > 1 else node
    if isinstance(node, Any):
        return Any(tuple(map(without_phrases, node.parts)))
    excluded = tuple(part for part in node.excluded if without_phrases(part) == part)
    return All(tuple(map(without_phrases, node.parts)), excluded)


def as_neighbours(node: Node) -> str:
    """Return a PostgreSQL condition on the neighbours filter that every match of a query satisfies."""
    if isinstance(node, Term):
        sure = node.tokens[:-1] if node.is_prefix else node.tokens
        tests = [f"get_bit(neighbours, {bit}) = 1" for bit in sorted(bits(sure))]
        return "true" if node.stems or not tests else _joined(" AND ", tests)
    parts = [as_neighbours(part) for part in node.parts] or ["true"]
    return _joined(" OR " if isinstance(node, Any) else " AND ", parts)


def _words_of(phrase: Term) -> Node:
    *first, last = phrase.tokens
    words = (Term((token,), in_title=phrase.in_title) for token in first)
    return All((*words, Term((last,), phrase.is_prefix, phrase.in_title)))


def _alternatives(sign: str, whole: str, stems: Sequence[str]) -> str:
    return _joined(sign, [whole, *stems]) if stems else whole


def _joined(sign: str, parts: Iterable[str]) -> str:
    return f"({sign.join(parts)})"
