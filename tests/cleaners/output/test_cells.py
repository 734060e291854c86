"""Rows of tables with empty cells."""

import pytest

from cleaners.article import to_article
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html


def rows(table: str) -> tuple[list[str], str]:
    """Return the texts of the rows in the record, and the Markdown."""
    document = Document(Page(body=f"<html><body><table>{table}</table></body></html>"))
    decode(document)
    parse(document)
    split_html(document)
    article = to_article(document)
    return [block["text"] for block in article.blocks], article.to_markdown()


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("<td>Oslo</td><td>3</td>", "Oslo | 3"),
        ("<td></td><th>2023</th><th>2024</th>", " | 2023 | 2024"),
        ("<td>Oslo</td><td>&nbsp;</td><td>4</td>", "Oslo |  | 4"),
        ("<td>Oslo</td><td>–</td><td>4</td>", "Oslo | – | 4"),
        ("<td>Oslo</td><td colspan=2>none</td><td>4</td>", "Oslo | none |  | 4"),
        ("<td>Oslo</td><td colspan=x>3</td>", "Oslo | 3"),
        ("<td>أوسلو</td><td></td><td>٤</td>", "أوسلو |  | ٤"),
        ("<td><p>Oslo</p></td><td><img alt='up'></td><td><b>4</b></td>", "Oslo |  | 4"),
    ],
)
def test_a_row_keeps_its_columns(row: str, text: str) -> None:
    assert rows(f"<tr>{row}</tr>")[0] == [text]


def test_rows_with_empty_cells_are_a_table_in_markdown() -> None:
    table = "<tr><td></td><td>2023</td><td>2024</td></tr><tr><td>Oslo</td><td></td><td>4</td></tr>"
    assert rows(table)[1] == "|  | 2023 | 2024 |\n| --- | --- | --- |\n| Oslo |  | 4 |\n"
