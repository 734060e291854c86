"""Export records to CSV and XML feeds (`-O articles.csv`)."""

from __future__ import annotations

import csv
from io import BytesIO, TextIOWrapper
from typing import Any

from scrapy.exporters import BaseItemExporter, XmlItemExporter

from cleaners.record import Record
from crawler.formats.cells import csv_row
from crawler.formats.fields import FIELDS


class CsvRecordExporter(BaseItemExporter):
    """Writes one row per record. Scrapy's own exporter would write lists and objects as Python literals."""

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self._stream = TextIOWrapper(file, encoding=self.encoding or "utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._stream)

    def start_exporting(self) -> None:
        """Write the header, even if no record follows."""
        self._writer.writerow(FIELDS)

    def export_item(self, item: Record) -> None:
        """Write one record."""
        self._writer.writerow(csv_row(item))

    def finish_exporting(self) -> None:
        """Leave the file open for the feed storage."""
        self._stream.detach()


class XmlRecordExporter(XmlItemExporter):
    """Scrapy's exporter, but without null fields, which it would write as the word None."""

    def export_item(self, item: Record) -> None:
        """Write one record."""
        super().export_item(_without_null(item))


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_null(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_null(part) for part in value]
    return value
