import copy

import numpy as np
import pytest
from lxml import etree
from numpy.typing import NDArray

from cleaners.body import trafilatura
from cleaners.body.features.prior import presumed
from cleaners.document import Document
from cleaners.metadata import Author, Image, Metadata
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.main_content import BlockModels, main_content
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html

TITLE = "Harbour bridge closes for two years"
DEK = "Ferries will run every ten minutes while the old steel is replaced, the council says."
PARAGRAPHS = [
    "The council voted on Thursday evening to close the harbour bridge to all traffic from the first of March, "
    "after engineers had found cracks in three of its eleven steel arches.",
    "Residents of the northern bank, who cross the bridge on their way to work, were told that a ferry would run "
    "every ten minutes from six in the morning, and every half hour after dark.",
    "The work is expected to cost forty million crowns, of which the state will pay about one half, and will take "
    "two years if the winters are mild, the head of the building office told the meeting.",
]


def page(*, above: str = "", between: str = "", after: str = "", head: str = "") -> str:
    first, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a>"
        f"</ul></nav><main><article>{above}<div>{first}{between}{''.join(rest)}</div>{after}</article></main>"
        "<footer><p>All rights reserved by the publisher of this page.</p></footer></body></html>"
    )


def cleaned(html: str, metadata: Metadata | None = None, models: BlockModels | None = None) -> Document:
    document = Document(Page(body=html), metadata=metadata or Metadata(title=TITLE))
    for stage in (decode, parse, split_html):
        stage(document)
    main_content(document, models)
    return document


def kept(document: Document) -> list[str]:
    return [block.text for block in document.kept()]


def rules(document: Document) -> dict[str, str]:
    return {block.text: block.removal.rule for block in document.blocks if block.removal}


def test_the_body_stays_and_the_rest_is_marked():
    document = cleaned(page())
    assert kept(document) == PARAGRAPHS
    assert rules(document)["Sport"] == "outside_body"
    assert all(presumed(block) >= 0.5 for block in document.kept())


def test_the_title_and_the_label_above_it_are_fields():
    document = cleaned(page(above=f"<p>Local</p><h1>{TITLE}</h1>"))
    assert kept(document) == PARAGRAPHS
    assert rules(document)[TITLE] in ("title", "outside_body")


def test_a_title_repeated_in_the_text_is_marked():
    document = cleaned(page(between=f"<h2>{TITLE}</h2>"))
    assert kept(document) == PARAGRAPHS
    assert rules(document)[TITLE] == "title"


@pytest.mark.parametrize(
    ("line", "rule"), [("By Ada Quill and Ben Roe", "byline"), ("Updated 3 March 2024, 10:15", "date_line")]
)
def test_byline_and_date_line_are_fields(line, rule):
    metadata = Metadata(title=TITLE, authors=[Author("Ada Quill"), Author("Ben Roe")])
    document = cleaned(page(above=f"<h1>{TITLE}</h1><p>{line}</p>"), metadata)
    assert kept(document) == PARAGRAPHS
    assert rules(document)[line] in (rule, "outside_body")


def test_a_sentence_that_names_the_author_stays():
    sentence = "Ada Quill was at the meeting for this newspaper."
    metadata = Metadata(title=TITLE, authors=[Author("Ada Quill")])
    assert sentence in kept(cleaned(page(between=f"<p>{sentence}</p>"), metadata))


def test_captions_are_copied_to_their_images():
    figure = "<figure><img src=/pics/bridge.jpg?w=400><figcaption>The bridge in winter</figcaption></figure>"
    metadata = Metadata(
        title=TITLE, images=[Image("https://a.example/pics/bridge.jpg"), Image("https://a.example/b.jpg")]
    )
    document = cleaned(page(between=figure), metadata)
    assert kept(document) == PARAGRAPHS
    assert document.blocks[3].type == "caption"
    assert [image.caption for image in document.metadata.images] == ["The bridge in winter", None]


def test_the_removed_dek_of_a_news_article_is_put_back_first():
    metadata = Metadata(title=TITLE, description=DEK, page_types=["NewsArticle"])
    html = page().replace("<article>", f"<header class=top><h1>{TITLE}</h1><div>{DEK}</div></header><article>")
    document = cleaned(html, metadata)
    assert kept(document) == [DEK, *PARAGRAPHS]
    assert next(document.kept()).type in ("dek", "paragraph")


def test_a_heading_between_kept_blocks_is_kept_once():
    assert kept(cleaned(page(between="<h2>What it costs</h2>"))).count("What it costs") == 1


class SureButOfHeadings:
    """Models that are sure of each paragraph of the article, and give every heading the same probability."""

    threshold = 0.5

    def __init__(self, heading: float) -> None:
        self.page_only = self.body = self
        self._heading = heading

    def probabilities(self, document: Document) -> NDArray[np.float64]:
        known = {"heading": self._heading, "paragraph": 0.99}
        return np.array([known.get(block.type, 0.0) for block in document.blocks])


@pytest.mark.parametrize("level", [1, 2, 4])
@pytest.mark.parametrize(("probability", "is_kept"), [(0.4, True), (0.1, False)])
def test_a_doubtful_heading_between_paragraphs_is_kept_at_any_level(probability: float, is_kept: bool, level: int):
    plan = " ".join(f"Arch number {n} is to be mended in the week after that." for n in range(12))
    html = page(between=f"<h{level}>What it costs</h{level}>", after=f"<p>{plan}</p>")
    document = cleaned(html, models=SureButOfHeadings(probability))
    assert ("What it costs" in kept(document)) == is_kept
    assert TITLE not in kept(document)


def test_the_tree_does_not_change():
    document = Document(Page(body=page()))
    decode(document)
    parse(document)
    before = etree.tostring(copy.copy(document.tree))
    split_html(document)
    main_content(document)
    assert etree.tostring(document.tree) == before


def test_text_that_the_blocks_do_not_have_becomes_blocks():
    words = " ".join(PARAGRAPHS)
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{words}"}}</script>'
    document = cleaned(f"<html><head>{data}</head><body><div>Loading</div><div>Menu</div></body></html>")
    assert kept(document) == [words]
    assert document.flags == ["text_not_in_page"]


def test_all_prose_of_a_page_too_large_for_trafilatura_is_kept():
    links = f"<a href=/x>{'x ' * 50}</a> " * (trafilatura.MAX_LINKS + 1)  # long texts, so that they are not shortened
    document = cleaned(page(after=f"<div>{links}</div>"))
    assert kept(document) == PARAGRAPHS
    assert document.flags == ["trafilatura_failed"]


@pytest.mark.parametrize("html", ["", "<p></p>", "<body>" + "<div>" * 3000 + "x", "<a>" * 500, "\x00<p", "&" * 1000])
def test_odd_pages_raise_no_error(html):
    cleaned(html)


def test_a_plain_text_document_does_not_change():
    document = Document(Page(body="x", kind="text"))
    main_content(document)
    assert document.blocks == []
