"""Parse the condition of `--where` on a field of a record; it is never executed as code."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable
from typing import Any

from cleaners.record import Record
from crawler.stores.record_fields import FieldTypes, field_types

_FORM = re.compile(r"\s*([A-Za-z_]+(?:\.[A-Za-z_]+)*)\s*(!=|<=|>=|=|<|>)(.*)", re.DOTALL)
_OPERATOR_SIGNS = ("=", "<", ">", "~", "!")  # at the start of a value, the rest of an unknown operator
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def parse_condition(text: str) -> Callable[[Record], bool]:
    """Return a test of records for `field=value`; also !=, <, <=, > and >=.

    A dot separates a field from the field that contains it (`quality.score<0.5`). A value is a JSON value (null, true,
    12) or plain text. A list matches if one of its members does.

    Raises:
        ValueError: The form, the field, the operator or the type of the value is wrong. The message names it.
    """
    match = _FORM.fullmatch(text)
    if match is None or (match[2] in ("=", "<", ">") and match[3].strip().startswith(_OPERATOR_SIGNS)):
        raise ValueError(
            f"--where {text!r}: write FIELD=VALUE, such as language=en or quality.score<0.5; "
            "the operators are = != < <= > >=."
        )
    path, sign, raw = match[1].split("."), match[2], match[3].strip()
    value = _value(raw)
    try:
        _check_type(field_types(path), sign, value, raw)
    except ValueError as error:
        raise ValueError(f"--where {text!r}: {error}") from None
    if sign in _COMPARE:
        return lambda record: any(_compares(_COMPARE[sign], found, value, raw) for found in _members(record, path))
    return lambda record: _equals(_at(record, path), value, raw) == (sign == "=")


def _check_type(types: FieldTypes, sign: str, value: Any, raw: str) -> None:
    """Raise ValueError if no record can match, because the field never has the type of the value."""
    if types.text or (value is None and sign not in _COMPARE) or (value == [] and types.is_list):
        return
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if types.number and not is_number:
        raise ValueError(f"the field is a number; {raw!r} is not.")
    if types.boolean and (not isinstance(value, bool) or sign in _COMPARE):
        raise ValueError(f"the field is true or false, not {raw!r}; compare it with = or !=.")
    if types.members:
        raise ValueError(f"name one of the fields within it: {', '.join(types.members)}.")


def _value(raw: str) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _at(record: Any, path: list[str]) -> Any:
    """Return the value of a field or, if the field is in the members of a list, the list of its values."""
    if not path:
        return record
    if isinstance(record, list):
        return [_at(member, path) for member in record]
    return _at(record.get(path[0]), path[1:]) if isinstance(record, dict) else None


def _members(record: Any, path: list[str]) -> list[Any]:
    found = _at(record, path)
    return found if isinstance(found, list) else [found]


def _equals(found: Any, value: Any, raw: str) -> bool:
    members = found if isinstance(found, list) else [found]
    return found == value or value in members or raw in members


def _compares(compare: Callable[[Any, Any], bool], found: Any, value: Any, raw: str) -> bool:
    if isinstance(found, str):
        return compare(found, raw)
    is_number = isinstance(found, int | float) and isinstance(value, int | float)
    return is_number and compare(found, value)
