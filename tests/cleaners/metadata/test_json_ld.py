from time import process_time

import pytest
from lxml.html import document_fromstring

from cleaners.metadata import json_ld

URL = "https://news.example/politics/a-bridge"


def blocks(*texts: str) -> json_ld.JsonLd:
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return json_ld.read(document_fromstring(f"<html><head>{scripts}</head><body><p>x</p></body></html>"))


def test_all_blocks_are_read_in_page_order() -> None:
    found = blocks('{"@type": "WebSite", "name": "One"}', '[{"@type": "NewsArticle", "headline": "Two"}]')
    assert [json_ld.types(node) for node in found.nodes] == [["WebSite"], ["NewsArticle"]]


def test_a_graph_and_nested_nodes_are_flattened() -> None:
    found = blocks(
        '{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": ["Thing", "http://schema.org/Article"]}}]}'
    )
    assert json_ld.types(found.nodes[-1]) == ["Thing", "Article"]


def test_a_reference_by_id_is_resolved() -> None:
    found = blocks('{"@graph": [{"@id": "#ada", "@type": "Person", "name": "Ada Berg"}, {"author": {"@id": "#ada"}}]}')
    assert json_ld.texts(found, {"@id": "#ada"}) == ["Ada Berg"]


@pytest.mark.parametrize(
    "block",
    [
        '{"headline": "A bridge",}',
        '{"headline": "A bridge"};',
        '<!-- {"headline": "A bridge"} -->',
        '//<![CDATA[\n{"headline": "A bridge"}\n//]]>',
        '/* <![CDATA[ */ {"headline": "A bridge"} /* ]]> */',
        '{"headline": "A bridge", "text": "two\nlines\tand a tab"}',
        '{"headline": "A bridge", "text": "a bad \\escape"}',
        '{"headline": "A bridge", "text": "no end',
        '{"headline": "A bridge" "text": "a comma is missing"}',
        "{&quot;headline&quot;: &quot;A bridge&quot;}",
        '{"headline": "A bridge", "text": "a \x07 bell and a \x0b tab"}',
        '<!--\n[{"headline": "A bridge",},]\n-->',
        '\ufeff {"headline": "A bridge"} {"headline": "Another"}',
    ],
)
def test_broken_blocks_give_what_they_have(block: str) -> None:
    value = next(json_ld.parse(block))
    assert (value[0] if isinstance(value, list) else value)["headline"] == "A bridge"


def test_the_author_of_a_block_beyond_repair_is_kept() -> None:
    author = '"author": [{"@type": "Person", "name": "Ada Berg"}]'
    found = next(json_ld.parse(f'{{"headline": "The "old" bridge", "datePublished": "2024-05-01", {author}}}'))
    assert (found["author"], found["datePublished"]) == ("Ada Berg", "2024-05-01")


@pytest.mark.parametrize("block", ["", "   ", "null", "not json at all", "{", "[[[[", '"text"', "12"])
def test_rubbish_is_no_node(block: str) -> None:
    assert blocks(block).nodes == []


def test_deep_nesting_neither_fails_nor_takes_long() -> None:
    begun = process_time()
    blocks("[" * 100_000, '{"a":' * 50_000, "[" * 900 + "]" * 900)
    assert process_time() - begun < 5


def test_a_large_block_is_read() -> None:
    text = '{"@type": "NewsArticle", "headline": "A bridge", "articleBody": "' + "word " * 2_500_000 + '"}'
    assert next(json_ld.parse(text))["headline"] == "A bridge"


def test_the_node_of_the_page_is_chosen_by_its_address() -> None:
    related = '{"@type": "NewsArticle", "url": "https://news.example/other", "headline": "Another story entirely"}'
    own = '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "http://www.news.example/politics/a-bridge/"}}'
    found = blocks(related, own)
    assert json_ld.article_nodes(found, URL, []) == [found.nodes[1]]


def test_the_node_of_the_page_is_chosen_by_its_headline() -> None:
    found = blocks(
        '[{"@type": "Article", "headline": "Rain in the hills"}, {"@type": "Article", "headline": "The bridge opens"}]'
    )
    assert json_ld.article_nodes(found, URL, ["The bridge opens"]) == [found.nodes[1]]


def test_the_first_article_is_taken_where_none_fits() -> None:
    found = blocks('[{"@type": "Article", "headline": "One"}, {"@type": "Article", "headline": "Two"}]')
    assert json_ld.article_nodes(found, URL, ["Something else"]) == [found.nodes[0]]


def test_addresses_that_are_none_do_not_fail() -> None:
    found = blocks('{"@type": "NewsArticle", "url": "http://[broken", "@id": 5, "mainEntityOfPage": [1]}')
    assert json_ld.article_nodes(found, URL, []) == found.nodes
