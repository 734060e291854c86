"""Find the pattern that matches a line among hundreds, nearly all of which cannot match.

Python's parser of regular expressions shows the characters with which a match can begin. A line is compared only with
the patterns that can begin with its first character.
"""

from __future__ import annotations

import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from cleaners.rules.required import required_texts

if TYPE_CHECKING:
    from cleaners import native

_PARSER = importlib.import_module("re._parser")  # no public module has it
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_PATTERN_SYNTAX = re.compile(r"\\[a-z]|\?P<\w+>")  # the parts of a pattern whose letters are syntax, not text
_LATIN_LETTER = re.compile(r"[a-z]")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")  # of another script than Latin
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_WITHOUT_CHARACTERS = ("AT", "ASSERT", "ASSERT_NOT")  # anchors and lookarounds

# Characters with which a match can begin. None is any character, "0" any digit. Some may be too many, none is missing.
Starts = frozenset[str | None]
_ANY: Starts = frozenset([None])


class _Group:
    """Patterns that are tried on the same lines."""

    def __init__(self, patterns: dict[int, str] | None = None) -> None:
        """Take the patterns by their index."""
        self.patterns = patterns or {}

    def matches(self, lower: str) -> bool:
        """Return True if one of the patterns matches a whole line in lower case."""
        return self._joined.fullmatch(lower) is not None

    @cached_property
    def _joined(self) -> re.Pattern[str]:
        without_names = (_NAMED_GROUP.sub("(?:", pattern) for pattern in self.patterns.values())
        return re.compile("|".join(f"(?:{pattern})" for pattern in without_names) or r"(?!)")


class _SearchedGroup(_Group):
    """Patterns that can begin with anything. Compiled code first searches a line for the texts that they require."""

    def matches(self, lower: str) -> bool:
        """Return True as above. Five of six lines have none of the texts, which takes a twentieth of the time."""
        from cleaners import native  # here, because it imports numpy, which commands without cleaning do not need

        if native.in_use() and self._required is not None and not self._required.any_in(lower):
            return False
        return super().matches(lower)

    @cached_property
    def _required(self) -> native.words.Texts | None:
        """Texts such that each pattern requires one of them; None if a pattern requires none."""
        from cleaners import native

        texts = [required_texts(_PARSER.parse(pattern)) for pattern in self.patterns.values()]
        known = [some for some in texts if some is not None]
        is_complete = len(known) == len(texts)
        return native.words.Texts(tuple(sorted(frozenset().union(*known)))) if is_complete else None


_NO_PATTERNS = _Group()


class PatternIndex:
    """Patterns in lower case, by the characters with which their matches begin."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Index the patterns. An earlier one takes precedence over later ones."""
        self._by_start: defaultdict[str, _Group] = defaultdict(_Group)
        self._with_any_start = _SearchedGroup()
        for index, pattern in enumerate(patterns):
            starts, may_be_empty = starts_of(pattern)
            if None in starts or may_be_empty:
                self._with_any_start.patterns[index] = pattern
                continue
            for character in starts:
                self._by_start[_key(character or "")].patterns[index] = pattern
        any_start = self._with_any_start.patterns
        self._with_any_start_in_latin = _SearchedGroup(
            {i: p for i, p in any_start.items() if not _is_of_other_script(p)}
        )

    def find(self, line: str) -> tuple[int, re.Match[str]] | None:
        """Return the index and the match of the first pattern that matches the whole line in any case, or None."""
        lower = line.lower().replace("i\u0307", "i")  # the Turkish letter İ, which re.IGNORECASE takes for an i
        starting = self._by_start.get(_key(lower[:1]), _NO_PATTERNS)
        is_latin = lower.isascii() or not _OTHER_LETTER.search(lower)
        others = self._with_any_start_in_latin if is_latin else self._with_any_start
        # Lower-case patterns without IGNORECASE take a third of the time, and nearly all lines end here.
        if not starting.matches(lower) and not others.matches(lower):
            return None
        for index, pattern in sorted([*starting.patterns.items(), *others.patterns.items()]):
            if match := _compile(pattern).fullmatch(line):
                return index, match
        return None


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _key(character: str) -> str:
    """Return the character, or "0" for all digits."""
    return "0" if character.isdecimal() else character


def _is_of_other_script(pattern: str) -> bool:
    """Return True if no line in Latin script can match the pattern, because all of its letters are of other scripts."""
    text = _PATTERN_SYNTAX.sub("", pattern)
    return _OTHER_LETTER.search(text) is not None and not _LATIN_LETTER.search(text)


@cache  # a pattern is parsed when its pack is checked, and looked up when it is indexed
def starts_of(pattern: str) -> tuple[Starts, bool]:
    """Return the characters with which a match of a pattern can begin, and True if it can be empty.

    Raises re.error for an invalid pattern.
    """
    return _starts_of(_PARSER.parse(pattern))


def _starts_of(parsed: Iterable[tuple[object, Any]]) -> tuple[Starts, bool]:
    """Return the characters with which a match of a parsed pattern can begin, and True if it can be empty."""
    starts: Starts = frozenset()
    for operator, argument in parsed:
        found, may_be_empty = _starts_of_part(str(operator), argument)
        starts |= found
        if not may_be_empty:
            return starts, False
    return starts, True


def _starts_of_part(operator: str, argument: Any) -> tuple[Starts, bool]:
    if operator == "LITERAL":
        return frozenset(chr(argument)), False
    if operator == "IN":
        return frozenset(_start_in_class(str(kind), value) for kind, value in argument), False
    if operator in _WITHOUT_CHARACTERS:
        return frozenset(), True
    if operator == "SUBPATTERN":
        return _starts_of(argument[-1])
    if operator in _REPEATS:
        starts, may_be_empty = _starts_of(argument[-1])
        return starts, may_be_empty or argument[0] == 0
    if operator == "BRANCH":
        branches = [_starts_of(branch) for branch in argument[-1]]
        return frozenset().union(*(starts for starts, _ in branches)), any(may_be_empty for _, may_be_empty in branches)
    return _ANY, True


def _start_in_class(kind: str, value: Any) -> str | None:
    """Return the character that one entry of a class such as [a0-9] stands for."""
    if kind == "LITERAL":
        return chr(value)
    is_digit = str(value) == "CATEGORY_DIGIT" or (kind == "RANGE" and value == (ord("0"), ord("9")))
    return "0" if is_digit else None
