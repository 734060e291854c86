"""Budgets of requests per host, with the counts of earlier runs in a real store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import Request
from sqlalchemy import update

from crawler.middlewares import host_budget
from crawler.middlewares.host_budget import NOTED_AT_ONCE, HostBudgetMiddleware, HostBudgetSpent
from crawler.sources.source import ArticleLink
from crawler.stores import CrawlStore
from crawler.stores.database.schema import hosts
from crawler.stores.store import Store
from tests.support.commands.scrapy_runs import Ended, Scrapy
from tests.support.paper import Paper


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'articles.db'}")
    yield opened
    opened.close()


async def send(budget: HostBudgetMiddleware, host: str, number: int) -> None:
    for path in range(number):
        await budget.process_request(Request(f"https://{host}/{path}"))


def test_each_host_has_its_own_budget(store: Store) -> None:
    async def run() -> None:
        budget = HostBudgetMiddleware(CrawlStore(store), 2, 0)
        await send(budget, "one.example", 2)
        with pytest.raises(HostBudgetSpent, match=r"one\.example has received all 2 requests of this run") as spent:
            await send(budget, "one.example", 1)
        assert spent.value.seconds == 0
        await send(budget, "other.example", 1)
        await budget.note_all()
        assert store.hosts.requests_today("one.example") == 0, "nothing is counted without a bound per day"

    asyncio.run(run())


def test_the_budget_of_a_day_is_for_all_runs_and_the_next_day_has_its_own(store: Store) -> None:
    async def run(number: int) -> None:
        budget = HostBudgetMiddleware(CrawlStore(store), 0, 5)
        try:
            await send(budget, "one.example", number)
        finally:
            await budget.note_all()

    asyncio.run(run(3))
    with pytest.raises(HostBudgetSpent, match="all 5 requests of this day") as spent:
        asyncio.run(run(3))
    assert 0 < spent.value.seconds <= 86_400
    assert store.hosts.requests_today("one.example") == 5
    with store.engine.begin() as connection:
        connection.execute(update(hosts).values(requests_day="2026-01-31"))
    asyncio.run(run(4))
    assert store.hosts.requests_today("one.example") == 4


def test_runs_at_the_same_time_share_the_budget_of_a_day(store: Store) -> None:
    async def run() -> None:
        first, second = (HostBudgetMiddleware(CrawlStore(store), 0, 3 * NOTED_AT_ONCE) for _ in range(2))
        await send(first, "one.example", 1)
        await send(second, "one.example", 2 * NOTED_AT_ONCE)
        with pytest.raises(HostBudgetSpent):
            await send(first, "one.example", 2 * NOTED_AT_ONCE)
        assert store.hosts.requests_today("one.example") == 3 * NOTED_AT_ONCE

    asyncio.run(run())


def test_a_run_over_midnight_has_the_budget_of_the_new_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        budget = HostBudgetMiddleware(CrawlStore(store), 0, NOTED_AT_ONCE)
        await send(budget, "one.example", NOTED_AT_ONCE)
        with pytest.raises(HostBudgetSpent):
            await send(budget, "one.example", 1)
        with store.engine.begin() as connection:
            connection.execute(update(hosts).values(requests_day="2026-01-31"))
        monkeypatch.setattr(host_budget, "_today", lambda: date(2100, 1, 1))
        await send(budget, "one.example", 2)

    asyncio.run(run())


def test_a_run_that_is_killed_leaves_few_requests_uncounted(store: Store) -> None:
    async def run() -> None:
        await send(HostBudgetMiddleware(CrawlStore(store), 0, 1_000), "one.example", 2 * NOTED_AT_ONCE + 10)

    asyncio.run(run())
    assert store.hosts.requests_today("one.example") == 2 * NOTED_AT_ONCE


def test_without_a_bound_the_middleware_is_off(store: Store) -> None:
    with pytest.raises(NotConfigured):
        HostBudgetMiddleware(CrawlStore(store), 0, 0)


def test_an_address_waits_for_the_budget_of_the_next_day_and_its_attempt_does_not_count(store: Store) -> None:
    link = ArticleLink(url="https://one.example/2026/03/pier", found_by="feed")
    store.state.note_links([link], "pier")
    store.state.defer([link.url], 3_600)
    assert store.state.pending("pier", 9) == []
    assert store.state.state_of(link.url) == "pending"


def test_runs_share_the_budget_of_a_day_and_lose_nothing(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/2026/03/story-{number}", f"Story {number}") for number in range(6)]
    feed, sources = paper.feed("/rss.xml", *links), scrapy.folder / "sources.toml"
    sources.write_text(f'[[source]]\nid = "pier"\nname = "Pier"\nhome = "{paper.base}/"\nfeeds = ["{feed}"]\n')

    def crawl(most: int) -> Ended:
        bounds = {"MAX_REQUESTS_PER_HOST_AND_DAY": most, "READ_TDMREP": False}
        return scrapy("crawl", "news", "-a", f"sources={sources}", "-a", "force=1", **bounds)

    assert crawl(5).summary()["pages_failed"] == {"host_budget": 3}  # after robots.txt, the feed and three articles
    assert len(paper.asked) == 5
    assert crawl(50).summary()["articles_stored"] == 0, "the other pages wait for the next day"
    with closing(Store(scrapy.store_uri)) as store:
        assert store.state.count_pending() == 3
        assert store.hosts.requests_today(paper.base.removeprefix("http://")) == 6  # the feed again, and no page
