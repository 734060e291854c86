"""A parsed query in the languages of the two databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.stores.search.query import Any, Node, Term


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
    """Return a query for PostgreSQL, as the text of a tsquery."""
    if isinstance(node, Term):
        weight = ":A" if node.in_title else ""
        whole = _joined(" <-> ", _lexemes(node))
        return _alternatives(" | ", whole, [f"'{stem}'{weight}" for stem in node.stems])
    if isinstance(node, Any):
        return _joined(" | ", map(as_tsquery, node.parts))
    return _joined(" & ", [*map(as_tsquery, node.parts), *(f"!{as_tsquery(part)}" for part in node.excluded)])


def _lexemes(term: Term) -> list[str]:
    weight = "A" if term.in_title else ""
    last = len(term.tokens) - 1
    labels = [("*" if term.is_prefix and place == last else "") + weight for place in range(last + 1)]
    return [f"'{token}'" + (f":{label}" if label else "") for token, label in zip(term.tokens, labels, strict=True)]


def _alternatives(sign: str, whole: str, stems: Sequence[str]) -> str:
    return _joined(sign, [whole, *stems]) if stems else whole


def _joined(sign: str, parts: Iterable[str]) -> str:
    return f"({sign.join(parts)})"
