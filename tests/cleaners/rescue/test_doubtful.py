"""Lines that lead into a kept list are kept with it, and lists with the line or the item above them."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.removal import OUTSIDE_BODY
from cleaners.rescue.doubtful import keep_lead_ins, rescue_items

LISTS = [
    "<ul><li>two boats</li></ul>", "<ol><li>two boats</li></ol>", "<blockquote><p>Two boats.</p></blockquote>",
    "<table><tr><td>Boats</td><td>2</td></tr></table>",
]  # fmt: skip


def kept(line: str, below: str, probability: float, below_probability: float = 0.9) -> bool:
    """Return True if a lost line above other text is kept."""
    line_block, below_block = split_tree(lxml.html.document_fromstring(f"<body><p>{line}</p>{below}</body>"))
    line_block.signals.body = probability
    line_block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    if below_probability < 0.5:
        below_block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    keep_lead_ins([line_block, below_block])
    return line_block.removal is None


@pytest.mark.parametrize("below", LISTS)
@pytest.mark.parametrize("line", ["Specs:", "What happens next:", "条件如下："])
def test_a_doubtful_line_with_a_colon_above_a_kept_list_is_kept(line: str, below: str) -> None:
    assert kept(line, below, 0.3)
    assert not kept(line, below, 0.2)
    assert not kept(line, below, 0.3, below_probability=0.1)


def test_lines_that_lead_into_no_list_stay_removed() -> None:
    assert not kept("What happens next.", LISTS[0], 0.3)
    assert not kept("<a href='/next'>What happens next:</a>", LISTS[0], 0.3)
    assert not kept("What happens next:", "<p>Two boats.</p>", 0.3)


def rescued(markup: str, *probabilities: float) -> list[str]:
    """Return the texts that `rescue_items` puts back if the models gave these probabilities to the blocks."""
    blocks = split_tree(lxml.html.document_fromstring(f"<body>{markup}</body>"))
    for position, (block, probability) in enumerate(zip(blocks, probabilities, strict=True)):
        block.position, block.signals.body = position, probability
        if probability < 0.5:
            block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    return [block.text for block in rescue_items(blocks)]


TWO_LINKS = "<ul><li><a href='/1'>The mole</a></li><li><a href='/2'>The tower</a></li></ul>"


def test_a_list_of_links_that_the_story_announces_is_put_back_even_at_the_end() -> None:
    announced = f"<p>The lamps of these buildings go out first:</p>{TWO_LINKS}"
    assert rescued(announced, 0.98, 0.05, 0.04) == ["The mole", "The tower"]
    assert rescued(announced, 0.98, 0.01, 0.01) == []
    assert rescued(announced, 0.3, 0.05, 0.04) == []
    menu = f"<div>{announced}</div><ul><li><a href='/imprint'>Imprint</a></li></ul>"
    assert rescued(menu, 0.98, 0.05, 0.04, 0.0) == ["The mole", "The tower"]


def test_a_list_below_a_doubtful_label_needs_a_higher_probability() -> None:
    labelled = f"<p>More about the harbour:</p>{TWO_LINKS}<p>The story goes on.</p>"
    assert rescued(labelled, 0.9, 0.2, 0.2, 0.9) == []
    assert rescued(labelled, 0.9, 0.4, 0.4, 0.9) == ["The mole", "The tower"]
    assert rescued(labelled, 0.9, 0.4, 0.4, 0.1) == []


def test_the_rest_of_a_list_is_put_back_above_kept_text() -> None:
    assert rescued(f"{TWO_LINKS}<p>The story goes on.</p>", 0.6, 0.3, 0.9) == ["The tower"]
    assert rescued(f"{TWO_LINKS}<p>The story goes on.</p>", 0.6, 0.1, 0.9) == []
    assert rescued(f"{TWO_LINKS}<p>All rights reserved.</p>", 0.6, 0.3, 0.1) == []
    assert rescued(f"<p>A line.</p>{TWO_LINKS}<p>The story goes on.</p>", 0.9, 0.4, 0.4, 0.9) == []
