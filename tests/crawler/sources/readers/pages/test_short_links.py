"""Links of a newspaper to its own link shortener are followed, and those to others are not."""

from __future__ import annotations

import pytest

from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.readers.pages.front_page import read_front_page

CODES = ["Xy3q7", "a8Kd02", "77fgT", "Qq1w2e", "zz9YX1"]


def followed(links: list[str], other: str = "") -> list[str]:
    rows = "".join(
        f'<h2><a href="{link}">The council decides about bridge number {link[-3:]}</a></h2>' for link in links
    )
    found = read_front_page(f"<html><body><main>{rows}{other}</main></body></html>", "https://paper.example/").articles
    return [link.url for link in found if link.score >= ARTICLE_THRESHOLD]


def test_headlines_that_all_have_codes_on_one_other_host_are_followed() -> None:
    links = [f"https://ppr.example/{code}" for code in CODES]
    assert followed(links) == links


@pytest.mark.parametrize(
    "links",
    [
        [f"https://ppr.example/{code}" for code in CODES[:4]],
        [f"https://host{code}.example/{code}" for code in CODES],
        [f"https://agency.example/2026/story-of-{code}" for code in CODES],
        [f"https://www.facebook.com/{code}" for code in CODES],
        [f"https://ppr.example/{code}" for code in CODES] + [f"https://ppr.example/a/b/{code}" for code in CODES],
    ],
)
def test_other_links_to_other_sites_are_not_followed(links: list[str]) -> None:
    assert followed(links) == []


def test_codes_are_ignored_on_a_page_with_articles_of_its_own() -> None:
    own = "".join(
        f'<h2><a href="/2026/03/04/the-council-decides-about-bridge-{n}">The council decides about bridge {n}</a></h2>'
        for n in range(5)
    )
    found = followed([f"https://ppr.example/{code}" for code in CODES], own)
    assert len(found) == 5
    assert all(url.startswith("https://paper.example/") for url in found)
