"""Titles of tables and lists, the labels of entries, and headings are put back with the text below them."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.document import Block
from cleaners.removal import OUTSIDE_BODY
from cleaners.rescue.tables import rescue_groups
from cleaners.rescue.titles import rescue_headings, rescue_labels, rescue_titles

STORY = "<p>The ferry left pier four at noon.</p>"
LIST = "<ul><li>Two boats a day</li><li>A launch at night</li></ul>"
ROWS = "<tr><td>Branten</td><td>4120</td></tr><tr><td>Seal Island</td><td>1980</td></tr>"


def lost(markup: str, **probabilities: float) -> list[Block]:
    """Return the blocks of a page. Those with the given words, with _ for each space, are lost."""
    blocks = split_tree(lxml.html.document_fromstring(f"<body><article>{markup}</article></body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.9
        if (probability := probabilities.get(block.text.replace(" ", "_").replace("_|_", "_"))) is not None:
            block.signals.body = probability
            block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    return blocks


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='key'><h3>Key points</h3>{LIST}</div>{STORY}",
        f"{STORY}<div class='box'><div class='title'><p>Key points</p></div><table>{ROWS}</table></div>{STORY}",
        f"{STORY}<section><div>Key points</div><div><table>{ROWS}<tr><td>Both</td></tr></table></div></section>",
        f"{STORY}<div class='callout'><p>Key points</p>{STORY}</div>{STORY}",
    ],
)
def test_the_title_of_a_box_with_a_list_or_table_is_put_back(markup: str) -> None:
    assert [block.text for block in rescue_titles(lost(markup, Key_points=0.4))] == ["Key points"]
    assert rescue_titles(lost(markup, Key_points=0.1)) == []


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Key points</p>{LIST}{STORY}",
        f"<div><p>Key points</p>{LIST}{STORY}</div>",
        f"<div><p>Key points</p>{STORY * 11}</div>{STORY}",
        f"{STORY}<div><p>Key points</p>{STORY * 11}</div>{STORY}",
        f"<div>{STORY}<p>Key points</p>{LIST}</div>",
        f"<div><button>Key points</button>{LIST}</div>{STORY}",
        f"<div><p><a href='/x'>Key points</a></p>{LIST}</div>{STORY}",
    ],
)
def test_lines_above_more_than_a_list_stay_lost(markup: str) -> None:
    assert rescue_titles(lost(markup, Key_points=0.4)) == []


def timeline(*years: str) -> str:
    text = "<div><p>The boat goes to the museum.</p></div>"
    entries = (f"<div class='entry e{n}'><div>{year}</div>{text}</div>" for n, year in enumerate(years))
    return f"{STORY}<div>{''.join(entries)}</div>{STORY}"


def test_the_labels_of_a_timeline_are_put_back() -> None:
    blocks = lost(timeline("1974", "March 2025", "Today"), **{"1974": 0.1, "March_2025": 0.2, "Today": 0.3})
    assert [block.text for block in rescue_labels(blocks)] == ["1974", "March 2025", "Today"]
    blocks = lost(timeline("1974", "March 2025", "Today"), **{"March_2025": 0.2})
    assert [block.text for block in rescue_labels(blocks)] == ["March 2025"]


@pytest.mark.parametrize(
    "years",
    [("Share", "Share", "Share"), ("1974", "Today"), ("1974", "<a href='/x'>Today</a>", "1980"), ("1974", "", "Today")],
)
def test_labels_that_repeat_or_link_or_that_few_entries_have_stay_lost(years: tuple[str, ...]) -> None:
    assert rescue_labels(lost(timeline(*years), **{"Share": 0.3, "1974": 0.3, "Today": 0.3})) == []


def test_labels_that_the_models_rule_out_stay_lost() -> None:
    assert rescue_labels(lost(timeline("1974", "1980", "Today"), **{"1974": 0.0, "1980": 0.1, "Today": 0.1})) == []


def test_a_table_below_a_lost_heading_is_put_back_with_it() -> None:
    markup = f"{STORY}<h3>The islands</h3><table>{ROWS}</table><ul><li><a href='/t'>Tags</a></li></ul>"
    found = rescue_groups(lost(markup, The_islands=0.1, Branten_4120=0.2, Seal_Island_1980=0.2))
    assert sorted(block.text for block in found) == ["Branten | 4120", "Seal Island | 1980", "The islands"]
    markup = f"{STORY}<h3>The islands</h3>{LIST}"
    assert rescue_groups(lost(markup, The_islands=0.1, Two_boats_a_day=0.2, A_launch_at_night=0.2)) == []


def test_the_head_of_a_kept_table_and_its_row_with_one_cell_are_put_back() -> None:
    head = "<thead><tr><th>Place</th><th>People</th></tr></thead>"
    markup = f"{STORY}<table>{head}{ROWS}<tr><td>Total</td></tr></table>{STORY}"
    assert [block.text for block in rescue_groups(lost(markup, Place_People=0.06))] == ["Place | People"]
    assert [block.text for block in rescue_groups(lost(markup, Total=0.4))] == ["Total"]


PAGE = "https://example.org/ferries"
SENTENCE = "<p>The harbour has two piers for the ferries to the islands.</p>"


@pytest.mark.parametrize(
    "heading",
    [
        "<h2 class='s'>The piers</h2>",
        "<h2 class='s'><a href='#piers'>The piers</a></h2>",
        "<h2 class='s'><a href='https://piers.example/?from=us'>The piers</a></h2>",
    ],
)
@pytest.mark.parametrize("below", [SENTENCE, f"<h3>Pier four</h3>{STORY}"])
def test_a_lost_heading_in_a_place_like_that_of_kept_ones_is_put_back_above_its_section(
    heading: str, below: str
) -> None:
    markup = f"{SENTENCE}<h2 class='s'>The boats</h2>{SENTENCE}{heading}{below}"
    assert [block.text for block in rescue_headings(lost(markup, The_piers=0.1), PAGE)] == ["The piers"]
    assert rescue_headings(lost(markup, The_piers=0.01), PAGE) == []


def test_lost_headings_of_a_section_and_its_part_are_put_back_together() -> None:
    markup = f"{SENTENCE}<h2>The boats</h2><h3>Two</h3>{SENTENCE}<h2>The piers</h2><h3>Pier four</h3>{SENTENCE}"
    found = rescue_headings(lost(markup, The_piers=0.1, Pier_four=0.2), PAGE)
    assert [block.text for block in found] == ["Pier four", "The piers"]


@pytest.mark.parametrize(
    "markup",
    [
        f"{SENTENCE}<h2 class='s'>The boats</h2>{SENTENCE}<h2>The piers</h2>{SENTENCE}",
        f"{SENTENCE}<h2>The boats</h2>{SENTENCE}<h2><a href='/piers'>The piers</a></h2>{SENTENCE}",
        f"{SENTENCE}<h2>The boats</h2>{SENTENCE}<h2>The piers</h2>{LIST}",
        f"{SENTENCE}<h2>The boats</h2>{SENTENCE}<h2>The piers</h2><h2>The masts</h2>{SENTENCE}",
        f"<h2>The piers</h2>{SENTENCE}<h2>The boats</h2>{SENTENCE}",
        f"{SENTENCE}<h2>The piers</h2>{SENTENCE}",
        f"{SENTENCE}<h2>The boats</h2>{SENTENCE}<div class='box'><h2>The piers</h2>{SENTENCE}</div>{SENTENCE}",
    ],
    ids=["other form", "link to another page", "list below", "section below", "above the text", "only heading", "box"],
)
def test_lost_headings_in_other_places_stay_lost(markup: str) -> None:
    assert rescue_headings(lost(markup, The_piers=0.4), PAGE) == []
