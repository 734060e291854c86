"""Pack records for the tables: the text stays plain, so that people can query it, and the rest is compressed.

The rest is JSON, compressed by zstd with the text as a dictionary. Blocks and removed lines repeat parts of the text,
so this halves the size of the rest (3.9 kB instead of 8.4). Long lists are stored by column, and positions as
distances, which saves an eighth of that. A dictionary trained on records would save another 0.6 kB, 2 % of a store, but
would have to be kept for ever.
"""

from __future__ import annotations

import sys
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Column, LargeBinary, Table, Text

from cleaners.record import Record

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Of 22: 0.27 ms per record. Level 3 takes half the time and 9 % more room, level 9 twice the time and 2 % less.
LEVEL = 6
MIN_DICTIONARY_BYTES = 8  # zstd refuses a shorter dictionary
MAX_BYTES = 128 << 20  # of the JSON; a page of 10 MB gives a third of it. A store of others may hold far more
_LISTS = {"blocks", "links", "removed"}  # the long lists of a record, whose rows have the same fields
_RISING = "position"
# What reading raises for bytes of another text, bytes that end too soon, other types, and JSON of another form.
_FAULTS = (zstd.ZstdError, EOFError, TypeError, ValueError, AttributeError)
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}


class Packed(NamedTuple):
    """The text of a record and its packed other fields: two columns of a table, in this order."""

    text: str
    record: bytes


class RecordError(ValueError):
    """A packed record that is damaged, or does not belong to its text."""


def pack(record: Record) -> Packed:
    """Pack a record for the tables."""
    others: dict[str, Any] = {**record, "text": None}
    for name in _LISTS & others.keys():  # records of older versions may lack fields
        others[name] = _columns(others[name])
    text = record["text"]
    return Packed(text, zstd.compress(orjson.dumps(others), options=_OPTIONS, zstd_dict=_dictionary(text)))


def unpack(text: str, packed: bytes) -> Record:
    """Unpack a record.

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
    decompressor = zstd.ZstdDecompressor(_dictionary(text))
    content = decompressor.decompress(packed, MAX_BYTES)
    if not decompressor.eof:
        raise EOFError
    record: Any = {**orjson.loads(content)}
    record["text"] = text
    record.setdefault("joined_pages", [])  # earlier versions joined none
    for name in _LISTS:
        if isinstance(columns := record.get(name), dict):  # earlier versions kept lists as they are
            record[name] = _rows(columns)
    found: Record = record
    return found


def _columns(rows: Any) -> Any:
    """Return rows with the same fields as columns, and positions as distances; return other values as they are."""
    if not rows or set(map(len, rows)) != {len(rows[0])}:
        return rows
    try:
        columns = {name: list(map(itemgetter(name), rows)) for name in rows[0]}
    except KeyError:
        return rows
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
