from __future__ import annotations

from dataclasses import replace

from cleaners.article import Article, to_article
from cleaners.cleaning import clean_document
from cleaners.page import Page

URL = "https://www.example.org/2026/11/ferry-line"
DEK = "More people than ever want to cross the river by boat, and the harbour office is glad of it."


def page(number: int, last: int = 3) -> Page:
    """Return a page of a story: each has the headline, the dek, a picture, text of its own and a link."""
    text = "".join(
        f"<p>The harbour office said on day {day} of week {number} that the ferry line would carry more people than "
        f"it ever had before, and that <a href='boat-{number}-{day}'>boat {number}{day}</a> would follow in spring.</p>"
        for day in range(1, 7)
    )
    others = " ".join(f"<a href='{URL}?page={each}'>{each}</a>" for each in range(1, last + 1))
    return Page(
        body=f"<html><head><title>The ferry line | Courier</title></head><body><div class='site'><article>"
        f"<h1>The ferry line</h1><p class='dek'>{DEK}</p><figure><img src='/img/{number}.jpg' width='800' height='500'>"
        f"<figcaption>Boat {number} at the quay</figcaption></figure>{text}<p>***</p><div>{others}</div></article>"
        f"<footer>The Courier</footer></div></body></html>",
        url=URL if number == 1 else f"{URL}?page={number}",
        first_page=None if number == 1 else URL,
        raw_ref=f"pages.warc.gz:{number}",
    )


def story(*later: Page) -> Article:
    return to_article(clean_document(replace(page(1), later_pages=later)))


def test_the_text_of_later_pages_follows_that_of_the_first() -> None:
    alone, whole = story(), story(page(2), page(3))
    assert whole.text.startswith(alone.text)
    weeks = [text.partition("week ")[2][:1] for block in whole.blocks if "week " in (text := block["text"])]
    assert weeks == ["1"] * 6 + ["2"] * 6 + ["3"] * 6
    assert whole.id == alone.id
    assert whole.word_count > 2 * alone.word_count
    assert [each["raw_ref"] for each in whole.joined_pages] == ["pages.warc.gz:2", "pages.warc.gz:3"]


def test_a_block_that_an_earlier_page_has_is_not_repeated() -> None:
    whole = story(page(2), page(3))
    assert whole.text.count(DEK) == 1
    repeated = [removal["text"] for removal in whole.removed if removal["rule"] == "on_earlier_page"]
    assert repeated.count(DEK) == 2
    positions = [removal["position"] for removal in whole.removed]
    assert positions == sorted(set(positions)), "the blocks of all pages are counted through"


def test_links_and_pictures_are_those_of_all_pages() -> None:
    whole = story(page(2), page(3))
    for link in whole.links:
        assert link["text"] in whole.blocks[link["block"]]["text"]
    assert [link["url"][-8:] for link in whole.links][::6] == ["boat-1-1", "boat-2-1", "boat-3-1"]
    places = {(image.url or "")[-5:-4]: image.position for image in whole.images}
    assert list(places) == ["1", "2", "3"]
    for number, position in places.items():
        assert position is not None
        assert f"of week {number}" in whole.blocks[position]["text"]


def test_the_flag_stays_if_the_last_page_leads_to_another_one() -> None:
    assert "further_pages" in story().quality["flags"]
    assert "further_pages" in story(page(2)).quality["flags"]
    assert "further_pages" not in story(page(2), page(3)).quality["flags"]
