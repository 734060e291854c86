from __future__ import annotations

import pytest

from cleaners import clean
from cleaners.cleaning import clean_document
from cleaners.document import Document
from cleaners.page import Page
from cleaners.split_stories.further_pages import first_page, next_page

URL = "https://www.example.org/2026/11/ferry-line"
TEXT = "".join(
    f"<p>The harbour office said on day {day} that the ferry line would carry more people than it ever had before, "
    "and that a second boat would follow in the spring.</p>"
    for day in range(1, 9)
)
COMMENTS = "<div class='comments'><p>Nice.</p><ul class='pager'><li><a href='{url}?page=2'>2</a></li></ul></div>"
TEASERS = "<div class='more'><ul><li><a href='{url}?page=2'>2</a></li></ul></div>"


def flags(below: str, head: str = "", url: str = URL) -> object:
    body = f"<div class='site'><div class='main'><article><h1>The ferry line</h1>{TEXT}{below}</article>"
    return clean(f"<html><head>{head}</head><body>{body}</div></div></body></html>", url=url).quality["flags"]


@pytest.mark.parametrize(
    "second",
    [f"{URL}/2", f"{URL}/2/", f"{URL}/page/2", f"{URL}/seite-2", f"{URL}?page=2", "/2026/11/ferry-line?p=2", "?page=2"],
)
def test_a_declared_or_numbered_second_page_is_flagged(second: str) -> None:
    assert "further_pages" in flags("", f'<link rel="next" href="{second}">')
    assert "further_pages" in flags(f"<div class='pages'>1 <a href='{second}'>2</a> <a href='{second}'>Next</a></div>")
    assert "further_pages" in flags(f"<p><a rel='next' href='{second}'>Weiterlesen</a></p>")


@pytest.mark.parametrize(
    ("url", "second"),
    [
        ("https://www.example.org/n/12345.html", "https://www.example.org/n/12345_2.html"),
        ("https://www.example.org/n/c-12345-1.html", "https://www.example.org/n/c-12345-2.html"),
        ("https://www.example.org/a/?id=7&page=1", "https://www.example.org/a/?id=7&page=2"),
    ],
)
def test_the_number_may_be_anywhere_in_the_address(url: str, second: str) -> None:
    assert "further_pages" in flags(f"<div>1 <a href='{second}'>2</a></div>", url=url)


@pytest.mark.parametrize("below", [COMMENTS, f"</article><aside>{TEASERS}</aside><article>"])
def test_further_comments_and_teasers_are_not_pages_of_the_story(below: str) -> None:
    assert "further_pages" not in flags(below.format(url=URL))


@pytest.mark.parametrize(
    "other", ["/2026/11/other-story", "/2026/12/ferry-line", f"{URL}-2-0", "https://2.example.com/"]
)
def test_the_next_story_is_not_a_page_of_this_one(other: str) -> None:
    assert "further_pages" not in flags(
        f"<p><a rel='next' href='{other}'>2</a></p>", f'<link rel="next" href="{other}">'
    )


def document(below: str, url: str, first: str | None = None, head: str = "") -> Document:
    body = f"<html><head>{head}</head><body><div><article><h1>The ferry line</h1>{TEXT}{below}</article></div></body>"
    return clean_document(Page(body=f"{body}</html>", url=url, first_page=first))


def test_a_later_page_leads_to_the_one_after_it() -> None:
    pager = f"<div><a href='{URL}'>1</a> <a href='{URL}/2'>2</a> 3 <a href='{URL}/4'>4</a></div>"
    assert next_page(document(pager, f"{URL}/3", URL)) == f"{URL}/4"
    assert next_page(document(pager, f"{URL}/4", URL)) is None


def test_parameters_of_a_channel_do_not_count() -> None:
    pager = f"<div>1 <a href='{URL}?page=2&utm_source=pager'>2</a></div>"
    assert next_page(document(pager, f"{URL}?utm_source=rss")) == f"{URL}?page=2&utm_source=pager"


def test_a_later_page_leads_to_the_first_one() -> None:
    pager = f"<div><a rel='prev' href='{URL}/2'>Back</a> <a href='{URL}'>1</a> <a href='{URL}/2'>2</a> 3</div>"
    assert first_page(document(pager, f"{URL}/3")) == URL


def test_a_second_page_leads_to_the_one_before_it() -> None:
    previous = f"<link rel='prev' href='{URL}'>"
    assert first_page(document("", f"{URL}/2", head=previous)) == URL
    assert first_page(document("", f"{URL}/3", head=previous.replace(URL, f"{URL}/2"))) is None
    assert first_page(document("", URL, head=previous.replace(URL, "https://www.example.org/2026/11/tram"))) is None
