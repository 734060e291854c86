import pytest

from cleaners.islands.rich_text import MAX_NODES, read
from tests.cleaners.islands.pages import PARAGRAPHS

FIRST, SECOND = PARAGRAPHS[:2]
EXPECTED = [("heading", "What it costs"), ("paragraph", FIRST), ("list_item", "Forty stalls"), ("quote", SECOND)]


def typed(value):
    return [(block.type, block.text) for block in read(value, lambda _: False)[0]]


PORTABLE_TEXT = [
    {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "What it costs"}]},
    {
        "_type": "block",
        "style": "normal",
        "children": [{"_type": "span", "text": FIRST[:20]}, {"_type": "span", "marks": ["em"], "text": FIRST[20:]}],
    },
    {"_type": "image", "alt": "The old hall", "caption": "The old hall on Monday"},
    {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": "Forty stalls"}]},
    {"_type": "block", "style": "blockquote", "children": [{"_type": "span", "text": SECOND}]},
]
CONTENTFUL = {
    "nodeType": "document",
    "data": {},
    "content": [
        {"nodeType": "heading-2", "data": {}, "content": [{"nodeType": "text", "value": "What it costs"}]},
        {
            "nodeType": "paragraph",
            "data": {},
            "content": [
                {"nodeType": "text", "value": FIRST[:30], "marks": []},
                {
                    "nodeType": "hyperlink",
                    "data": {"uri": "/x"},
                    "content": [{"nodeType": "text", "value": FIRST[30:]}],
                },
            ],
        },
        {"nodeType": "embedded-entry-block", "data": {"target": {"title": "Another story"}}, "content": []},
        {
            "nodeType": "unordered-list",
            "content": [
                {
                    "nodeType": "list-item",
                    "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Forty stalls"}]}],
                }
            ],
        },
        {
            "nodeType": "blockquote",
            "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": SECOND}]}],
        },
    ],
}
PROSEMIRROR = {
    "type": "doc",
    "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "What it costs"}]},
        {"type": "paragraph", "content": [{"type": "text", "text": FIRST[:9]}, {"type": "text", "text": FIRST[9:]}]},
        {
            "type": "bulletList",
            "content": [
                {
                    "type": "listItem",
                    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Forty stalls"}]}],
                }
            ],
        },
        {"type": "blockquote", "content": [{"type": "paragraph", "content": [{"type": "text", "text": SECOND}]}]},
    ],
}
DRAFT = {
    "blocks": [
        {"key": "a", "type": "header-two", "text": "What it costs"},
        {"key": "b", "type": "unstyled", "text": FIRST, "inlineStyleRanges": []},
        {"key": "c", "type": "atomic", "text": " "},
        {"key": "d", "type": "unordered-list-item", "text": "Forty stalls"},
        {"key": "e", "type": "blockquote", "text": SECOND},
    ],
    "entityMap": {},
}
EDITOR_JS = {
    "time": 1,
    "blocks": [
        {"type": "header", "data": {"text": "What it costs", "level": 2}},
        {"type": "paragraph", "data": {"text": FIRST.replace("Monday", "<b>Monday</b>")}},
        {"type": "list", "data": {"style": "unordered", "items": ["Forty stalls"]}},
        {"type": "quote", "data": {"text": SECOND}},
    ],
}
LEXICAL = {
    "root": {
        "type": "root",
        "children": [
            {"type": "heading", "tag": "h2", "children": [{"type": "text", "text": "What it costs"}]},
            {"type": "paragraph", "children": [{"type": "text", "text": FIRST}]},
            {
                "type": "list",
                "tag": "ul",
                "children": [{"type": "listitem", "children": [{"type": "text", "text": "Forty stalls"}]}],
            },
            {"type": "quote", "children": [{"type": "text", "text": SECOND}]},
        ],
    }
}
ARC = [
    {"type": "header", "level": 2, "content": "What it costs"},
    {"type": "text", "content": FIRST},
    {"type": "image", "caption": "The old hall"},
    {"type": "list", "items": [{"type": "text", "content": "Forty stalls"}]},
    {"type": "quote", "content_elements": [{"type": "text", "content": SECOND}]},
]
GUTENBERG = [
    {"name": "core/heading", "attributes": {"content": "What it costs", "level": 2}, "innerBlocks": []},
    {"name": "core/paragraph", "attributes": {"content": FIRST}, "innerBlocks": []},
    {
        "name": "core/list",
        "attributes": {},
        "innerBlocks": [{"name": "core/list-item", "attributes": {"content": "Forty stalls"}, "innerBlocks": []}],
    },
    {"name": "core/quote", "innerBlocks": [{"name": "core/paragraph", "attributes": {"content": SECOND}}]},
]
DATOCMS = {
    "schema": "dast",
    "document": {
        "type": "root",
        "children": [
            {"type": "heading", "level": 2, "children": [{"type": "span", "value": "What it costs"}]},
            {"type": "paragraph", "children": [{"type": "span", "value": FIRST}]},
            {
                "type": "list",
                "children": [
                    {
                        "type": "listItem",
                        "children": [{"type": "paragraph", "children": [{"type": "span", "value": "Forty stalls"}]}],
                    }
                ],
            },
            {
                "type": "blockquote",
                "children": [{"type": "paragraph", "children": [{"type": "span", "value": SECOND}]}],
            },
        ],
    },
}
MARKUP = f"<h2>What it costs</h2><p>{FIRST}</p><ul><li>Forty stalls</li></ul><blockquote>{SECOND}</blockquote>"
MARKDOWN = f"## What it costs\n\n{FIRST}\n\n- Forty stalls\n\n> {SECOND}"


@pytest.mark.parametrize(
    "tree",
    [PORTABLE_TEXT, CONTENTFUL, PROSEMIRROR, DRAFT, EDITOR_JS, LEXICAL, ARC, GUTENBERG, DATOCMS, MARKUP, MARKDOWN,
     MARKUP.replace("<", "&lt;").replace(">", "&gt;"), {"rendered": MARKUP}, {"type": "html", "html": MARKUP}],
)  # fmt: skip
def test_a_rich_text_becomes_blocks(tree):
    assert typed(tree) == EXPECTED


def test_a_list_of_strings_is_paragraphs():
    assert typed([FIRST, SECOND]) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_a_thread_of_comments_is_not_text():
    assert typed([{"user": "seal", "text": FIRST}, {"user": "gull", "text": SECOND}]) == []
    assert typed([{"author": "seal", "text": FIRST}, {"author": "gull", "text": SECOND}]) == []


def test_members_named_as_labels_are_not_text():
    assert typed({"read_more": FIRST, "sign_up": SECOND}) == []


def test_endless_trees_are_bounded():
    deep: dict = {"type": "paragraph", "text": FIRST}
    for _ in range(500):
        deep = {"type": "div", "children": [deep]}
    assert typed(deep) == []
    assert len(typed([{"type": "paragraph", "text": FIRST}] * (2 * MAX_NODES))) <= MAX_NODES


@pytest.mark.parametrize(
    "quote",
    [
        {"type": "quote", "data": {"text": SECOND, "caption": "Ida Bron, trader"}},
        {"blockName": "core/quote", "attrs": {"citation": "Ida Bron, trader"}, "content": SECOND},
    ],
    ids=["editor-js", "gutenberg"],
)
def test_the_speaker_of_a_quote_follows_it(quote):
    assert typed([quote]) == [("quote", SECOND), ("quote", "Ida Bron, trader")]


def test_the_texts_of_a_node_may_be_in_a_list_with_any_name() -> None:
    nodes = [{"t": "p", "v": [{"text": text[:20]}, {"text": text[20:]}]} for text in PARAGRAPHS]
    assert typed(nodes) == [("paragraph", text) for text in PARAGRAPHS]
    assert typed([{"t": "p", "related": [{"text": FIRST}]}, {"t": "x", "sizes": [{"value": "640w"}]}]) == []
    sections = [{"lines": nodes[:2]}, {"lines": nodes[2:]}]
    assert typed({"sections": sections}) == [("paragraph", text) for text in PARAGRAPHS]
