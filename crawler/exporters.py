"""Feeds (`-O articles.csv`, `.xml`) in which a record's lists and objects survive."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from io import BytesIO, TextIOWrapper
from typing import Any

from scrapy.exporters import BaseItemExporter, XmlItemExporter

from cleaners.article import Article, Record

# What a spreadsheet takes for a formula; an apostrophe before it says that the cell is text
# (OWASP, "CSV Injection"). The full-width forms are formulas where Japanese is written.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

FIELDS = tuple(field.name for field in fields(Article))


def csv_row(record: Record) -> list[str]:
    """Return a record's cells in the order of FIELDS: empty for null, JSON for lists and objects.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    return [_cell(record.get(name)) for name in FIELDS]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


class CsvRecordExporter(BaseItemExporter):
    """One row a record; Scrapy's own exporter writes Python's notation into the cells."""

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self._stream = TextIOWrapper(file, encoding=self.encoding or "utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._stream)

    def start_exporting(self) -> None:
        """Write the header, also of a feed that stays empty."""
        self._writer.writerow(FIELDS)

    def export_item(self, item: Record) -> None:
        """Write one record."""
        self._writer.writerow(csv_row(item))

    def finish_exporting(self) -> None:
        """Leave the file open for the feed storage."""
        self._stream.detach()


class XmlRecordExporter(XmlItemExporter):
    """Scrapy's own, without null fields: it would write the word None."""

    def export_item(self, item: Record) -> None:
        """Write one record."""
        super().export_item(_without_null(item))


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_null(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_null(part) for part in value]
    return value
