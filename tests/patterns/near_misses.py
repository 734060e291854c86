"""Build texts that almost match a pattern, from the pattern itself.

A pattern takes long where it can match a long run in many ways and then fails. So for each repeat of the pattern, the
texts have what may precede it, a long run of what it repeats, and an end that does not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LONG_REPEAT = 10  # a repeat with a lower upper bound cannot take long
_MAX_SAMPLES = 4  # different texts per part of a pattern
_MAX_RUNS = 40  # different runs per pattern
# One character of each class that patterns use; of these, a sample takes those that a class contains.
_CHARACTERS = "a1_ -.,:/xA\n\t|é中あ　<>\"'=&;#@!?()[]{}*+%~\\^$·–—»"
_END = "\x00"  # no pattern of ours matches it, except in a negated class
_ENDS = (_END, "")

Part = tuple[Any, Any]


def runs(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """Return pairs of a prefix and a text to be repeated, for each part of the pattern that can be long."""
    parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    found = set(islice(_runs(list(parsed), "", pattern.flags), _MAX_RUNS))
    units = {unit for _, unit in found}
    pairs = {first + second for first, second in islice(combinations(sorted(units), 2), _MAX_RUNS)}
    return found | {("", unit) for unit in units | pairs}


def texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of about `length` characters that almost match the pattern."""
    for prefix, unit in sorted(runs(pattern)):
        body = prefix + unit * (length // len(unit))
        yield from (body + end for end in _ENDS)


def _runs(parts: list[Part], prefix: str, flags: int) -> Iterator[tuple[str, str]]:
    for code, value in parts:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, highest, inner = value
            if highest > _LONG_REPEAT:
                yield from ((prefix, unit) for unit in _samples(list(inner), flags) if unit)
        for inner in _inner_parts(code, value):
            yield from _runs(inner, prefix, flags)
        prefix += next(iter(_samples([(code, value)], flags)), "")


def _inner_parts(code: Any, value: Any) -> list[list[Part]]:
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [list(value[2])]
    if code is op.SUBPATTERN:
        return [list(value[3])]
    if code is op.BRANCH:
        return [list(branch) for branch in value[1]]
    if code is op.ATOMIC_GROUP:
        return [list(value)]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [list(value[1])]
    return []


def _samples(parts: list[Part], flags: int) -> list[str]:
    """Return a few different texts that the parts match one after another."""
    results = [""]
    for code, value in parts:
        choices = _part_samples(code, value, flags) or [""]
        width = max(len(results), len(choices))
        results = [results[i % len(results)] + choices[i % len(choices)] for i in range(min(width, _MAX_SAMPLES))]
    return list(dict.fromkeys(results))


def _part_samples(code: Any, value: Any, flags: int) -> list[str]:
    if code is op.LITERAL:
        return [chr(value)]
    if code in (op.NOT_LITERAL, op.ANY, op.IN, op.CATEGORY):
        return _characters((code, value), flags)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        lowest, _, inner = value
        return [sample * max(lowest, 1) for sample in _samples(list(inner), flags)]
    if code is op.BRANCH:
        return [sample for branch in value[1] for sample in _samples(list(branch), flags)[:2]]
    if code in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return _samples(_inner_parts(code, value)[0], flags)
    return []  # an assertion, a position or a reference to a group


def _characters(part: Part, flags: int) -> list[str]:
    """Return a few characters that a class matches."""
    code, value = part
    if code is op.IN:
        listed = [chr(v) for c, v in value if c is op.LITERAL] + [chr(v[0]) for c, v in value if c is op.RANGE]
        candidates = [*listed[:2], *_CHARACTERS, *listed[2:]]
    else:
        candidates = list(_CHARACTERS)
    return list(islice((c for c in candidates if _matches(part, c, flags)), _MAX_SAMPLES))


def _matches(part: Part, character: str, flags: int) -> bool:
    code, value = part
    point = ord(character)
    if code is op.ANY:
        return character != "\n" or bool(flags & re.DOTALL)
    if code is op.NOT_LITERAL:
        return point != value
    if code is op.CATEGORY:
        return _in_category(value, character)
    negated = bool(value) and value[0][0] is op.NEGATE
    return negated != any(_in_item(item, character) for item in value if item[0] is not op.NEGATE)


def _in_item(item: Part, character: str) -> bool:
    code, value = item
    if code is op.LITERAL:
        return ord(character) == value
    if code is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return _in_category(value, character)


@cache
def _in_category(category: Any, character: str) -> bool:
    tests = {
        op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
        op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    return re.fullmatch(tests[category], character) is not None
