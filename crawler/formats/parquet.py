"""Parquet files: one fixed schema, compressed with zstd, a thousand records per row group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.formats.arrow import arrow_schema
from crawler.formats.fields import Row, with_made

ROWS_PER_GROUP = 1_000  # some 10 MB before compression
MAX_GROUP_CHARS = 32 << 20  # of texts and removed blocks; a row group is held in memory, and a page may have 10 MB
# Columns that are in the paths of a partitioned export, such as day=2026-01-31/part-0.parquet. The files keep
# `language`, so that readers that ignore paths have it.
MAX_WAITING_CHARS = 2 * MAX_GROUP_CHARS  # of the rows of all partitions that are held in memory
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"  # the name that Hive, and with it all readers, give to null
PARTITION_COLUMNS = {"day": "day", "language": "lang"}


def write_file(rows: Iterable[Row], out: Path | BinaryIO, names: Sequence[str]) -> None:
    """Write one file. Raises OSError."""
    schema = arrow_schema(names)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(with_made(rows, names), schema):
            writer.write_batch(batch)


def write_partitions(rows: Iterable[Row], folder: Path, names: Sequence[str], by: str) -> None:
    """Write a folder with a folder per day of publication (or else of the fetch), or per language. Raises OSError.

    Arrow's own writer of partitions keeps a file open for each, and stops for ever at about a thousand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts: Counter[str] = Counter()
    for value, some in _partitions(rows, by, "removed" in names):
        path = folder / f"{PARTITION_COLUMNS[by]}={value}" / f"part-{parts[value]}.parquet"
        path.parent.mkdir(exist_ok=True)
        write_file(some, path, names)
        parts[value] += 1


def _partitions(rows: Iterable[Row], by: str, removed: bool) -> Iterator[tuple[str, list[Row]]]:
    """Yield parts of partitions: a full row group, or all that wait when they take too much memory."""
    waiting: defaultdict[str, list[Row]] = defaultdict(list)
    chars = 0
    for row in rows:
        value = quote(_partition(row, by) or NO_VALUE, safe="")
        waiting[value].append(row)
        chars += _chars(row, removed)
        if len(waiting[value]) == ROWS_PER_GROUP:
            yield value, waiting.pop(value)
        if chars > MAX_WAITING_CHARS:
            yield from waiting.items()
            waiting.clear()
            chars = 0
    yield from waiting.items()


def _partition(row: Row, by: str) -> str | None:
    if by == "language":
        return row.get("language")
    day = row.get("date_published") or row.get("fetched_at") or row.get("stored_at")
    return day[:10] if day else None


def _batches(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    rows = iter(rows)
    while some := list(_group(rows, "removed" in schema.names)):
        yield pa.RecordBatch.from_pylist([dict(row) for row in some], schema=schema)


def _group(rows: Iterator[Row], removed: bool) -> Iterator[Row]:
    """Yield the rows of the next group: those that come first, within the bounds."""
    chars = 0
    for row in islice(rows, ROWS_PER_GROUP):
        yield row
        chars += _chars(row, removed)
        if chars > MAX_GROUP_CHARS:
            return


def _chars(row: Row, removed: bool) -> int:
    """Return the length of a row's texts."""
    of_removed = sum(len(each["text"]) for each in row.get("removed") or ()) if removed else 0
    return len(row.get("text") or "") + of_removed
