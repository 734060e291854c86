"""An article's page: blocks, pictures, removals, rights, and hostile text."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from crawler.messages.foreign_text import printable
from crawler.reading_room.article import article_page
from crawler.reading_room.entries import Entry
from tests.crawler.inspection.documents import ESCAPES
from tests.crawler.reading_room.rooms import Newsroom


def block(kind: str, text: str, level: int | None = None) -> dict[str, Any]:
    return {"type": kind, "text": text, "level": level}


def removal(text: str, position: int, rule: str = "outside_body") -> dict[str, Any]:
    return {"text": text, "stage": "main_content", "rule": rule, "reason": f"why {rule}", "position": position}


def shown(record: Any, language: str = "en") -> Any:
    """Return the tree of the page of a record."""
    entry = Entry(
        "ab12", "2026-03-04", "2026-03-04T07:00:00Z", "gazette", language, printable(record["title"]), "ab12", 1
    )
    return html.document_fromstring(article_page(entry, record, [entry]).encode())


@pytest.fixture
def record(newsroom: Newsroom) -> Any:
    return newsroom.add("Harbour wall")


def outline(tree: Any) -> list[tuple[str, str]]:
    (body,) = tree.find_class("body")
    return [(each.tag, " ".join(" ".join(each.itertext()).split())) for each in body]


def test_blocks_become_headings_lists_quotes_and_tables(record: Any) -> None:
    blocks = [
        block("paragraph", "One."), block("heading", "Two", 3), block("quote", "Three."), block("list_item", "a"),
        block("list_item", "b"), block("table_row", "Town | Votes"), block("table_row", "Vik | 3"),
        block("preformatted", "x  y"), block("caption", "A boat"),
    ]  # fmt: skip
    tree = shown({**record, "blocks": blocks, "removed": [], "images": []})
    assert outline(tree) == [
        ("p", "One."), ("h3", "Two"), ("blockquote", "Three."), ("ul", "a b"), ("div", "Town Votes Vik 3"),
        ("pre", "x y"), ("p", "A boat"),
    ]  # fmt: skip
    assert [cell.text for cell in tree.xpath("//th[@scope='col']")] == ["Town", "Votes"]
    assert tree.xpath("//pre/text()") == ["x  y"]


def test_removals_are_at_their_place_behind_the_switch_with_the_reason(record: Any) -> None:
    blocks = [block("paragraph", "One."), block("list_item", "a"), block("list_item", "b"), block("paragraph", "Two.")]
    removed = [removal("Home", 0), removal("Subscribe", 3, "newsletter"), removal("Footer", 6)]
    tree = shown({**record, "blocks": blocks, "removed": removed, "images": []})
    assert outline(tree) == [
        ("div", "outside body why outside_body Home"), ("p", "One."), ("ul", "a b"),
        ("div", "newsletter why newsletter Subscribe"), ("p", "Two."), ("div", "outside body why outside_body Footer"),
    ]  # fmt: skip
    assert "3 blocks" in tree.xpath("string(//label[@for='show-removed'])")


def test_a_record_without_removals_has_no_switch(record: Any) -> None:
    assert not shown({**record, "removed": []}).xpath("//input[@id='show-removed']")
    assert not shown({**record, "removed": None}).xpath("//input[@id='show-removed']")


def test_pictures_are_at_their_places_and_are_not_loaded(record: Any) -> None:
    blocks = [block("paragraph", "One."), block("paragraph", "Two.")]
    images = [
        {"url": "https://cdn.example/late.jpg", "caption": None, "credit": None, "position": None},
        {"url": "https://cdn.example/boat.jpg", "caption": "A boat at Vik", "credit": "Ada Lens", "position": 1},
        {"url": "javascript:owned(1)", "caption": None, "credit": None, "position": 99},
    ]
    removed = [removal("Advertisement", 1), removal("Footer", 3)]
    tree = shown({**record, "blocks": blocks, "removed": removed, "images": images, "links": []})
    assert [tag for tag, _ in outline(tree)] == ["p", "figure", "div", "p", "figure", "figure", "div"]
    assert outline(tree)[1][1] == "Picture at cdn.example A boat at Vik Ada Lens"
    assert not tree.xpath("//img | //picture")
    links = tree.xpath("//figure//a")
    assert [link.get("href") for link in links] == ["https://cdn.example/boat.jpg", "https://cdn.example/late.jpg"]
    assert all("noreferrer" in link.get("rel") for link in links)


def test_links_in_the_text_lead_to_web_pages_only_and_send_no_referrer(record: Any) -> None:
    blocks = [block("paragraph", "See the plan and the map."), block("table_row", "Vik | see the plan")]
    links = [
        {"block": 0, "text": "the plan", "url": "https://example.org/plan?a=1&b=2"},
        {"block": 0, "text": "the map", "url": "javascript:owned(1)"},
        {"block": 1, "text": "the plan", "url": "https://example.org/plan"},
    ]
    tree = shown({**record, "blocks": blocks, "removed": [], "images": [], "links": links})
    (body,) = tree.find_class("body")
    assert [(link.text, link.get("href")) for link in body.iter("a")] == [
        ("the plan", "https://example.org/plan?a=1&b=2"), ("the plan", "https://example.org/plan"),
    ]  # fmt: skip
    assert {link.get("rel") for link in body.iter("a")} == {"noreferrer noopener nofollow"}
    assert outline(tree)[0][1] == "See the plan and the map."


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("en", "ltr"),
                                                    ("zh-Hans", "ltr"), ("und", "auto"), ("x<y", "auto")])  # fmt: skip
def test_the_direction_follows_the_language(record: Any, language: str, direction: str) -> None:
    assert shown(record, language).xpath("//article/@dir") == [direction]


def test_rights_dates_and_flags_are_shown(record: Any) -> None:
    rights = {"status": "reserved", "statements": []}
    text = shown({**record, "rights": rights, "date_published": "2026-03-04T08:00:00+01:00"}).text_content()
    assert "Rights reserved" in text
    assert "4 March 2026, 08:00 +01:00" in text


def test_a_hostile_record_adds_no_element_attribute_or_link_of_its_own(record: Any) -> None:
    attack = "".join(ESCAPES)
    hostile = {
        **record, "title": attack, "subtitle": attack, "section": attack, "url": "javascript:owned(1)",
        "authors": [{"name": attack, "url": "javascript:owned(2)"}], "date_published": attack,
        "blocks": [block(kind, attack, 2) for kind in ("paragraph", "heading", "table_row", "list_item", "quote")],
        "removed": [{**removal(attack, 2, attack), "reason": attack}], "tags": [attack],
        "images": [{"url": attack, "caption": attack, "credit": attack}],
        "syndicated_from": {"name": attack, "url": attack, "evidence": attack},
        "quality": {"score": 0.5, "flags": [attack]},
    }  # fmt: skip
    tree = shown(hostile)
    tags = {each.tag for each in tree.iter() if isinstance(each.tag, str)}
    assert not tags & {"img", "iframe", "base", "object", "svg", "style", "embed"}
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//script/@src") == ["../../room.js"]
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on") or name == "style"]
    assert not [link for link in tree.xpath("//@href") if link.startswith(("javascript:", "data:"))]
    assert len(tree.xpath("//head//meta")) == 5
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")
    assert "unsafe" not in tree.xpath("string(//meta[@http-equiv]/@content)")
