"""Look up the fields of a record and their types in the record's definition."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from cleaners.record import Record
from crawler.messages.suggestions import did_you_mean


@dataclass(frozen=True, slots=True)
class FieldTypes:
    """The types that a field, or a member of its list, can have."""

    text: bool
    number: bool
    boolean: bool
    is_list: bool
    members: tuple[str, ...]  # the fields inside it


def field_types(path: Sequence[str]) -> FieldTypes:
    """Return the types of the field at a path of names.

    Raises:
        ValueError: A record has no such field. The message suggests others.
    """
    hint: Any = Record
    for number, name in enumerate(path):
        known = _members(hint)
        if name not in known:
            holder = ".".join(path[:number])
            hint_text = did_you_mean(name, known) or (f" It has {', '.join(known)}." if known else "")
            raise ValueError(f"{holder or 'a record'} has no field {name!r}.{hint_text}")
        hint = known[name]
    plain = list(_plain(hint))
    return FieldTypes(
        text=str in plain,
        number=int in plain or float in plain,
        boolean=bool in plain,
        is_list=any(get_origin(each) is list for each in _options(hint)),
        members=tuple(_members(hint)),
    )


def _members(hint: Any) -> dict[str, Any]:
    """Return the fields of the record types in a type."""
    return {name: kind for each in _plain(hint) if is_typeddict(each) for name, kind in get_type_hints(each).items()}


def _plain(hint: Any) -> Iterator[Any]:
    """Yield the types that a value or a list's member can have."""
    for option in _options(hint):
        if get_origin(option) is list:
            yield from _plain(get_args(option)[0])
        elif get_origin(option) is Literal:
            yield from {type(value) for value in get_args(option)}
        else:
            yield option


def _options(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
