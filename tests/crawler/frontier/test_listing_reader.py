"""Large sitemaps read again and again: what is new is found, what is known costs nothing and is counted."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cleaners.workers.limits import Limits
from crawler.frontier.listing_reader import ListingReader
from crawler.frontier.listings import ListingRef
from crawler.frontier.reading import Reading
from crawler.sources.readers.sitemap_entries import MIN_ENTRIES
from crawler.sources.source import ListingError, Source
from crawler.stores import CrawlStore
from crawler.stores.sites.listings import ListingState
from crawler.stores.store import Store

SOURCE = Source(id="paper", name="The Paper", home="https://paper.example/")
REF = ListingRef("https://paper.example/sitemap.xml", "sitemap")
STORIES = [f"/2026/03/story-{n}" for n in range(MIN_ENTRIES)]


@pytest.fixture(params=["sqlite:///{}/articles.db", "sqlite://"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = Store(request.param.format(tmp_path))
    yield opened
    opened.close()


def sitemap(*paths: str, dates: dict[str, str] | None = None) -> bytes:
    named = ((path, (dates or {}).get(path, "2026-03-04")) for path in paths)
    entries = "\n".join(f"<url><loc>{path}</loc><lastmod>{date}</lastmod></url>" for path, date in named)
    return f'<?xml version="1.0"?><urlset xmlns="urn:s">{entries}</urlset>'.encode()


def read(store: Store, body: bytes, source: Source = SOURCE) -> Reading:
    return asyncio.run(ListingReader(CrawlStore(store)).read(REF, body, REF.url, source))


def note_links(store: Store, reading: Reading) -> None:
    store.state.note_links(reading.links, "paper")


def note(store: Store, reading: Reading) -> None:
    note_links(store, reading)
    store.listings.note(REF.url, ListingState(), reading.settled)


def paths(reading: Reading) -> list[str]:
    return [link.url.removeprefix("https://paper.example") for link in reading.links]


def test_at_first_all_links_are_offered_and_the_refused_counted(store: Store) -> None:
    reading = read(store, sitemap(*STORIES, "/tag/rain", "//other.example/story", STORIES[0] + "/amp"))
    assert paths(reading) == STORIES
    assert (reading.offered, reading.known) == (len(STORIES), 0)
    assert reading.passed_over == {"low_score": 1, "other_site": 1, "duplicate_link": 1}


def test_new_entries_among_known_ones_are_found_newest_first(store: Store) -> None:
    dates = {"/new-1": "2026-03-05", "/new-2": "2026-03-06T08:00:00Z"}
    note(store, read(store, sitemap(*STORIES, "/tag/rain")))
    reading = read(
        store, sitemap("/new-1", *STORIES[:50], "/new-2", *STORIES[50:], "/tag/rain", "/tag/sun", dates=dates)
    )
    assert paths(reading) == ["/new-2", "/new-1"]
    assert (reading.offered, reading.passed_over) == (len(STORIES) + 2, {"low_score": 1})
    assert reading.links[0].found_by == "sitemap"


def test_addresses_that_the_store_knows_otherwise_are_offered_and_not_read(store: Store) -> None:
    note_links(store, read(store, sitemap(*STORIES)))
    reading = read(store, sitemap(*STORIES, "/new"))
    assert paths(reading) == ["/new"]
    assert reading.offered == len(STORIES) + 1


def test_an_entry_that_was_touched_is_known_all_the_same(store: Store) -> None:
    note(store, read(store, sitemap(*STORIES)))
    reading = read(store, sitemap(*STORIES, dates={STORIES[3]: "2026-03-09"}))
    assert (paths(reading), reading.offered) == ([], len(STORIES))


def test_a_run_that_was_killed_before_it_noted_its_links_finds_them_again(store: Store) -> None:
    first = read(store, sitemap(*STORIES))
    assert read(store, sitemap(*STORIES)).links == first.links


def test_a_run_that_was_killed_among_its_links_finds_the_others_again(store: Store) -> None:
    first = read(store, sitemap(*STORIES))
    store.state.note_links(first.links[:40], "paper")
    again = read(store, sitemap(*STORIES))
    assert again.links == first.links[40:]
    assert again.offered == first.offered


def test_links_that_were_noted_wait_in_the_store_when_their_entries_are_settled(store: Store) -> None:
    note(store, read(store, sitemap(*STORIES)))
    assert read(store, sitemap(*STORIES, "/new")).links[0].url.endswith("/new")
    assert len(store.state.pending("paper", 1_000)) == len(STORIES)


def test_all_entries_are_chosen_anew_under_other_rules(store: Store) -> None:
    note(store, read(store, sitemap(*STORIES, "/extra/storm")))
    stricter = replace(SOURCE, skip_url=re.compile("/extra/"))
    note(store, read(store, sitemap(*STORIES, "/extra/flood"), stricter))
    assert paths(read(store, sitemap(*STORIES, "/extra/flood"))) == ["/extra/flood"]


def test_an_entry_that_has_become_too_old_is_no_longer_offered(store: Store) -> None:
    today = datetime.now(UTC)
    of_a_week = replace(SOURCE, max_age=timedelta(days=7))
    dates = {path: f"{today - timedelta(days=3):%Y-%m-%d}" for path in STORIES[:30]}
    body = sitemap(*STORIES, dates=dates)
    first = read(store, body, of_a_week)
    assert (first.offered, first.passed_over) == (30, {"too_old": len(STORIES) - 30})
    note(store, first)
    again = read(store, body, of_a_week)
    assert (again.links, again.offered) == ([], 30)
    of_a_day = read(store, body, replace(SOURCE, max_age=timedelta(days=1)))
    assert (of_a_day.links, of_a_day.offered) == ([], 0)
    assert of_a_day.passed_over == {"too_old": len(STORIES)}


def test_a_sitemap_of_news_is_read_as_a_whole(store: Store) -> None:
    news = '<url><loc>/a</loc><n:news xmlns:n="urn:n"><n:title>Rain</n:title></n:news></url></urlset>'
    body = sitemap(*STORIES).replace(b"</urlset>", news.encode())
    note(store, read(store, body))
    again = read(store, body)
    assert (len(again.links), again.known, again.settled) == (len(STORIES) + 1, 0, None)
    assert {link.found_by for link in again.links} == {"news_sitemap"}


@pytest.mark.parametrize("store", ["sqlite://"], indirect=True)  # the listing takes all of its time
def test_a_listing_that_takes_too_long_costs_no_other_one(store: Store) -> None:
    exponential = replace(SOURCE, article_url=re.compile("(a+)+b"))
    slow = sitemap("/" + 60 * "a")
    limits = Limits(timeout_seconds=1, memory_mb=0)

    async def read_both() -> Reading:
        reader = ListingReader(CrawlStore(store), limits)
        try:
            with pytest.raises(ListingError) as refused:
                await reader.read(REF, slow, REF.url, exponential)
            assert refused.value.reason == "listing_timeout"
            object.__setattr__(limits, "timeout_seconds", 300)  # the others may take their time on a busy machine
            with pytest.raises(ListingError, match="is not a sitemap") as rubbish:
                await reader.read(REF, b"rubbish", REF.url, SOURCE)
            assert rubbish.value.reason == "not_a_listing"
            await reader.read(REF, sitemap(*STORIES), REF.url, SOURCE)
            return await reader.read(REF, sitemap("/2026/03/story"), REF.url, SOURCE)
        finally:
            await reader.close()

    assert paths(asyncio.run(read_both())) == ["/2026/03/story"]
