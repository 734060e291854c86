"""Text after early end tags belongs to the page, as in browsers."""

import pytest
from lxml.html import HtmlElement

from cleaners.cleaning import clean_document
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse
from tests.cleaners.rescue.stories import STORIES, Story, paragraphs

HEADER = '<html><head><title>{}</title></head><body><header><nav><ul><li><a href="/">Start</a></li></ul></nav></header>'
PAGES = {
    "header is a page": HEADER + "</body></html>\n<div>{}</div></body></html>",
    "body ends early": HEADER + "</body>\n<div>{}</div></html>",
    "script between": HEADER + "</div></body></html><script>var a = 1</script>\n<main>{}</main>",
    "body after the end": "<html><head><title>{}</title></head></html><body>{}</body>",
    "ends several times": HEADER + "</html></html></body>{}</html>\n<p>1</p></html>",
}


def tree_of(html: str) -> HtmlElement:
    document = Document(Page(body=html))
    decode(document)
    parse(document)
    assert document.tree is not None
    return document.tree


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
@pytest.mark.parametrize("markup", PAGES.values(), ids=PAGES)
def test_a_story_after_the_end_tags_is_the_article(markup: str, story: Story) -> None:
    html = markup.format(story.title, f"<h1>{story.title}</h1>\n{paragraphs(story.paragraphs)}")
    document = clean_document(Page(body=html, url="https://kurier.example/2026/03/05/story-of-the-day"))
    assert [block.text for block in document.kept()][: len(story.paragraphs)] == list(story.paragraphs)


def test_the_text_keeps_its_order() -> None:
    tree = tree_of("<html><body>one <b>two</b></body></html> three <p>four</p> five <p>six</p></html>seven")
    assert "".join(tree.text_content()).split() == ["one", "two", "three", "four", "five", "six", "seven"]


def test_data_after_the_end_tags_is_kept() -> None:
    tree = tree_of('<html><body><p>one</p></body></html><script type="application/ld+json">{"a": 1}</script>')
    assert [script.text for script in tree.iter("script")] == ['{"a": 1}']
