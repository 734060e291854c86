import base64
import hashlib
import re

import pytest
from lxml import html

from cleaners.cleaning import clean_document
from cleaners.document import Document
from cleaners.page import Page
from crawler.inspection.view import render
from tests.crawler.inspection.documents import ESCAPES, hostile, plain, with_navigation


def test_the_page_has_each_block_once_and_in_order() -> None:
    document = plain()
    tree = html.document_fromstring(render(document))
    texts = [
        block.text_content() for block in tree.xpath("//li[contains(@class, 'block')]/*[contains(@class, 'text')]")
    ]
    assert texts == [block.text for block in document.blocks]


def test_removed_blocks_are_struck_out_and_kept_ones_are_not() -> None:
    document = plain()
    tree = html.document_fromstring(render(document))
    removed = [block.text for block in document.blocks if block.removal]
    assert "Advertisement" in removed
    assert [struck.text_content() for struck in tree.xpath("//del")] == removed
    assert not tree.xpath("//li[contains(@class, 'kept')]//del")


def test_a_card_shows_stage_rule_reason_and_signals() -> None:
    document = plain()
    block = next(block for block in document.blocks if block.text == "Advertisement")
    assert block.removal
    card = html.document_fromstring(render(document)).get_element_by_id(f"why-{block.position}").text_content()
    for text in (
        block.removal.stage,
        block.removal.rule,
        block.removal.reason,
        "body by the page alone",
        "article > p",
    ):
        assert text in card


def test_the_legend_counts_every_block() -> None:
    document = plain()
    tree = html.document_fromstring(render(document))
    counts = [int(count.text_content()) for count in tree.xpath("//label/span[@class='count']")]
    assert sum(counts) == len(document.blocks)
    assert "advertisement" in tree.xpath("//label/input/@value")


def test_the_record_is_shown_with_the_names_of_absent_fields() -> None:
    record = html.document_fromstring(render(plain())).get_element_by_id("record").text_content()
    assert "Ada Quill" in record
    assert "Not known:" in record
    assert "subtitle" in record.partition("Not known:")[2]


def test_only_our_own_style_and_script_are_allowed() -> None:
    page = render(hostile("http://127.0.0.1:9"))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    tree = html.document_fromstring(page)
    for kind in ("style", "script"):
        (own,) = tree.xpath(f"//{kind}")
        digest = base64.b64encode(hashlib.sha256(own.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_a_hostile_page_adds_no_element_attribute_or_link_of_its_own() -> None:
    tree = html.document_fromstring(render(hostile("http://127.0.0.1:9")))
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {"img", "iframe", "base", "link", "object", "embed", "form", "b"}
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    links = tree.xpath("//a/@href")
    assert all(link.startswith("#") for link in links), links
    assert len(tree.xpath("//head//meta")) == 5


def test_a_page_with_any_characters_can_be_encoded() -> None:
    written = render(hostile("http://127.0.0.1:9")).encode("utf-8")
    assert b"\0" not in written
    assert b"\x1b" not in written


@pytest.mark.parametrize("body", ["", "<html></html>", "word"])
def test_an_almost_empty_page_is_shown(body: str) -> None:
    document = clean_document(Page(body=body))
    assert "Not an article: " in render(document)


def test_a_document_without_blocks_is_shown() -> None:
    assert "0 blocks removed" in render(Document(Page(body="")))


def test_hostile_strings_are_shown_unchanged() -> None:
    struck = {
        text.text_content() for text in html.document_fromstring(render(hostile("http://127.0.0.1:9"))).xpath("//del")
    }
    assert set(ESCAPES[:-1]) <= struck


def test_a_long_navigation_is_folded_and_the_article_is_not() -> None:
    tree = html.document_fromstring(render(with_navigation()))
    (fold,) = tree.find_class("fold")
    assert "Section 0" in fold.text_content()
    assert not fold.xpath("./details/@open")
    assert len(tree.find_class("block")) == len(with_navigation().blocks)
    assert not fold.find_class("kept")


def test_a_page_without_an_article_is_not_folded() -> None:
    document = with_navigation()
    for block in document.kept():
        block.remove("main_content", "outside_body", "outside")
    assert "Section 0" in render(document)
    assert not html.document_fromstring(render(document)).find_class("fold")


def test_a_legend_explains_the_colours_on_the_page_only() -> None:
    tree = html.document_fromstring(render(plain()))
    names = [name.text_content() for name in tree.xpath("//ul[@class='legend']/li")]
    assert "promotion" in names
    assert len(names) == len(set(tree.xpath("//ul[@class='legend']/li/@class")))
