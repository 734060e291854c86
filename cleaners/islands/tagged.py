"""Resolve objects in which each value is a pair of a type and a value, as in the props of Astro's islands."""

from __future__ import annotations

from typing import Any

MAX_VALUES = 200_000  # per object
MAX_DEPTH = 60
MAX_TYPE = 11  # the highest number of a type; 1 is a list, 0 any other value

_LIST = 1


def is_tagged(value: object) -> bool:
    """Return True if an object's values are all pairs of a type's number and a value."""
    return isinstance(value, dict) and bool(value) and all(map(_is_pair, value.values()))


def resolve(value: dict[str, Any]) -> dict[str, Any]:
    """Return an object with its pairs replaced by their values; parts beyond the limits are None."""
    return _Resolver().members(value, 0)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and type(value[0]) is int and 0 <= value[0] <= MAX_TYPE


class _Resolver:
    """Resolves one object; counts its values."""

    def __init__(self) -> None:
        self.left = MAX_VALUES

    def members(self, node: dict[str, Any], depth: int) -> dict[str, Any]:
        return {key: self.value(pair, depth + 1) for key, pair in node.items()}

    def value(self, pair: Any, depth: int) -> Any:
        self.left -= 1
        if not _is_pair(pair) or depth > MAX_DEPTH or self.left < 0:
            return None
        kind, value = pair
        if isinstance(value, dict):
            return self.members(value, depth)
        if kind == _LIST and isinstance(value, list):
            return [self.value(item, depth + 1) for item in value]
        return value
