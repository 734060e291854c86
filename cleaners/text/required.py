"""Find texts that every match of a pattern has, so that lines without them need not be compared with the pattern."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

PARSER = importlib.import_module("re._parser")  # Python has no public parser of patterns
MAX_TEXTS = 12  # alternatives for one text, which character classes after it multiply
_NOTHING = frozenset([""])
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")

# Every match has at least one of these texts; None if nothing is known.
Texts = frozenset[str] | None


class RarePattern:
    """A pattern in lower case that few texts match. Searching for its required texts rules out the others quickly."""

    def __init__(self, pattern: str) -> None:
        """Compile the pattern. Raises ValueError if its matches have no text in common that could be searched for."""
        self._pattern = re.compile(pattern)
        self.texts = texts_required_by(pattern)

    def is_in(self, text: str) -> bool:
        """Return True if the pattern matches anywhere in a text, in any case."""
        lower = text.lower()
        return any(map(lower.__contains__, self.texts)) and self._pattern.search(lower) is not None


def texts_required_by(pattern: str) -> frozenset[str]:
    """Return the rarest texts such that each match of a pattern has one of them. Raises ValueError without any."""
    texts = required_texts(PARSER.parse(pattern))
    if texts is None:
        raise ValueError(f"the matches of the pattern {pattern!r} have no text in common")
    return texts


def required_texts(parsed: Iterable[tuple[object, Any]]) -> Texts:
    """Return the texts required by a parsed pattern, or None if there are none."""
    known: list[frozenset[str]] = []
    before = _NOTHING  # texts; one of them is right before the next part
    for operator, argument in parsed:
        characters = _characters(str(operator), argument)
        if characters and len(before) * len(characters) <= MAX_TEXTS:
            before = frozenset(text + character for text in before for character in characters)
            continue
        known += [before, characters or _of_part(str(operator), argument) or _NOTHING]
        before = _NOTHING
    known.append(before)
    return max((texts for texts in known if "" not in texts), key=_rarity, default=None)


def _characters(operator: str, argument: Any) -> Texts:
    """Return the characters that a literal or a class of literals matches; None for others."""
    if operator == "LITERAL":
        return frozenset(chr(argument))
    if operator == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return frozenset(chr(code) for _, code in argument)
    return None


def _of_part(operator: str, argument: Any) -> Texts:
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


def _rarity(texts: frozenset[str]) -> tuple[int, bool, int]:
    """Return a key that is greater for rarer texts: longer ones, those outside ASCII or without letters, few ones."""
    length, is_without_letters = min((len(text.encode()), not any(map(str.isalpha, text))) for text in texts)
    return length, is_without_letters, -len(texts)
