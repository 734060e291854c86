from __future__ import annotations

import pytest

from cleaners.cleaning import clean_document
from cleaners.page import Page
from cleaners.split_stories.posts import has_posts

TEXT = (
    "I painted my boat {0} times, and each time the paint came off after {0} months in salt water, as ever in winter."
)
TIME = "<time datetime='2026-01-0{0}'>January {0}</time>"
LINK = "<a href='/threads/12#post-{0}'>#{0}</a>"


def page(before: str, after: str = "") -> bool:
    posts = "".join(
        f"<div class='post' id='post-{number}'>{before.format(number)}<p>{TEXT.format(number)}</p></div>"
        for number in range(1, 8)
    )
    html = f"<html><body><article><h1>Best boat paint</h1>{posts}</article>{after}</body></html>"
    return has_posts(clean_document(Page(body=html, url="https://www.example.org/threads/12")))


@pytest.mark.parametrize("mark", [TIME, LINK])
def test_paragraphs_with_times_or_places_of_their_own_are_posts(mark: str) -> None:
    assert page(mark)


@pytest.mark.parametrize(
    "mark", ["", "<time datetime='2026-01-01'>1 January</time>", "<h2 id='h{0}'><a href='#h{0}'>{0}</a></h2>"]
)
def test_a_story_with_its_date_and_links_to_its_headings_has_no_posts(mark: str) -> None:
    assert not page(mark)


def test_times_below_the_story_do_not_count() -> None:
    teasers = "".join(f"<li>{TIME.format(number)} <a href='/{number}'>Tram {number}</a></li>" for number in range(1, 6))
    assert not page("", f"<aside><ul>{teasers}</ul></aside>")
