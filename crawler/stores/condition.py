"""The condition of `--where` on a record's field. It is parsed, never executed."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable
from typing import Any

from cleaners.record import Record

_FORM = re.compile(r"\s*([a-z_]+(?:\.[a-z_]+)*)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*", re.DOTALL)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def parse_condition(text: str) -> Callable[[Record], bool]:
    """Return a test of records for `field=value`; also !=, <, <=, > and >=. Raises ValueError with one clear sentence.

    A dot separates a field from the one that holds it (`quality.score<0.5`). A value is a JSON value (null, true, 12)
    or plain text. A list matches where one of its members equals the value.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"--where {text!r}: write FIELD=VALUE, such as language=en or quality.score<0.5.")
    path, sign, raw = match[1].split("."), match[2], match[3]
    value = _value(raw)
    if sign in _COMPARE:
        return lambda record: _compares(_COMPARE[sign], _at(record, path), value, raw)
    return lambda record: _equals(_at(record, path), value, raw) == (sign == "=")


def _value(raw: str) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _at(record: Any, path: list[str]) -> Any:
    for name in path:
        record = record.get(name) if isinstance(record, dict) else None
    return record


def _equals(found: Any, value: Any, raw: str) -> bool:
    members = found if isinstance(found, list) else [found]
    return found == value or value in members or raw in members


def _compares(compare: Callable[[Any, Any], bool], found: Any, value: Any, raw: str) -> bool:
    if isinstance(found, str):
        return compare(found, raw)
    is_number = isinstance(found, int | float) and isinstance(value, int | float)
    return is_number and compare(found, value)
