"""Write Parquet files with a fixed schema, compressed with zstd, a thousand records per row group."""

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
from crawler.formats.fields import Row, with_computed

ROWS_PER_GROUP = 1_000  # about 10 MB before compression
MAX_GROUP_CHARS = 32 << 20  # of texts and removed blocks, because a row group is in memory, and a page may have 10 MB
# Columns in the paths of a partitioned export, such as day=2026-01-31/part-0.parquet. The files keep `language` as a
# column too, for readers that ignore paths.
MAX_WAITING_CHARS = 2 * MAX_GROUP_CHARS  # in memory, for the rows of all partitions
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"  # Hive's name for null, which all readers know
PARTITION_COLUMNS = {"day": "day", "language": "lang"}


def write_file(rows: Iterable[Row], out: Path | BinaryIO, names: Sequence[str]) -> None:
    """Write one file. Raises OSError."""
    schema = arrow_schema(names)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(with_computed(rows, names), schema):
            writer.write_batch(batch)


def write_partitions(rows: Iterable[Row], folder: Path, names: Sequence[str], by: str) -> None:
    """Write a folder with a subfolder per language, or per day of publication or else of the fetch. Raises OSError.

    Arrow's own writer is not used: it keeps a file open per partition, and hangs at about a thousand of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts: Counter[str] = Counter()
    for value, some in _partitions(rows, by, removed="removed" in names):
        path = folder / f"{PARTITION_COLUMNS[by]}={value}" / f"part-{parts[value]}.parquet"
        path.parent.mkdir(exist_ok=True)
        write_file(some, path, names)
        parts[value] += 1


def _partitions(rows: Iterable[Row], by: str, *, removed: bool) -> Iterator[tuple[str, list[Row]]]:
    """Yield rows by partition: a full row group of one, or all waiting rows when they take too much memory."""
    waiting: defaultdict[str, list[Row]] = defaultdict(list)
    chars = 0
    for row in rows:
        value = quote(_partition(row, by) or NO_VALUE, safe="")
        waiting[value].append(row)
        chars += _chars(row, removed=removed)
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
    while some := list(_group(rows, removed="removed" in schema.names)):
        yield pa.RecordBatch.from_pylist([dict(row) for row in some], schema=schema)


def _group(rows: Iterator[Row], *, removed: bool) -> Iterator[Row]:
    """Yield the rows of the next group, as many as the bounds allow."""
    chars = 0
    for row in islice(rows, ROWS_PER_GROUP):
        yield row
        chars += _chars(row, removed=removed)
        if chars > MAX_GROUP_CHARS:
            return


def _chars(row: Row, *, removed: bool) -> int:
    """Return the length of a row's texts."""
    of_removed = sum(len(each["text"]) for each in row.get("removed") or ()) if removed else 0
    return len(row.get("text") or "") + of_removed
