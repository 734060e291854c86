from time import process_time

import pytest
from lxml.html import document_fromstring

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata import json_ld

URL = "https://news.example/politics/a-bridge"


def read_blocks(*texts: str) -> json_ld.JsonLd:
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    tree = document_fromstring(f"<html><head>{scripts}</head><body><p>x</p></body></html>")
    return json_ld.read(ElementIndex(tree))


def test_all_blocks_are_read_in_page_order() -> None:
    data = read_blocks('{"@type": "WebSite", "name": "One"}', '[{"@type": "NewsArticle", "headline": "Two"}]')
    assert [json_ld.types(node) for node in data.nodes] == [["WebSite"], ["NewsArticle"]]


def test_a_graph_and_nested_nodes_are_flattened() -> None:
    data = read_blocks(
        '{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": ["Thing", "http://schema.org/Article"]}}]}'
    )
    assert json_ld.types(data.nodes[-1]) == ["Thing", "Article"]


def test_a_reference_by_id_is_resolved() -> None:
    data = read_blocks(
        '{"@graph": [{"@id": "#ada", "@type": "Person", "name": "Ada Berg"}, {"author": {"@id": "#ada"}}]}'
    )
    assert json_ld.texts(data, {"@id": "#ada"}) == ["Ada Berg"]


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
        '<!--//--><![CDATA[//><!--\n{"headline": "A bridge",}\n//--><!]]>',
    ],
)
def test_broken_blocks_are_repaired_or_read_in_part(block: str) -> None:
    value = next(json_ld.parse(block))
    assert (value[0] if isinstance(value, list) else value)["headline"] == "A bridge"


@pytest.mark.parametrize("author", ['"author": [{"@type": "Person", "name": "Ada Berg"}]', '"author": "Ada Berg"'])
def test_the_author_of_a_block_beyond_repair_is_kept(author: str) -> None:
    data = next(json_ld.parse(f'{{"headline": "The "old" bridge", "datePublished": "2024-05-01", {author}}}'))
    assert (data["author"], data["datePublished"]) == ("Ada Berg", "2024-05-01")


@pytest.mark.parametrize("block", ["", "   ", "null", "not json at all", "{", "[[[[", '"text"', "12"])
def test_blocks_without_objects_give_no_nodes(block: str) -> None:
    assert read_blocks(block).nodes == []


def test_deep_nesting_neither_fails_nor_takes_long() -> None:
    start = process_time()
    read_blocks("[" * 100_000, '{"a":' * 50_000, "[" * 900 + "]" * 900)
    assert process_time() - start < 5


def test_a_large_block_is_read() -> None:
    text = '{"@type": "NewsArticle", "headline": "A bridge", "articleBody": "' + "word " * 2_500_000 + '"}'
    assert next(json_ld.parse(text))["headline"] == "A bridge"


def test_the_node_of_the_page_is_chosen_by_its_address() -> None:
    related = '{"@type": "NewsArticle", "url": "https://news.example/other", "headline": "Another story entirely"}'
    own = '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "http://www.news.example/politics/a-bridge/"}}'
    data = read_blocks(related, own)
    assert json_ld.article_nodes(data, URL, []) == [data.nodes[1]]


def test_the_node_of_the_page_is_chosen_by_its_headline() -> None:
    data = read_blocks(
        '[{"@type": "Article", "headline": "Rain in the hills"}, {"@type": "Article", "headline": "The bridge opens"}]'
    )
    assert json_ld.article_nodes(data, URL, ["The bridge opens"]) == [data.nodes[1]]


def test_the_first_article_is_chosen_if_no_node_matches() -> None:
    data = read_blocks('[{"@type": "Article", "headline": "One"}, {"@type": "Article", "headline": "Two"}]')
    assert json_ld.article_nodes(data, URL, ["Something else"]) == [data.nodes[0]]


def test_malformed_addresses_do_not_fail() -> None:
    data = read_blocks('{"@type": "NewsArticle", "url": "http://[broken", "@id": 5, "mainEntityOfPage": [1]}')
    assert json_ld.article_nodes(data, URL, []) == data.nodes
