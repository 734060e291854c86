"""What a store knows of a sitemap's entries and addresses."""

from __future__ import annotations

import pytest

from cleaners.urls import article_id
from crawler.sources.settled import Settled
from crawler.sources.source import ArticleLink
from crawler.stores.addresses.known_keys import KEYS_PER_QUERY
from crawler.stores.sites.listings import ListingState
from crawler.stores.store import Store

SITEMAP = "https://www.example.org/sitemap.xml"
MARKS = frozenset(bytes([number] * 8) for number in range(250))
SETTLED = Settled("rules", MARKS, frozenset({b"\0\xff'\x80\\\n\r1"}))


def test_settled_entries_come_back_as_they_were_noted(store: Store) -> None:
    assert store.listings.settled(SITEMAP) == Settled()
    store.listings.note(SITEMAP, ListingState(), SETTLED)
    assert store.listings.settled(SITEMAP) == SETTLED
    assert store.listings.settled(SITEMAP + "?page=2") == Settled()


def test_a_listing_that_was_read_as_a_whole_has_no_settled_entries(store: Store) -> None:
    store.listings.note(SITEMAP, ListingState(), SETTLED)
    store.listings.note(SITEMAP, ListingState())
    assert store.listings.settled(SITEMAP) == Settled()


def test_links_are_noted_with_the_listing_that_names_them_or_not_at_all(store: Store) -> None:
    links = [ArticleLink(url=f"https://www.example.org/story-{n}", found_by="section") for n in range(3)]
    store.state.note_links(links[:1], "paper")

    def killed(new: list[ArticleLink]) -> ListingState:
        assert new == links[1:]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.listings.note_with_links(SITEMAP, links, "paper", killed)
    assert store.listings.states([SITEMAP]) == [ListingState()]
    assert store.listings.note_with_links(SITEMAP, links, "paper", lambda _: ListingState('"1"')) == links[1:]
    assert store.listings.states([SITEMAP])[0].etag == '"1"'


def test_any_number_of_known_addresses_is_told_from_new_ones(store: Store) -> None:
    links = [ArticleLink(url=f"https://www.example.org/story-{n}", found_by="sitemap") for n in range(1_200)]
    store.state.note_links(links[::2], "paper")
    keys = [article_id(link.url) for link in links]
    assert len(keys) > 2 * KEYS_PER_QUERY
    assert store.state.known(keys) == set(keys[::2])
    assert store.state.known([]) == set()
