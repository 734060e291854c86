"""Links to a front page after the last sentence of a paragraph get a line of their own."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.markup.element_index import ElementIndex
from cleaners.markup.home_links import separate_home_links

HOME = "https://www.kustposten.example/?from=story"


def lines(paragraph: str) -> list[str]:
    tree = lxml.html.document_fromstring(f"<body><p>The boat came.</p>{paragraph}<p>It left.</p></body>")
    separate_home_links(ElementIndex(tree), "https://kustposten.example/news/ferry")
    return [block.text for block in split_tree(tree)][1:-1]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("早市可以回到城墙下。", "返回海岸，查看更多"),
        ("The ferry sails.", "Back to the Kustposten"),
        ("Паром пойдёт!", "На главную"),
    ],
)
@pytest.mark.parametrize("form", ["<a href='{}'>{}</a>", "<span><a href='{}'><span>{}</span></a></span> "])
def test_a_home_link_after_a_sentence_becomes_a_line_of_its_own(form: str, sentence: str, name: str) -> None:
    assert lines(f"<p>{sentence}{form.format(HOME, name)}</p>") == [sentence, name]


@pytest.mark.parametrize(
    "paragraph",
    [
        f"<p>She writes for <a href='{HOME}'>the Kustposten</a></p>",
        f"<p>The ferry sails. <a href='{HOME}'>The Kustposten</a> wrote so.</p>",
        "<p>The ferry sails. <a href='https://www.kustposten.example/news/1'>Read on</a></p>",
        "<p>The ferry sails. <a href='https://harbour.example/'>The board of the harbour</a></p>",
        "<p>The ferry sails. <a href='#top'>Up</a></p>",
    ],
)
def test_other_links_stay_in_their_paragraph(paragraph: str) -> None:
    assert len(lines(paragraph)) == 1
