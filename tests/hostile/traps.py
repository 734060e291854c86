"""Endless crawler traps: links into each trap, and a page at every address inside it."""

from __future__ import annotations

import itertools
import random

from tests.hostile.site import Pieces, Site, head
from tests.support.paper import article_html

_random = random.Random(7)
LINKS = 150  # into a trap, more than the crawler may request


def _html(title: str, links: list[str]) -> str:
    rows = "".join(f'<li><h3><a href="{link}">A longer headline that leads to {link}</a></h3></li>' for link in links)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><ul>{rows}</ul></body></html>"


def _sent(body: str, kind: str = "text/html; charset=utf-8") -> Pieces:
    return iter([head(f"Content-Type: {kind}", length=len(body.encode())), body.encode()])


def calendar(site: Site) -> list[str]:
    """Return links to days of an endless calendar; none is an article."""
    return [
        f"{site.base}/calendar/{1900 + number // 12}/{number % 12 + 1}/what-happens-on-this-day"
        for number in range(LINKS)
    ]


def session_in_path(site: Site) -> list[str]:
    """Return links to one article under many session ids in the path."""
    return [f"{site.base}/s{_random.getrandbits(64):x}/the-same-old-story-again" for _ in range(LINKS)]


def session_in_query(site: Site) -> list[str]:
    """Return links to one article under many session ids in the query."""
    return [f"{site.base}/story/the-same-old-story-again?sid={_random.getrandbits(64):x}" for _ in range(LINKS)]


def growing_path(site: Site) -> list[str]:
    """Return links whose paths grow, as those of relative links do."""
    paths = itertools.accumulate(itertools.cycle(["report", "2026", "harbour-works-go-on"]), lambda a, b: f"{a}/{b}")
    return [f"{site.base}/deep/{path}" for path in itertools.islice(paths, 2, 12)]


def made_up_words(site: Site) -> list[str]:
    """Return links of random words at several depths."""

    def word() -> str:
        return "".join(_random.choice("bcdfgklmnprst") + _random.choice("aeiou") for _ in range(4))

    return [
        f"{site.base}/{'/'.join(word() for _ in range(number % 4 + 2))}-and-{word()}-too" for number in range(LINKS)
    ]


def endless_paging(site: Site) -> list[str]:
    """Return links to the pages of an endless list."""
    return [f"{site.base}/older-stories-of-the-paper?page={number}" for number in range(2, LINKS)]


def counted_story(site: Site) -> list[str]:
    """Return links to one article that counts its readers, so that no two copies are equal."""
    return [f"{site.base}/reader/{number}/what-happened-at-the-harbour" for number in range(LINKS)]


PAGES = (counted_story, calendar, session_in_path, session_in_query, growing_path, made_up_words, endless_paging)


def answer(path: str) -> Pieces | None:
    """Return the page at any address of a trap, None for other addresses."""
    if path.startswith("/endless/"):
        return _sent(endless_index(path), "application/xml")
    if path.startswith("/reader/"):
        counted = f"<p>You are reader {path.split('/')[2]} of this story, which is read a lot.</p></article>"
        return _sent(article_html("What happened at the harbour").replace("</article>", counted))
    if "the-same-old-story-again" in path:
        return _sent(article_html("The same old story again"))
    if path.count("/") and not path.startswith(("/robots.txt", "/genuine", "/sitemap", "/rss", "/feed")):
        return _sent(_html("One more page", [f"{path}/{number}" for number in range(20)]))
    return None


def endless_index(path: str) -> str:
    """Return a sitemap index that names further such indexes."""
    rows = "".join(f"<sitemap><loc>{path}-{number}.xml</loc></sitemap>" for number in range(50))
    return f"<sitemapindex>{rows}</sitemapindex>"


def front_page(links: list[str]) -> str:
    """Return a front page with these links."""
    return _html("The Paper", links)
