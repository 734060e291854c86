from typing import Any

from lxml import html

from cleaners.cleaning import clean_document, clean_page
from cleaners.page import Page
from crawler.inspection.history import as_page, history_as_text
from crawler.inspection.view import render
from crawler.reading_room.addresses import article_path, history_path, inspection_path, links_into_room
from crawler.reports import html as report
from tests.crawler.inspection.documents import ESCAPES
from tests.support.paper import article_html


def test_the_links_into_the_reading_room_have_a_style() -> None:
    page = html.fromstring(report.render({}, room_links=links_into_room()).encode())
    (styles,), (name,) = page.xpath("//style/text()"), page.xpath("//nav/@class")
    assert f".{name} " in styles


def revision(number: int, title: str, *more: str) -> Any:
    page = Page(body=article_html("Harbour wall"), url="https://example.org/wall", fetched_at="2026-03-04T08:00:00Z")
    record = clean_page(page).to_record()
    record["blocks"] += [{"type": "paragraph", "text": text, "level": None} for text in more]
    return {**record, "title": title, "revision": number}


def test_removed_and_added_paragraphs_of_each_revision_are_shown() -> None:
    text = history_as_text([revision(1, "Old", "First."), revision(2, "New", "Second."), revision(3, "New")], None)
    lines = [line.strip() for line in text.splitlines()]
    assert lines[3:9] == [
        lines[3], "- title: Old", "+ title: New", "(6 paragraphs unchanged)", "- First.", "+ Second.",
    ]  # fmt: skip
    assert lines[3].startswith("Revision 2, fetched 2026-03-04T08:00:00Z")
    assert lines[-1] == "- Second."


def test_a_hostile_article_cannot_add_markup_or_terminal_commands() -> None:
    records = [revision(1, "Old"), revision(2, "".join(ESCAPES), *ESCAPES)]
    records[1]["url"] = "javascript:owned(1)"
    page = html.fromstring(as_page(records, ESCAPES[0]).encode())
    assert (
        page.xpath("//script | //img | //iframe | //base | //a[starts-with(@href, 'javascript')] | //*[@onload]") == []
    )
    assert any(ESCAPES[0] in each.text_content() for each in page.iter("ins"))
    assert "\x1b" not in history_as_text(records, ESCAPES[0])


def test_pages_of_their_own_lead_to_the_pages_of_the_article_in_the_reading_room() -> None:
    records = [revision(1, "Old"), revision(2, "New")]
    id = records[0]["id"]
    room = "http://127.0.0.1:8420/"
    article, inspection = f"{room}{article_path(id)}", f"{room}{inspection_path(id)}"
    of_history = links(as_page(records, None, room_links=links_into_room(id, 2)))
    assert of_history[:5] == [room, f"{room}health.html", article, inspection, f"{room}{history_path(id)}"]
    page = Page(body=article_html("Harbour wall"), url="https://example.org/wall")
    assert links(render(clean_document(page), room_links=links_into_room))[:4] == of_history[:4]
    assert links(report.render({}, room_links=links_into_room())) == of_history[:2]


def links(page: str) -> list[str]:
    return [str(address) for address in html.document_fromstring(page.encode()).xpath("//nav//a/@href")]
