from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.moments import as_text
from crawler.stores.crawls import HOURS, KEPT_DAYS, CrawlCounts
from crawler.stores.store import Store


def crawl(run: str, machine: str, hours_ago: float = 1.0, **changes: int) -> CrawlCounts:
    moment = as_text(datetime.now(UTC) - timedelta(hours=hours_ago))
    plain = CrawlCounts(
        run=run, machine=machine, process=7, started_at=moment, ended_at=moment, finish_reason="finished", exit_code=0,
        sources=10, sources_failed=1, pages_fetched=20, pages_dropped=3, pages_failed=2, articles=15,
    )  # fmt: skip
    return replace(plain, **changes)


def test_a_store_without_crawls_has_no_sums(store: Store) -> None:
    assert store.crawls.totals() == []


def test_crawls_are_summed_per_machine_and_as_a_whole(store: Store) -> None:
    for each in (
        crawl("1", "desk-b"), crawl("2", "desk-a"), crawl("3", "desk-a", articles=5, exit_code=1),
        crawl("4", "desk-a", exit_code=4), crawl("5", "desk-c", hours_ago=HOURS + 1),
    ):  # fmt: skip
        store.crawls.add(each)
    everything, a, b = store.crawls.totals()
    assert [each.machine for each in (everything, a, b)] == [None, "desk-a", "desk-b"]
    assert (a.crawls, a.crawls_failed, a.articles, a.pages_fetched) == (3, 1, 35, 60)
    assert (b.crawls, b.crawls_failed, b.articles, b.sources_failed) == (1, 0, 15, 1)
    assert (everything.crawls, everything.crawls_failed, everything.articles) == (4, 1, 50)
    assert everything.last_ended_at >= b.last_ended_at


@pytest.mark.parametrize(("code", "failed"), [(0, 0), (1, 1), (2, 1), (3, 1), (4, 0), (6, 0), (7, 0), (-9, 1)])
def test_a_crawl_has_failed_by_its_exit_code(store: Store, code: int, failed: int) -> None:
    store.crawls.add(crawl("1", "desk-a", exit_code=code))
    assert store.crawls.totals()[0].crawls_failed == failed


def test_a_crawl_is_noted_once(store: Store) -> None:
    for each in (
        crawl("1", "desk-a"),
        crawl("2", "desk-b"),
        crawl("3", "desk-a", hours_ago=3),
        crawl("4", "desk-a", process=8),
    ):
        store.crawls.add_unless_noted(each)
    store.crawls.add_unless_noted(crawl("5", "desk-a", hours_ago=1.5))
    assert [(each.machine, each.crawls) for each in store.crawls.totals()] == [(None, 3), ("desk-a", 2), ("desk-b", 1)]


def test_crawls_of_last_month_are_forgotten(store: Store) -> None:
    store.crawls.add(crawl("1", "desk-a", hours_ago=24 * KEPT_DAYS + 1))
    store.crawls.add(crawl("2", "desk-a"))
    store.crawls.add(crawl("3", "desk-a"))
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM crawls").scalar() == 2
