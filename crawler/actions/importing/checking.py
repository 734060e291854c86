"""Check rows from files that anybody may have written: a row is a record only if all fields have the schema's types."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints, is_typeddict

from cleaners.metadata.sanitize import web_address
from cleaners.record import Record
from crawler.formats.dates import as_time
from crawler.formats.fields import CHANGE_FIELDS, COMPUTED_FIELDS, FIELDS, LEFT_OUT

Reason = Literal["not_a_record", "bad_value", "deletion", "no_fetch_time"]
# Fields that exports add to records; the last two name partitions.
IGNORED = frozenset({*CHANGE_FIELDS, *COMPUTED_FIELDS, "day", "lang"})
MAY_LACK = LEFT_OUT | {"joined_pages"}  # the last one is missing from records of earlier versions
_HASH = re.compile(r"[0-9a-f]{64}")
# Control characters (PostgreSQL refuses NUL, and terminals obey others), marks that change the direction of text, and
# halves of surrogate pairs.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SCALARS: dict[object, tuple[type, ...]] = {str: (str,), int: (int,), float: (float, int), bool: (bool,)}
MAX_SHOWN_CHARS = 40  # of a wrong value


class RowError(ValueError):
    """A row that is not a record; `reason` is the code, the message says why."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def to_record(row: Mapping[str, Any]) -> Record:
    """Return a row as a record that is new to the store: the first revision, without links to other articles.

    Raises:
        RowError: The row is not a record, or cannot be stored.
    """
    if row.get("change") == "deleted":
        raise RowError("deletion", "is a deletion, which an import does not carry out: newsgalley delete ID")
    if row.get("dropped"):
        raise RowError("not_a_record", f"is not an article: {_shown(row['dropped'])}")
    check_names(row)
    record = {name: row[name] for name in FIELDS if name in row}
    for name in record:
        if problem := _problem(record[name], _hints(Record)[name], f"`{name}`"):
            raise RowError("bad_value", problem)
    record = {**{name: [] for name in MAY_LACK}, **record, "revision": 1, "duplicate_of": None}
    record["fetched_at"] = as_time(record["fetched_at"])
    _check_sense(record)
    return cast(Record, record)


def check_names(names: Mapping[str, Any] | list[str]) -> None:
    """Raise RowError if a field of a record is missing, or if there is an unknown one."""
    if missing := [name for name in FIELDS if name not in names and name not in MAY_LACK]:
        raise RowError("not_a_record", f"is not a record: it has no field `{missing[0]}`")
    if others := [name for name in names if name not in FIELDS and name not in IGNORED]:
        raise RowError("not_a_record", f"is not a record: records have no field `{others[0]}`")


def _check_sense(record: Mapping[str, Any]) -> None:
    content = hashlib.sha256(" ".join(record["text"].split()).encode()).hexdigest()
    if record["content_hash"] != content:
        raise RowError("bad_value", "`content_hash` is not the digest of `text`, which somebody has changed")
    if not _HASH.fullmatch(record["id"]):
        raise RowError("bad_value", "`id` is not a digest")
    if not record["text"].strip():
        raise RowError("bad_value", "`text` is empty")
    for name in ("url", "requested_url", "canonical_url"):
        address = record[name]
        if address and not address.startswith(("http://", "https://", "file://")):
            raise RowError("bad_value", f"`{name}` is not an address")
        if address and "@" in address.split("/", 3)[2]:
            raise RowError("bad_value", f"`{name}` has a user or password")
    for name in ("authors", "images", "links", "joined_pages"):
        if any(item["url"] and web_address(item["url"]) is None for item in record[name]):
            raise RowError("bad_value", f"`{name}` has an address that is not one on the web")
    if record["fetched_at"] is None:
        raise RowError(
            "no_fetch_time",
            "`fetched_at` is not an RFC 3339 time, and the store orders articles by it; if the row is of newsgalley "
            "clean, store the saved pages instead: newsgalley crawl archive -a path=FOLDER",
        )


def _problem(value: Any, hint: Any, place: str) -> str | None:
    """Return what is wrong with a value, or None; `place` names the value in the message."""
    if hint in _SCALARS:
        return _scalar_problem(value, hint, place)
    if is_typeddict(hint):
        return _fields_problem(value, hint, place)
    if get_origin(hint) is Literal:
        allowed = get_args(hint)
        return None if value in allowed and type(value) is type(allowed[0]) else f"{place} is {_shown(value)}"
    if get_origin(hint) is list:
        if not isinstance(value, list):
            return f"{place} is {_shown(value)}, not a list"
        (each,) = get_args(hint)
        problems = (_problem(item, each, f"{place}[{number}]") for number, item in enumerate(value))
        return next((problem for problem in problems if problem), None)
    (known,) = (each for each in get_args(hint) if each is not NoneType)  # "X or null"
    return None if value is None else _problem(value, known, place)


def _scalar_problem(value: Any, kind: Any, place: str) -> str | None:
    if not isinstance(value, _SCALARS[kind]) or (isinstance(value, bool) and kind is not bool):
        return f"{place} is {_shown(value)}, not of the type {kind.__name__}"
    if isinstance(value, str) and _UNSTORABLE.search(value):
        return f"{place} has a control character, a mark of direction, or half of a surrogate pair"
    return None


def _fields_problem(value: Any, kind: Any, place: str) -> str | None:
    hints = _hints(kind)
    if not isinstance(value, dict) or value.keys() != hints.keys():
        return f"{place} is not an object with {', '.join(hints)}"
    problems = (_problem(value[name], hints[name], f"{place}.{name}") for name in hints)
    return next((problem for problem in problems if problem), None)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[:MAX_SHOWN_CHARS]}..."
