import csv
import re
from io import BytesIO, StringIO

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page
from cleaners.record import Record
from crawler.exporters import CsvRecordExporter
from crawler.formats.cells import csv_row
from crawler.formats.fields import FIELDS


@pytest.fixture(scope="module")
def record() -> Record:
    return clean_page(Page(body="<p>Some words about a harbour.</p>", url="https://example.org/a")).to_record()


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
    ['=HYPERLINK("https://e.org")', "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t1", "\r1", "\n1", "＝1+1", " =1"],
)
def test_no_csv_cell_is_a_formula(record: Record, said: str) -> None:
    hostile = {name: said if value is None or isinstance(value, str) else value for name, value in record.items()}
    (row,) = rows(hostile)
    assert [name for name, cell in row.items() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))] == []
    assert row["title"] == "'" + said


@pytest.mark.parametrize(
    "said",
    ["harbour;{}", "harbour; {}", 'say "x;{}" now', 'a;"{}"', "a\n{}", "a\r\n{}", "a\t{}", "a|{}", " {}", "\n\n {}",
     "a;;;{}", "a\n\n\n{}"],
)  # fmt: skip
def test_no_cell_is_a_formula_for_a_reader_with_another_separator(record: Record, said: str) -> None:
    out = StringIO(newline="")
    for formula in ("=1+1", "+1+1", "-2+3", "@SUM(A1)", "＝1+1"):
        csv.writer(out).writerow(csv_row({**record, "title": said.format(formula), "text": said.format(formula)}))
    cells = [
        cell for separator in ";\t|" for line in re.split(r"[\r\n]+", out.getvalue()) for cell in line.split(separator)
    ]
    assert [cell for cell in cells if cell.strip(' "').startswith(("=", "+", "-", "@", "＝"))] == []


def test_a_cell_of_separators_takes_linear_time(record: Record) -> None:
    csv_row({**record, "text": "a" + "; \n" * 300_000 + "b"})


def test_harmless_cells_are_unchanged(record: Record) -> None:
    said = {**record, "title": "1 + 1 = 2; said “=”", "subtitle": "'quoted'; a-b\n\nand", "section": None}
    row = dict(zip(FIELDS, csv_row(said), strict=True))
    assert (row["title"], row["subtitle"], row["section"]) == (
        "1 + 1 = 2; said “=”",
        "'quoted'; a-b\n\nand",
        "",
    )
    assert row["word_count"] == str(record["word_count"])
