"""Records as the tables hold them: the text as it is, so that people can query it, and the rest packed.

The rest is JSON, compressed with zstd against the text as a dictionary. Blocks and removed lines repeat parts of the
text, so the rest of a record takes half of the room that it takes without the dictionary (3.9 kB instead of 8.4). A
dictionary trained on records as well would save another 0.6 kB, 2 % of a store, and would have to be kept for good.
"""

from __future__ import annotations

import sys
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
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}


class Packed(NamedTuple):
    """The text of a record, and its other fields, packed; two columns of a table, in this order."""

    text: str
    record: bytes


class RecordError(ValueError):
    """A packed record that does not fit its text."""


def pack(record: Record) -> Packed:
    """Return a record as the tables hold it."""
    others = {name: None if name == "text" else value for name, value in record.items()}
    text = record["text"]
    return Packed(text, zstd.compress(orjson.dumps(others), options=_OPTIONS, zstd_dict=_dictionary(text)))


def unpack(text: str, packed: bytes) -> Record:
    """Return the record that `pack` was given. Raises RecordError if it was packed with another text."""
    try:
        record: Any = orjson.loads(zstd.decompress(packed, zstd_dict=_dictionary(text)))
    except zstd.ZstdError:
        raise RecordError(f"the text of an article was changed outside of newsgalley: {text[:60]!r}") from None
    record["text"] = text
    found: Record = record
    return found


def packed_columns() -> tuple[Column[Any], Column[Any]]:
    """Return new columns for a table that holds packed records."""
    return Column("text", Text, nullable=False), Column("record", LargeBinary, nullable=False)


def packed_in(table: Table) -> tuple[Column[Any], Column[Any]]:
    """Return the columns of a table to select for `unpack`."""
    return table.c.text, table.c.record


def _dictionary(text: str) -> zstd.ZstdDict:
    return zstd.ZstdDict(text.encode().ljust(MIN_DICTIONARY_BYTES), is_raw=True)
