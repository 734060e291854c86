import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from cleaners.clean import clean
from cleaners.page import Page
from crawler.exporters import FIELDS, AtomicFile, CsvRecordExporter, csv_row

RECORD = clean(Page(body="<p>Some words about a harbour.</p>", url="https://example.org/a")).article.to_record()


def rows(*records: dict) -> list[dict[str, str]]:
    file = BytesIO()
    exporter = CsvRecordExporter(file)
    exporter.start_exporting()
    for record in records:
        exporter.export_item(record)
    exporter.finish_exporting()
    return list(csv.DictReader(StringIO(file.getvalue().decode(), newline="")))


@pytest.mark.parametrize(
    "said",
    ['=HYPERLINK("https://e.org")', "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"],
)
def test_no_csv_cell_is_a_formula(said: str) -> None:
    hostile = {name: said if value is None or isinstance(value, str) else value for name, value in RECORD.items()}
    (row,) = rows(hostile)
    assert [name for name, cell in row.items() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))] == []
    assert row["title"] == "'" + said


def test_harmless_cells_are_unchanged() -> None:
    said = {**RECORD, "title": "1 + 1 = 2, said “=”", "subtitle": "'quoted'", "section": None}
    row = dict(zip(FIELDS, csv_row(said), strict=True))
    assert (row["title"], row["subtitle"], row["section"]) == ("1 + 1 = 2, said “=”", "'quoted'", "")
    assert row["word_count"] == str(RECORD["word_count"])


def test_a_file_is_unchanged_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("old")
    whole = AtomicFile(str(path))
    whole.part.write_text("new")
    assert path.read_text() == "old"
    whole.finish()
    assert path.read_text() == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["articles.jsonl"]


def test_a_device_is_written_in_place() -> None:
    whole = AtomicFile("/dev/null")
    whole.part.write_text("anything")
    whole.finish()
    assert not Path("/dev/null").is_file()
