"""Find the pattern that matches a line, among hundreds that cannot match it.

Python's parser of regular expressions tells with which characters a match can begin, and which texts it must have. A
line is compared only with patterns that can begin with its first character and whose texts it has. On average, these
are two of eight hundred.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple, Protocol

from cleaners.text.required import PARSER, Texts, required_texts

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_WITHOUT_CHARACTERS = ("AT", "ASSERT", "ASSERT_NOT")  # anchors and lookarounds

# Characters with which a match can begin. None stands for any character, "0" for any digit. The set may have too many
# characters, but lacks none.
Starts = frozenset[str | None]
_ANY: Starts = frozenset([None])
_NONE: frozenset[int] = frozenset()
START = 3  # characters at the beginning of a text by which it is looked up


class PatternIndex:
    """Patterns in lower case, by the characters with which their matches begin, and by the texts that they require."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Index the patterns. An earlier one takes precedence over later ones."""
        self._patterns = patterns
        self._by_start: defaultdict[str, set[int]] = defaultdict(set)  # indexes of patterns, as below
        self._with_any_start: set[int] = set()
        for index, pattern in enumerate(patterns):
            starts, may_be_empty = starts_of(pattern)
            if None in starts or may_be_empty:
                self._with_any_start.add(index)
                continue
            for character in starts:
                self._by_start[_key(character or "")].add(index)

    def find(self, line: str) -> tuple[int, re.Match[str]] | None:
        """Return the index and the match of the first pattern that matches the whole line in any case, or None."""
        lower = line.lower().replace("i\u0307", "i")  # the Turkish letter İ, which re.IGNORECASE takes for an i
        for index in sorted(self._candidates(lower)):
            pattern = self._patterns[index]
            # A match without IGNORECASE takes a third of the time, and most patterns fail at it.
            if _compile(pattern).fullmatch(lower) and (match := _compile_in_any_case(pattern).fullmatch(line)):
                return index, match
        return None

    def _candidates(self, lower: str) -> Iterable[int]:
        """Return the indexes of the patterns that may match a line in lower case. For most lines there are none."""
        found = self._requirements.satisfied(lower)
        if not found:
            return ()
        starting = self._by_start.get(_key(lower[:1]), _NONE)
        return [index for index in found if index in starting or index in self._with_any_start]

    @cached_property
    def _requirements(self) -> _Requirements:
        return _Requirements(self._patterns)


class _Requirements:
    """Patterns by the texts that they require."""

    def __init__(self, patterns: Sequence[str]) -> None:
        from cleaners import native  # here, because it imports numpy, which commands without cleaning do not need

        by_text: defaultdict[str, list[int]] = defaultdict(list)
        self._without_text: set[int] = set()  # indexes of patterns that require no text
        for index, pattern in enumerate(patterns):
            texts = _parts_of(pattern).texts
            if texts is None:
                self._without_text.add(index)
            for text in texts or ():
                by_text[text].append(index)
        self._native = native
        self._texts = tuple(by_text)
        self._indexes = [*by_text.values()]  # of the patterns that require a text, by the number of the text

    def satisfied(self, lower: str) -> set[int]:
        """Return the indexes of the patterns whose texts a line in lower case has."""
        search = self._compiled_search if self._native.in_use() else self._plain_search
        found = search.found_in(lower)
        return self._without_text.union(*[self._indexes[text] for text in found]) if found else self._without_text

    @cached_property
    def _compiled_search(self) -> TextSearch:
        return self._native.words.Texts(self._texts)

    @cached_property
    def _plain_search(self) -> TextSearch:
        return _PlainSearch(self._texts)


class TextSearch(Protocol):
    """Texts that are searched for at once."""

    def found_in(self, line: str) -> list[int]:
        """Return the numbers of the texts that a line has, perhaps some of them twice."""


class _PlainSearch:
    """A search by the first three characters of each text, or by the first character of a shorter one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._by_start: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)  # texts with their numbers
        for number, text in enumerate(texts):
            self._by_start[text[: START if len(text) >= START else 1]].append((text, number))
        self._starts = frozenset(self._by_start)

    def found_in(self, line: str) -> list[int]:
        runs = [line[place : place + START] for place in range(len(line) - START + 1)]
        starts = self._starts.intersection(line).union(self._starts.intersection(runs))
        return [number for start in starts for text, number in self._by_start[start] if text in line]


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _compile_in_any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _key(character: str) -> str:
    """Return the character, or "0" for all digits."""
    return "0" if character.isdecimal() else character


def starts_of(pattern: str) -> tuple[Starts, bool]:
    """Return the characters with which a match of a pattern can begin, and True if it can be empty.

    Raises re.error for an invalid pattern.
    """
    known = _parts_of(pattern)
    return known.starts, known.may_be_empty


class _Parts(NamedTuple):
    """Parts that the matches of a pattern have."""

    starts: Starts
    may_be_empty: bool
    texts: Texts


@cache  # a pattern is parsed when its pack is checked, and looked up when it is indexed
def _parts_of(pattern: str) -> _Parts:
    parsed = PARSER.parse(pattern)
    return _Parts(*_starts_of(parsed), required_texts(parsed))


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
