"""Records as the tables hold them: the text as it is, so that people can query it, and the rest packed.

The rest is JSON, compressed with zstd against the text as a dictionary. Blocks and removed lines repeat parts of the
text, so the rest of a record takes half of the room that it takes without the dictionary (3.9 kB instead of 8.4). Their
lists are turned into columns, and positions into distances, which saves an eighth of that. A dictionary trained on
records as well would save another 0.6 kB, 2 % of a store, and would have to be kept for good.
"""

from __future__ import annotations

import sys
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Column, LargeBinary, Table, Text

from cleaners.record import Record

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 6  # of 22: 0.27 ms per record; 3 takes half as long and 9 % more room, 9 twice as long and 2 % less
MIN_DICTIONARY_BYTES = 8  # zstd refuses a shorter one
_LISTS = {"blocks", "links", "removed"}  # the long ones of a record; their rows have the same fields
_RISING = "position"
# What reading raises for bytes of another text, bytes that end too soon, other types, and JSON of another form.
_FAULTS = (zstd.ZstdError, EOFError, TypeError, ValueError, AttributeError)
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}


class Packed(NamedTuple):
    """The text of a record, and its other fields, packed; two columns of a table, in this order."""

    text: str
    record: bytes


class RecordError(ValueError):
    """A packed record that is damaged, or does not fit its text."""


def pack(record: Record) -> Packed:
    """Return a record as the tables hold it."""
    others: dict[str, Any] = {**record, "text": None}
    for name in _LISTS & others.keys():  # records of older versions may lack fields
        others[name] = _columns(others[name])
    text = record["text"]
    return Packed(text, zstd.compress(orjson.dumps(others), options=_OPTIONS, zstd_dict=_dictionary(text)))


def unpack(text: str, packed: bytes) -> Record:
    """Return the record that `pack` was given.

    Raises:
        RecordError: It was packed with another text, or is damaged.
    """
    try:
        return _unpacked(text, packed)
    except _FAULTS:
        raise RecordError(
            f"an article was changed outside of newsgalley: {text!r:.80}; restore the store from a backup"
        ) from None


def _unpacked(text: str, packed: bytes) -> Record:
    record: Any = {**orjson.loads(zstd.decompress(packed, zstd_dict=_dictionary(text)))}
    record["text"] = text
    record.setdefault("joined_pages", [])  # earlier versions joined none
    for name in _LISTS:
        if isinstance(columns := record.get(name), dict):  # earlier versions kept lists as they are
            record[name] = _rows(columns)
    found: Record = record
    return found


def _columns(rows: Any) -> Any:
    """Return rows of the same fields as columns, with the distances between the positions; other values as they are."""
    if not rows or any(row.keys() != rows[0].keys() for row in rows):
        return rows
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    if _RISING in columns:
        columns[_RISING] = [after - before for before, after in pairwise([0, *columns[_RISING]])]
    return columns


def _rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    if _RISING in columns:
        columns[_RISING] = list(accumulate(columns[_RISING]))
    names = tuple(columns)
    return [dict(zip(names, row, strict=False)) for row in zip(*columns.values(), strict=True)]


def packed_columns() -> tuple[Column[Any], Column[Any]]:
    """Return new columns for a table that holds packed records."""
    return Column("text", Text, nullable=False), Column("record", LargeBinary, nullable=False)


def packed_in(table: Table) -> tuple[Column[Any], Column[Any]]:
    """Return the columns of a table to select for `unpack`."""
    return table.c.text, table.c.record


def _dictionary(text: str) -> zstd.ZstdDict:
    return zstd.ZstdDict(text.encode().ljust(MIN_DICTIONARY_BYTES), is_raw=True)
