"""Exports records to CSV and XML feeds (`-O articles.csv`)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from io import BytesIO, TextIOWrapper
from typing import Any

from scrapy.exporters import BaseItemExporter, XmlItemExporter

from cleaners.record import Record

# Spreadsheets read a cell that starts with one of these as a formula; an apostrophe before it makes it text
# (OWASP, "CSV Injection"). The full-width forms are formulas in Japanese versions.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LINE_SIGNS = ("\t", "\r", "\n")

# Readers that separate cells by semicolons, tabs or bars ignore quotation marks inside a cell, so a cell of ours may
# hold the beginning of one of theirs: a separator or line break, perhaps spaces and quotation marks, then a formula.
# The pattern tries each run of these characters once.
_SEPARATORS = ";|\t\r\n"
_CELL_STARTS = re.compile(r"""(?<![;|\s"])([;|\s"]++)(?=[=+\-@＝＋－＠])""")

FIELDS = tuple(Record.__annotations__)


def csv_row(record: Mapping[str, Any], names: Sequence[str] = FIELDS) -> list[str]:
    """Return a record's cells in the order of the names: empty for null, JSON for lists and objects.

    A cell that a spreadsheet would run as a formula starts with an apostrophe.
    """
    return [_cell(record.get(name)) for name in names]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    safe = _CELL_STARTS.sub(_escape, text)
    return f"'{safe}" if text.lstrip().startswith(_FORMULA_SIGNS) or text.startswith(_LINE_SIGNS) else safe


def _escape(match: re.Match[str]) -> str:
    return f"{match[1]}'" if any(sign in _SEPARATORS for sign in match[1]) else match[1]


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
