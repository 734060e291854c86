"""Exports records to CSV and XML feeds (`-O articles.csv`), and writes files that are never seen half-written."""

from __future__ import annotations

import csv
import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.exporters import BaseItemExporter, XmlItemExporter
from scrapy.extensions.feedexport import FileFeedStorage

from cleaners.record import Record

# Spreadsheets read a cell that starts with one of these as a formula; an apostrophe before it makes it text
# (OWASP, "CSV Injection"). The full-width forms are formulas in Japanese versions.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

FIELDS = tuple(Record.__annotations__)


def csv_row(record: Record) -> list[str]:
    """Return a record's cells in the order of FIELDS: empty for null, JSON for lists and objects.

    A cell that a spreadsheet would run as a formula starts with an apostrophe.
    """
    return [_cell(record.get(name)) for name in FIELDS]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


class AtomicFile:
    """A file that is written as PATH.part, and replaces the earlier PATH when it is complete."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        # A device or a pipe cannot be replaced.
        self._in_place = self._path.exists() and not self._path.is_file()
        self.part = self._path if self._in_place else self._path.with_name(f"{self._path.name}.part")

    def finish(self) -> None:
        """Replace the earlier file by the one that was written."""
        if not self._in_place:
            self.part.replace(self._path)


class AtomicFileStorage(FileFeedStorage):
    """Writes the feed of `-O` as an `AtomicFile`; `-o` appends, as Scrapy does."""

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the file to write to."""
        if self.write_mode != "wb":
            return super().open(spider)
        self._file = AtomicFile(self.path)
        self._file.part.parent.mkdir(parents=True, exist_ok=True)
        return self._file.part.open("wb")

    def store(self, file: IO[bytes]) -> None:
        """Close the file, and replace the earlier one."""
        file.close()
        if self.write_mode == "wb":
            self._file.finish()


class CsvRecordExporter(BaseItemExporter):
    """Writes one row per record; Scrapy's own exporter writes Python literals into the cells."""

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self._stream = TextIOWrapper(file, encoding=self.encoding or "utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._stream)

    def start_exporting(self) -> None:
        """Write the header, even of a feed that stays empty."""
        self._writer.writerow(FIELDS)

    def export_item(self, item: Record) -> None:
        """Write one record."""
        self._writer.writerow(csv_row(item))

    def finish_exporting(self) -> None:
        """Leave the file open for the feed storage."""
        self._stream.detach()


class XmlRecordExporter(XmlItemExporter):
    """Scrapy's exporter without null fields, for which it would write the word None."""

    def export_item(self, item: Record) -> None:
        """Write one record."""
        super().export_item(_without_null(item))


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_null(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_null(part) for part in value]
    return value
