"""Write JSON lines and CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import orjson

from crawler.formats.cells import csv_row
from crawler.formats.fields import Row, only, with_computed


def write_jsonl(rows: Iterable[Row], out: BinaryIO, names: Sequence[str]) -> None:
    """Write one JSON object with the named fields per line."""
    for row in only(rows, names):
        out.write(orjson.dumps(row) + b"\n")


class _Encoded:
    """The text file to which the csv module writes, encoded as UTF-8."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode())


def write_csv(rows: Iterable[Row], out: BinaryIO, names: Sequence[str]) -> None:
    """Write a header and one row per record or change, with lists and objects as JSON in their cells."""
    writer = csv.writer(_Encoded(out))
    writer.writerow(names)
    writer.writerows(csv_row(row, names) for row in with_computed(rows, names))
