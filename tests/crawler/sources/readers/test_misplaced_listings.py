"""Listings in a place or a form that their address does not suggest: pages for feeds, escaped sitemaps."""

from __future__ import annotations

import pytest

from crawler.frontier.listings import ListingRef, read
from crawler.sources.source import ListingError
from tests.crawler.sources.readers.test_odd_listings import LINKS, SITE, SOURCE, page, urlset


def test_a_page_at_the_address_of_a_feed_names_where_the_feed_is_now() -> None:
    body = page('<link rel="alternate" type="application/rss+xml" href="/news/feed.xml">')
    assert read(ListingRef(f"{SITE}/rss", "feed"), body, f"{SITE}/rss", SOURCE).listings == [f"{SITE}/news/feed.xml"]


@pytest.mark.parametrize("head", ["", '<link rel="alternate" type="application/rss+xml" href="/rss">'])
def test_a_page_that_names_no_other_feed_is_not_a_feed(head: str) -> None:
    with pytest.raises(ListingError):
        read(ListingRef(f"{SITE}/rss", "feed"), page(head), f"{SITE}/rss", SOURCE)


def test_a_page_at_a_usual_address_of_feeds_lists_them_if_the_front_page_calls_it_a_feed() -> None:
    body = page('<h1>Our feeds</h1><a href="/rss/city">City</a> <a href="/rss/sport">Sport</a>')
    linked = ListingRef(f"{SITE}/rss", "feed", guessed=True, linked=True)
    assert read(linked, body, f"{SITE}/rss", SOURCE).listings == [f"{SITE}/rss/city", f"{SITE}/rss/sport"]
    with pytest.raises(ListingError):
        read(ListingRef(f"{SITE}/rss", "feed", guessed=True), body, f"{SITE}/rss", SOURCE)


@pytest.mark.parametrize(
    "href", ["feed://paper.example/news.xml", "feed:https://paper.example/news.xml", "FEED:/news.xml"]
)
def test_the_scheme_of_feed_readers_is_not_that_of_a_feed(href: str) -> None:
    body = page(f'<link rel="alternate" type="application/rss+xml" href="{href}">')
    listings = read(ListingRef(f"{SITE}/", "front_page"), body, f"{SITE}/", SOURCE).listings
    assert listings == ([] if href.startswith("FEED:/n") else [f"{SITE}/news.xml"])


def test_a_link_with_the_scheme_of_feed_readers_leads_to_a_feed_whatever_its_address() -> None:
    body = page('<a href="feed:https://paper.example/x1">Subscribe</a>')
    assert read(ListingRef(f"{SITE}/", "front_page"), body, f"{SITE}/", SOURCE).listings == [f"{SITE}/x1"]


def test_a_sitemap_that_is_escaped_as_a_whole_is_read() -> None:
    body = urlset(*LINKS).replace("<", "&lt;").replace(">", "&gt;").encode()
    found = read(ListingRef(f"{SITE}/sitemap.xml", "sitemap"), body, f"{SITE}/sitemap.xml", SOURCE)
    assert [link.url for link in found.articles] == LINKS
