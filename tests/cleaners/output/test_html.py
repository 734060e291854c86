"""The body as HTML: safe, with links and with pictures at their places."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from cleaners import clean
from cleaners.output.html import to_html

STORY = "The council of the town decided on Tuesday that the old harbour wall must be mended before autumn. " * 2


def record(*blocks: tuple[str, str], **fields: Any) -> dict[str, Any]:
    level = {"heading": 3}
    listed = [{"type": kind, "text": text, "level": level.get(kind)} for kind, text in blocks]
    return {"blocks": listed, "links": [], "images": []} | fields


def picture(
    position: int | None, url: str | None = "https://a.example/p.jpg", caption: str | None = None
) -> dict[str, Any]:
    return {"url": url, "caption": caption, "credit": None, "position": position}


def test_each_kind_of_block_has_its_element() -> None:
    blocks = [
        ("dek", "Summary"),
        ("paragraph", "A"),
        ("heading", "B"),
        ("list_item", "c"),
        ("list_item", "d"),
        ("quote", "E"),
        ("table_row", "1 | 2"),
        ("table_row", "3 | 4"),
        ("preformatted", "f\n g"),
        ("caption", "H"),
    ]
    assert to_html(record(*blocks)).replace("\n", "") == (
        "<p><strong>Summary</strong></p><p>A</p><h3>B</h3><ul><li>c</li><li>d</li></ul><blockquote><p>E</p></blockquote>"
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table><pre>f g</pre><p>H</p>"
    )


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "</p><style>", "a < b && c > d", "\"'"],
)
def test_nothing_in_a_record_becomes_markup(text: str) -> None:
    links = [{"block": 0, "text": text, "url": 'https://a.example/"><script>'}]
    images = [picture(0, 'https://a.example/"onerror="x', text)]
    fragment = to_html(record(("paragraph", f"See {text} now"), ("paragraph", text), links=links, images=images))
    tree = html.fragment_fromstring(fragment, create_parent="div")
    assert {element.tag for element in tree.iter()} <= {"div", "p", "a", "figure", "img", "figcaption"}
    assert [paragraph.text_content() for paragraph in tree.iter("p")] == [f"See {text} now", text]
    assert {name for element in tree.iter() for name in element.attrib} <= {"href", "src", "alt"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a.example/", "/a", "", "HTTPS ://a"])
def test_only_web_addresses_become_links_and_pictures(url: str) -> None:
    links = [{"block": 0, "text": "plan", "url": url}]
    assert to_html(record(("paragraph", "The plan"), links=links, images=[picture(0, url)])) == "<p>The plan</p>"


def test_links_are_at_their_words_in_order() -> None:
    links = [{"block": 1, "text": "one", "url": f"https://a.example/{number}"} for number in (1, 2)]
    fragment = to_html(record(("paragraph", "one"), ("list_item", "one & one"), links=links))
    assert fragment == (
        '<p>one</p>\n<ul>\n<li><a href="https://a.example/1">one</a> &amp; '
        '<a href="https://a.example/2">one</a></li>\n</ul>'
    )


def test_pictures_are_at_their_places_also_within_a_list() -> None:
    blocks = [("paragraph", "A"), ("list_item", "b"), ("list_item", "c")]
    images = [picture(3), picture(2), picture(None), picture(0)]
    tags = [element.tag for element in html.fragment_fromstring(to_html(record(*blocks, images=images)), "div")]
    assert tags == ["figure", "p", "ul", "figure", "ul", "figure"]


def test_a_caption_that_a_picture_shows_is_not_repeated() -> None:
    blocks = [("paragraph", "A"), ("caption", "The wall. Photo: Bo Lind"), ("caption", "Another"), ("paragraph", "B")]
    fragment = to_html(record(*blocks, images=[picture(1, caption="The wall.")]))
    assert fragment.replace("\n", "") == (
        '<p>A</p><figure><img src="https://a.example/p.jpg" alt="The wall."><figcaption>The wall.</figcaption></figure>'
        "<p>Another</p><p>B</p>"
    )


def test_the_first_picture_without_a_place_stands_at_the_top() -> None:
    images = [picture(None, "https://a.example/1.jpg"), picture(None, "https://a.example/2.jpg")]
    assert to_html(record(("paragraph", "A"), images=images)) == (
        '<figure><img src="https://a.example/1.jpg" alt=""></figure>\n<p>A</p>'
    )


def test_records_without_links_and_places_have_their_text() -> None:
    old = {"blocks": [{"type": "paragraph", "text": "A", "level": None}], "images": [{"url": None}]}
    assert to_html(old) == "<p>A</p>"


def test_a_page_gives_links_and_places() -> None:
    page = f"""<html><head><base href="https://a.example/x/"></head><body><article><h1>Harbour wall</h1>
    <figure><img src="top.jpg"><figcaption>The wall</figcaption></figure>
    <p>{STORY} See <a href="plan?a=1&b=2">the <b>plan</b></a>, <a href="#top">top</a> or
    <a href="javascript:x()">this</a>.</p><p>{STORY}</p>
    <figure><img src="side.jpg" width="600"><figcaption>Side</figcaption></figure>
    <p>{STORY}</p></article></body></html>"""
    record = clean(page, url="https://a.example/2026/wall").to_record()
    assert [(link["text"], link["url"]) for link in record["links"]] == [
        ("the plan", "https://a.example/x/plan?a=1&b=2")
    ]
    assert record["blocks"][record["links"][0]["block"]]["text"].startswith("The council")
    assert [(image["url"], image["position"]) for image in record["images"]] == [
        ("https://a.example/x/top.jpg", 0),
        ("https://a.example/x/side.jpg", 2),
    ]


def test_links_of_removed_blocks_are_not_in_the_record() -> None:
    page = f"""<html><body><nav><a href="/a">Home and away news</a></nav><article><h1>Harbour wall</h1><p>{STORY}</p>
    <p>{STORY}</p></article><footer><a href="/b">Imprint</a></footer></body></html>"""
    assert clean(page, url="https://a.example/2026/wall").to_record()["links"] == []


def test_plain_text_has_neither_links_nor_places() -> None:
    record = clean(f"Harbour wall\n\n{STORY}\n\n{STORY}", url="https://a.example/2026/wall", kind="text").to_record()
    assert record["links"] == []
    assert "<p>" in to_html(record)
