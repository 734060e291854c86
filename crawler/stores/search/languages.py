"""A parsed query in the languages of the two databases."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.stores.search.query import Any, Node, Term


def as_fts5(node: Node) -> str:
    """Return a query for SQLite's MATCH."""
    if isinstance(node, Term):
        column = "title : " if node.in_title else ""
        return f'{column}"{" ".join(node.tokens)}"{" *" if node.is_prefix else ""}'
    if isinstance(node, Any):
        return _joined(" OR ", map(as_fts5, node.parts))
    found = _joined(" AND ", map(as_fts5, node.parts))
    return f"({found} NOT {_joined(' OR ', map(as_fts5, node.excluded))})" if node.excluded else found


def as_tsquery(node: Node) -> str:
    """Return a query for PostgreSQL, as the text of a tsquery."""
    if isinstance(node, Term):
        return _joined(" <-> ", _lexemes(node))
    if isinstance(node, Any):
        return _joined(" | ", map(as_tsquery, node.parts))
    return _joined(" & ", [*map(as_tsquery, node.parts), *(f"!{as_tsquery(part)}" for part in node.excluded)])


def _lexemes(term: Term) -> list[str]:
    weight = "A" if term.in_title else ""
    last = len(term.tokens) - 1
    labels = [("*" if term.is_prefix and place == last else "") + weight for place in range(last + 1)]
    return [f"'{token}'" + (f":{label}" if label else "") for token, label in zip(term.tokens, labels, strict=True)]


def _joined(sign: str, parts: Iterable[str]) -> str:
    return f"({sign.join(parts)})"
