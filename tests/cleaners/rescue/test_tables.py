"""The caption of a table is kept with its rows."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.document import Block
from cleaners.rescue.tables import rescue_groups

CAPTIONS = {
    "en": "People on the islands",
    "de": "Einwohner der Inseln",
    "cs": "Obyvatelé ostrovů",
    "ko": "섬의 인구",
}
ROWS = "<tr><td>Branten</td><td>4120</td></tr><tr><td>Seal Island</td><td>1980</td></tr>"


def blocks_of(markup: str) -> list[Block]:
    blocks = split_tree(lxml.html.document_fromstring(f"<body><p>The ferry came at noon.</p>{markup}</body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.99
    return blocks


def remove(block: Block, probability: float) -> None:
    block.signals.body = probability
    block.remove("main_content", "outside_body", "a test removed it")


@pytest.mark.parametrize("caption", CAPTIONS.values(), ids=CAPTIONS)
def test_the_caption_of_a_kept_table_is_put_back(caption: str):
    blocks = blocks_of(f"<table><caption>{caption}</caption>{ROWS}</table>")
    remove(blocks[1], 0.1)
    assert [block.text for block in rescue_groups(blocks)] == [caption]


def test_the_caption_of_a_removed_table_is_not_put_back():
    blocks = blocks_of(f"<table><caption>People on the islands</caption>{ROWS}</table>")
    for block in blocks[1:]:
        remove(block, 0.0)
    assert rescue_groups(blocks) == []


def test_a_caption_that_another_rule_removed_is_not_put_back():
    blocks = blocks_of(f"<table><caption>Photo: Harbour Archive</caption>{ROWS}</table>")
    blocks[1].remove("main_content", "caption", "a test removed it")
    assert rescue_groups(blocks) == []


@pytest.mark.parametrize(
    "rows",
    [
        ("Strecke | Aufgabe | Pause", "400 m | einschwimmen | ", "8 x 50 m | Beine | 30 s", "100 m | locker | "),
        ("Laukums | Laiks | Rezultāts", "Rīga | 14.00 | ", "Liepāja | 16.30 | ", "Ventspils | 18.00 | 2:1"),
    ],
    ids=["de", "lv"],
)
def test_a_row_with_an_empty_cell_goes_with_the_other_rows(rows: tuple[str, ...]):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split(" | ")) + "</tr>" for row in rows)
    blocks = blocks_of(f"<table>{cells}</table>")
    remove(blocks[4], 0.2)
    assert [block.text for block in rescue_groups(blocks)] == [blocks[4].text]


LINKED_ROWS = "".join(f"<tr><td><a href='/{name}'>{name}</a></td><td>{points}</td></tr>" for name, points in [
    ("Branten Rowing Club", 31), ("Seal Island United", 28), ("Klippholm and District", 20),
])  # fmt: skip


def test_rows_whose_names_are_links_stay_with_the_other_rows_of_their_table():
    blocks = blocks_of(f"<table><tr><th>Club</th><th>Points</th></tr>{LINKED_ROWS}</table>")
    remove(blocks[2], 0.2)
    assert [block.text for block in rescue_groups(blocks)] == ["Branten Rowing Club | 31"]


@pytest.mark.parametrize(("head", "number"), [("<th>Club</th><th>Points</th>", 4), ("<td>Club</td><td>Points</td>", 0)])
def test_a_lost_table_with_linked_names_is_put_back_if_it_has_a_row_of_headings(head: str, number: int):
    blocks = blocks_of(f"<table><tr>{head}</tr>{LINKED_ROWS}</table>")
    for block in blocks[1:5]:
        remove(block, 0.4)
    assert len(rescue_groups(blocks)) == number


def test_rows_of_links_alone_and_of_removed_tables_are_not_put_back():
    links = "".join(
        f"<tr><td><a href='/{n}'>Ferry news {n}</a></td><td><a href='/{n}'>Read it</a></td></tr>" for n in "123"
    )
    for rows, number in ((links, 1), (LINKED_ROWS, 3)):
        blocks = blocks_of(f"<table>{rows}</table>")
        for block in blocks[1 : 1 + number]:
            remove(block, 0.2)
        assert rescue_groups(blocks) == []


FACTS = "<dl><dt>Closed</dt><dd>1965</dd><dt>Distance</dt><dd>Nine miles</dd></dl>"


@pytest.mark.parametrize("heading_is_kept", [True, False])
def test_the_facts_of_a_box_go_with_its_heading(heading_is_kept: bool):
    blocks = blocks_of(f"<aside><h3>The halt in figures</h3>{FACTS}</aside>")
    for block in blocks[1 if not heading_is_kept else 2 :]:
        remove(block, 0.3)
    found = [block.text for block in rescue_groups(blocks)]
    assert found == (["Closed", "1965", "Distance", "Nine miles"] if heading_is_kept else [])


@pytest.mark.parametrize(
    ("rows", "is_back"),
    [
        ("<tr><th>Island</th><th>People</th></tr>{}", True),
        ("<tr><td>Island</td><td>People</td></tr>{}", False),
        ("<tr><th>Island</th><th>Boat</th></tr><tr><td>Branten</td><td>noon</td></tr>{}", False),
        ("<tr><th>Island</th><th>People</th></tr><tr><td><a href='/b'>Branten</a></td><td>9</td></tr>{}", False),
    ],
    ids=["figures", "no headings", "words", "links"],
)
def test_a_table_of_figures_below_headings_right_after_the_text_is_put_back(rows: str, is_back: bool) -> None:
    blocks = blocks_of(f"<div><table>{rows.format(ROWS)}</table></div>")
    for block in blocks[1:]:
        remove(block, 0.02)
    assert bool(rescue_groups(blocks)) == is_back


def test_a_table_with_a_caption_may_be_in_a_wrapper_of_its_own_like_the_paragraphs() -> None:
    table = f"<table><caption>People</caption>{ROWS}</table>"
    blocks = blocks_of(f"<div><div><p>The boats sail again.</p></div><div>{table}</div></div>")
    for block in blocks[2:]:
        remove(block, 0.2)
    assert [block.text for block in rescue_groups(blocks)] == ["Branten | 4120", "Seal Island | 1980", "People"]
