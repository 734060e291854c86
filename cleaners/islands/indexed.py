"""Resolve lists whose objects name their values by index: Nuxt 3 and SvelteKit (devalue), and Remix (turbo-stream)."""

from __future__ import annotations

import re
from typing import Any

MAX_VALUES = 200_000  # per list
MAX_DEPTH = 60

_TURBO_KEY = re.compile(r"_\d{1,6}")
# First items of lists that stand for something else; the second item is then the index of its value.
_WRAPPERS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Object",
                       "NuxtError", "Date", "P", "SingleFetchFallback"})  # fmt: skip


def is_indexed(value: object) -> bool:
    """Return True if a list names the values of its objects by index, from its first item on."""
    if not isinstance(value, list) or len(value) < 2:
        return False
    first = value[0]
    if isinstance(first, dict):
        return bool(first) and all(type(index) is int and -7 <= index < len(value) for index in first.values())
    if not isinstance(first, list) or len(first) != 2:
        return False
    return isinstance(first[0], str) and first[0] in _WRAPPERS and type(first[1]) is int


def resolve(values: list[Any]) -> Any:
    """Return the value of the first item, with all indexes replaced; parts beyond the limits are None."""
    return _Resolver(values).at(0, 0)


class _Resolver:
    """The values by index, those that are resolved already, and how many more may be resolved."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values
        self.done: dict[int, Any] = {}
        self.left = MAX_VALUES

    def at(self, index: Any, depth: int) -> Any:
        if type(index) is not int or not 0 <= index < len(self.values) or depth > MAX_DEPTH or self.left < 0:
            return None
        if index not in self.done:
            self.left -= 1
            self.done[index] = None  # until it is resolved, for a value that contains itself
            self.done[index] = self.resolved(self.values[index], depth)
        return self.done[index]

    def resolved(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            self.left -= len(value)
            return {self.key(key, depth): self.at(index, depth + 1) for key, index in value.items()}
        if not isinstance(value, list):
            return value
        self.left -= len(value)
        if value and isinstance(value[0], str):
            return self.at(value[1], depth + 1) if value[0] in _WRAPPERS and len(value) > 1 else None
        return [self.at(index, depth + 1) for index in value]

    def key(self, key: str, depth: int) -> str:
        return str(self.at(int(key[1:]), depth + 1)) if _TURBO_KEY.fullmatch(key) else key
