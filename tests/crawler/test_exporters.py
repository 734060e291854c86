import csv
import re
from io import BytesIO, StringIO

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page
from crawler.exporters import CsvRecordExporter
from crawler.formats.cells import csv_row
from crawler.formats.fields import FIELDS

RECORD = clean_page(Page(body="<p>Some words about a harbour.</p>", url="https://example.org/a")).to_record()


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
def test_no_csv_cell_is_a_formula(said: str) -> None:
    hostile = {name: said if value is None or isinstance(value, str) else value for name, value in RECORD.items()}
    (row,) = rows(hostile)
    assert [name for name, cell in row.items() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))] == []
    assert row["title"] == "'" + said


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("formula", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "＝1+1"])
@pytest.mark.parametrize(
    "said",
    ["harbour;{}", "harbour; {}", 'say "x;{}" now', 'a;"{}"', "a\n{}", "a\r\n{}", "a\t{}", "a|{}", " {}", "\n\n {}",
     "a;;;{}", "a\n\n\n{}"],
)  # fmt: skip
def test_no_cell_is_a_formula_for_a_reader_with_another_separator(separator: str, formula: str, said: str) -> None:
    record = {**RECORD, "title": said.format(formula), "text": said.format(formula)}
    out = StringIO(newline="")
    csv.writer(out).writerow(csv_row(record))
    for line in re.split(r"[\r\n]+", out.getvalue()):
        for cell in line.split(separator):
            assert not cell.strip(' "').startswith(("=", "+", "-", "@", "＝")), line


def test_a_cell_of_separators_takes_linear_time() -> None:
    csv_row({**RECORD, "text": "a" + "; \n" * 300_000 + "b"})


def test_harmless_cells_are_unchanged() -> None:
    said = {**RECORD, "title": "1 + 1 = 2; said “=”", "subtitle": "'quoted'; a-b\n\nand", "section": None}
    row = dict(zip(FIELDS, csv_row(said), strict=True))
    assert (row["title"], row["subtitle"], row["section"]) == (
        "1 + 1 = 2; said “=”",
        "'quoted'; a-b\n\nand",
        "",
    )
    assert row["word_count"] == str(RECORD["word_count"])
