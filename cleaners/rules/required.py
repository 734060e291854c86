"""Texts that every line has that a pattern matches. A line without them need not be compared with the pattern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")

# Texts such that every line has at least one of them; None if nothing is known.
Texts = frozenset[str] | None


def required_texts(parsed: Iterable[tuple[object, Any]]) -> Texts:
    """Return the rarest texts such that every line that a parsed pattern matches has at least one of them."""
    known: list[frozenset[str]] = []
    text = ""
    for operator, argument in parsed:
        if str(operator) == "LITERAL":
            text += chr(argument)
            continue
        known.append(frozenset([text]))
        text = ""
        known.append(_of_part(str(operator), argument) or frozenset())
    known.append(frozenset([text]))
    return max((texts for texts in known if texts and "" not in texts), key=_rarity, default=None)


def _of_part(operator: str, argument: Any) -> Texts:
    if operator == "IN":
        return (
            frozenset(chr(code) for _, code in argument)
            if all(str(kind) == "LITERAL" for kind, _ in argument)
            else None
        )
    if operator == "SUBPATTERN":
        _, flags, _, part = argument
        return None if flags else required_texts(part)
    if operator == "ASSERT" or (operator in _REPEATS and argument[0] > 0):
        return required_texts(argument[-1])
    if operator == "BRANCH":
        branches = [required_texts(branch) for branch in argument[-1]]
        known = [texts for texts in branches if texts is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None
    return None


def _rarity(texts: frozenset[str]) -> int:
    """Return the length of the shortest text. Longer texts and those outside ASCII are rarer."""
    return min(len(text.encode()) for text in texts)
