"""Clocks that were wrong: what a fast one wrote silences nothing."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from crawler.moments import as_text
from crawler.sources.source import ArticleLink, Source
from crawler.stores.database.schema import discovered, sources, tdm_files, urls
from crawler.stores.sites.discovered import Discovered
from crawler.stores.store import Store
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

LINK = ArticleLink(url="https://www.example.org/2026/03/pier", found_by="feed")


@pytest.mark.parametrize(("moment", "is_due"), [("2020-01-01T00:00:00Z", True), ("2099-01-01T00:00:00Z", True)])
def test_a_page_with_an_impossible_due_time_is_due(store: Store, moment: str, is_due: bool) -> None:
    store.state.note_links([LINK], "harbour")
    with store.engine.begin() as connection:
        connection.execute(update(urls).values(next_try_at=moment))
    assert bool(store.state.pending("harbour", 10)) is is_due


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_a_listing_with_an_impossible_due_time_is_due(store: Store, moment: str) -> None:
    section = Discovered("https://www.example.org/harbour/", "section")
    assert store.discovered.due("harbour", [section]) == [section]
    store.discovered.note_absent("harbour", section.url)
    assert store.discovered.due("harbour", []) == []
    assert store.discovered.resting("harbour") == [section.url]
    with store.engine.begin() as connection:
        connection.execute(update(discovered).values(next_read_at=moment))
    assert store.discovered.due("harbour", []) == [section]
    assert store.discovered.resting("harbour") == []


def test_a_pause_that_a_host_asked_for_is_kept(store: Store) -> None:
    store.state.note_links([LINK], "harbour")
    store.state.mark_failed(LINK.url, "retry_after", 30 * 86_400)
    assert store.state.pending("harbour", 10) == []


@pytest.mark.parametrize(("failures", "pause_hours"), [(1, 0), (2, 6), (3, 24), (4, 24), (5, 24)])
@pytest.mark.parametrize("hours_ahead", [0, 1, 48])
def test_a_failed_page_waits_no_longer_than_its_pause(
    store: Store, failures: int, pause_hours: int, hours_ahead: int
) -> None:
    store.state.note_links([LINK], "harbour")
    for _ in range(failures):
        store.state.mark_failed(LINK.url, "http_503", (pause_hours + hours_ahead) * 3_600)
    assert bool(store.state.pending("harbour", 10)) is (hours_ahead > 0 or pause_hours == 0)


def test_a_deferred_page_that_failed_before_waits(store: Store) -> None:
    store.state.note_links([LINK], "harbour")
    store.state.mark_failed(LINK.url, "http_503")
    store.state.defer([LINK.url], 7 * 86_400)
    assert store.state.pending("harbour", 10) == []


def test_a_pause_longer_than_any_host_gets_comes_from_a_fast_clock_and_is_ignored(store: Store) -> None:
    store.hosts.note_pause("example.org", 30 * 86_400)
    assert store.hosts.pause_seconds("example.org") > 29 * 86_400
    store.hosts.note_pause("example.org", 400 * 86_400)
    assert store.hosts.pause_seconds("example.org") == 0


def test_rules_that_were_read_in_the_future_are_read_again(store: Store) -> None:
    store.tdm_rules.note("https://example.org", [])
    assert store.tdm_rules.get("https://example.org") == []
    with store.engine.begin() as connection:
        connection.execute(update(tdm_files).values(read_at="2099-01-01T00:00:00Z"))
    assert store.tdm_rules.get("https://example.org") is None


def test_a_page_whose_cleaning_was_cut_short_is_tried_once_more(store: Store) -> None:
    store.state.note_links([LINK], "harbour")
    assert store.state.postpone(LINK.url, "clean_timeout")
    assert store.state.state_of(LINK.url) == "pending"
    assert not store.state.postpone(LINK.url, "clean_timeout")
    assert not store.state.postpone("https://www.example.org/unknown", "clean_timeout")


def test_a_page_is_postponed_a_bounded_number_of_times_whatever_the_reasons(store: Store) -> None:
    store.state.note_links([LINK], "harbour")
    assert [store.state.postpone(LINK.url, "error_page", 2) for _ in range(3)] == [True, True, False]
    tries = [store.state.postpone(LINK.url, ("empty", "truncated")[number % 2], 2) for number in range(9)]
    assert tries.count(True) == 3
    assert not any(tries[3:])


@pytest.mark.parametrize("ahead", [timedelta(hours=5), timedelta(days=3), timedelta(days=20), timedelta(days=400)])
def test_what_a_run_with_a_fast_clock_postponed_is_due(store: Store, ahead: timedelta) -> None:
    harbour = Source(id="harbour", name="Harbour", home="https://www.example.org/")
    section = Discovered(f"{harbour.home}harbour/", "section")
    store.state.note_links([LINK], harbour.id)
    store.discovered.due(harbour.id, [section])
    store.claims.claim([harbour], 0)
    store.state.mark_failed(LINK.url, "http_503", ahead.total_seconds() + 600)
    with store.engine.begin() as connection:
        late = as_text(datetime.now(UTC) + ahead)
        connection.execute(update(discovered).values(next_read_at=late))
        connection.execute(update(sources).values(tried_at=late))
    work = store.claims.claim([harbour], 0).works[harbour.id]
    assert work.has_pages
    assert store.discovered.due(harbour.id, []) == [section]
    store.state.mark_failed(LINK.url, "http_503", 600)
    assert not store.claims.claim([harbour], 0).works[harbour.id].has_pages


@pytest.mark.soak
def test_runs_under_clocks_that_jump_lose_and_silence_nothing(paper: Paper, scrapy: Scrapy) -> None:
    library = pytest.importorskip("libfaketime", reason="needs a C compiler and: pip install libfaketime")
    (shared,) = Path(library.__file__).parent.rglob("libfaketime.so.1")
    listing = scrapy.folder / "sources.toml"
    names: list[str] = []

    def run(offset: str) -> None:
        """Crawl with a clock that is off, when one more article was published."""
        number = len(names)
        names.append(f"Pier number {number}")
        links = [paper.article(f"/2026/03/pier-{each}", f"Pier number {each}") for each in range(number + 1)]
        paper.feed("/rss.xml", *links)
        listing.write_text(
            f'[[source]]\nid = "pier"\nname = "Pier"\nhome = "{paper.base}/"\nfeeds = ["{paper.base}/rss.xml"]\n'
            'every = "1h"\n'
        )
        arguments = scrapy.arguments("crawl", "news", "-a", f"sources={listing}", CLEAN_WORKERS=1)
        clock = {"LD_PRELOAD": str(shared), "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        ended = subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments],
            env={**os.environ, **scrapy.inherited(), **clock}, cwd=scrapy.folder, capture_output=True, text=True,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        assert scrapy.titles() == sorted(names), (offset, ended.stderr)

    for offset in ("+400d", "+0d", "-400d", "+2d", "+0d"):
        run(offset)
