"""Parquet files: one fixed schema, compressed with zstd, a thousand records per row group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from crawler.formats.arrow import arrow_schema
from crawler.formats.fields import Row, with_made

ROWS_PER_GROUP = 1_000  # some 10 MB before compression
MAX_GROUP_CHARS = 32 << 20  # of texts and removed blocks; a row group is held in memory, and a page may have 10 MB
# Columns that are in the paths of a partitioned export, such as day=2026-01-31/part-0.parquet. The files keep
# `language`, so that readers that ignore paths have it.
PARTITION_COLUMNS = {"day": "day", "language": "lang"}


def write_file(rows: Iterable[Row], out: Path | BinaryIO, names: Sequence[str]) -> None:
    """Write one file. Raises OSError."""
    schema = arrow_schema(names)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(with_made(rows, names), schema):
            writer.write_batch(batch)


def write_partitions(rows: Iterable[Row], folder: Path, names: Sequence[str], by: str) -> None:
    """Write a folder with a folder per day of publication (or else of the fetch), or per language. Raises OSError."""
    column = PARTITION_COLUMNS[by]
    schema = arrow_schema(names).append(pa.field(column, pa.string()))
    rows = ({**row, column: _partition(row, by)} for row in with_made(rows, names))
    format_ = ds.ParquetFileFormat()
    folder.mkdir(parents=True, exist_ok=True)
    ds.write_dataset(
        _batches(rows, schema),
        folder,
        schema=schema,
        format=format_,
        file_options=format_.make_write_options(compression="zstd"),
        partitioning=ds.partitioning(pa.schema([(column, pa.string())]), flavor="hive"),
        max_rows_per_group=ROWS_PER_GROUP,
        existing_data_behavior="overwrite_or_ignore",
    )


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
        chars += len(row.get("text") or "")
        chars += sum(len(each["text"]) for each in row.get("removed") or ()) if removed else 0
        if chars > MAX_GROUP_CHARS:
            return
