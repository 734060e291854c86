"""`newsgalley worker` where it cannot work, and the data of its status."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from crawler.cluster.worker_state import ClusterState, QueueState, WorkerState
from crawler.reading_room.serving.workers import workers_page
from crawler.stores.claims.due import NEVER_READ, DueSite, SourceWork
from crawler.stores.crawls import CrawlTotals
from tests.support.commands.forked import PROJECT
from tests.support.commands.scrapy_runs import Scrapy

MOMENT = datetime(2026, 3, 4, 8, tzinfo=UTC)


def due(site: str, since: datetime) -> DueSite:
    work = SourceWork(source=site, has_listings=True, has_pages=False, has_rechecks=False, since=since)
    return DueSite(site, (work,))


def totals(machine: str | None) -> CrawlTotals:
    return CrawlTotals(
        machine=machine, crawls=12, crawls_failed=1, sources=1234, sources_failed=2, pages_fetched=345, pages_dropped=3,
        pages_failed=4, articles=321, last_ended_at="2026-03-04T07:58:09Z",
    )  # fmt: skip


NEW = due("new.example", NEVER_READ)
STATE = ClusterState(
    3,
    [NEW, due("gazette.example", MOMENT - timedelta(minutes=12, seconds=50)), due("courier.example", MOMENT)],
    QueueState(
        2,
        1,
        0,
        [WorkerState("news-1:14:9f3a", 1, 3), WorkerState("news-2:9:07be", 0, 75), WorkerState("news-3:8:1", 0, None)],
    ),
    [totals(None), totals("news-<1>")],
    MOMENT,
)


@pytest.mark.parametrize("action", ["install", "run", "status"])
def test_sqlite_is_refused_with_what_to_do(scrapy: Scrapy, action: str) -> None:
    ended = scrapy("worker", action)
    assert ended.code == 2
    assert "workers share a PostgreSQL database; set STORE_URI to postgresql://USER@HOST/DATABASE" in ended.log


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name one action: newsgalley worker install, run or status."),
        (("stats",), "Did you mean status?"),
        (("run", "status"), "Name one action"),
        (("install", "--jobs", "2"), "--jobs does not fit newsgalley worker install: leave it out."),
        (("run", "--format", "json"), "--format does not fit newsgalley worker run: leave it out."),
        (("run", "--jobs", "0"), "--jobs 0: name a number of crawls, 1 or more."),
    ],
)
def test_what_does_not_fit_is_refused(scrapy: Scrapy, arguments: tuple[str, ...], sentence: str) -> None:
    ended = scrapy("worker", *arguments)
    assert ended.code == 2
    assert sentence in ended.log


def test_a_missing_extra_is_named_with_the_command_that_installs_it() -> None:
    hidden = (
        "import sys; sys.modules['pgqueuer'] = None\n"
        "from crawler.console import run\n"
        "run(['newsgalley', 'worker', 'status', '-s', 'STORE_URI=postgresql://nobody@127.0.0.1:9/none'], {})"
    )
    ended = subprocess.run([sys.executable, "-c", hidden], cwd=PROJECT, text=True, capture_output=True, check=False)
    assert ended.returncode == 2
    assert "pgqueuer is missing: pip install 'newsgalley[cluster]'." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_that_is_not_there_is_reported_in_one_sentence(scrapy: Scrapy) -> None:
    ended = scrapy("worker", "status", STORE_URI="postgresql://nobody@127.0.0.1:9/none", CONTACT="desk@paper.example")
    assert ended.code == 1
    assert "the queue of jobs: " in ended.log
    assert "Traceback" not in ended.log


def test_the_state_names_what_is_most_overdue_and_what_was_never_read() -> None:
    shown = STATE.as_json()
    assert shown["oldest_overdue"] == {"site": "gazette.example", "minutes": 12}
    assert (shown["sources"], shown["due_sources"], shown["never_read"]) == (3, 3, 1)
    assert [each["machine"] for each in shown["last_24_hours"]] == [None, "news-<1>"]
    assert shown["workers"][0] == {"name": "news-1:14:9f3a", "running": 1, "silent_seconds": 3}
    assert ClusterState(1, [NEW], STATE.queue).as_json()["oldest_overdue"] is None


def test_the_page_of_the_workers_shows_the_state_or_why_there_is_none() -> None:
    page = workers_page(STATE)
    facts = "3 sources: 3 due, 1 never read", "2 waiting, 1 running", "gazette.example, 12 minutes"
    sums = "Crawls of the last 24 hours", "news-&lt;1&gt;", "1,234", "2026-03-04 07:58"
    for text in (*facts, "news-2:9:07be", "75 s ago", "unknown", *sums):
        assert text in page
    assert "&lt;b&gt;no&lt;/b&gt;" in workers_page("<b>no</b>")
    assert "No worker is connected" in workers_page(ClusterState(0, [], QueueState(0, 0, 0, [])))
