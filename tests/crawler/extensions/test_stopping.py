"""A signal ends a run soon: fetched pages are stored, the rest waits without a penalty, and the exit code says so."""

import json
import os
import signal
import threading
import time

import pytest

from crawler.stores.store import Store
from tests.support.commands.forked import Forked, fork
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

QUICK = 6


@pytest.fixture
def hanging(paper: Paper, gate: threading.Event) -> threading.Event:
    """Serve articles, two of which are not answered until the gate is opened."""
    quick = [paper.article(f"/2026/03/story-{number}", f"Story number {number}") for number in range(QUICK)]
    slow = [paper.article(f"/2026/03/hanging-{name}", f"Hanging {name}") for name in ("a", "b")]
    paper.hold(gate, "/2026/03/hanging-a", "/2026/03/hanging-b")
    paper.front(feed="/rss.xml")
    paper.feed("/rss.xml", *quick, *slow)
    return gate


def start(scrapy: Scrapy, paper: Paper, stored: int, grace_seconds: float) -> Forked:
    """Start a run, and wait until this many of its articles are stored."""
    settings = {"STOP_GRACE_SECONDS": grace_seconds, "CLEAN_WORKERS": 1}
    process = scrapy.start("crawl", "news", "-a", f"site={paper.base}", CONCURRENT_REQUESTS_PER_DOMAIN=8, **settings)
    store = Store(scrapy.store_uri)
    process.wait_until(lambda: store.articles.count() >= stored)
    store.close()
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_run_after_storing_all_fetched_pages(
    paper: Paper, scrapy: Scrapy, hanging: threading.Event, number: signal.Signals
) -> None:
    process = start(scrapy, paper, stored=QUICK, grace_seconds=1)
    process.send_signal(number)
    _, log = process.communicate(timeout=100)
    assert process.returncode == 6, log
    assert "Traceback" not in log
    assert f"{QUICK} articles, 2 pages wait" in log

    hanging.set()
    again = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert again.code == 0, again.log
    assert again.summary()["articles_stored"] == 2, "what the signal left unfinished is tried again at once"


@pytest.mark.soak
def test_a_signal_to_the_whole_group_loses_no_fetched_page(
    paper: Paper, scrapy: Scrapy, hanging: threading.Event
) -> None:
    process = start(scrapy, paper, stored=1, grace_seconds=15)
    os.killpg(process.pid, signal.SIGTERM)
    _, log = process.communicate(timeout=100)
    assert process.returncode == 6, log
    fetched = [path for path in paper.paths() if "story" in path]
    assert len(scrapy.titles()) == len(set(fetched))


@pytest.mark.soak
def test_a_second_signal_ends_the_run_at_once(paper: Paper, scrapy: Scrapy, hanging: threading.Event) -> None:
    process = start(scrapy, paper, stored=1, grace_seconds=60)
    process.terminate()
    time.sleep(0.5)
    process.terminate()
    process.communicate(timeout=100)  # the workers, which hold its pipes, have ended as well
    assert process.returncode == 6

    hanging.set()
    assert scrapy("crawl", "news", "-a", f"site={paper.base}").code == 0
    assert len(scrapy.titles()) == QUICK + 2


class Signalling:
    """A pipeline that sends this process a signal while the spider is being opened."""

    def open_spider(self) -> None:
        signal.raise_signal(signal.SIGTERM)


def test_a_signal_before_the_spider_is_open_ends_the_run_with_the_same_code(paper: Paper, scrapy: Scrapy) -> None:
    pipelines = json.dumps({f"{__name__}.Signalling": 1})
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}", ITEM_PIPELINES=pipelines)
    assert ended.code == 6, ended.log
    assert paper.asked == []


def test_a_signal_before_the_first_request_ends_the_run_with_the_same_code(paper: Paper, scrapy: Scrapy) -> None:
    arguments = scrapy.arguments("crawl", "news", "-a", f"site={paper.base}")
    process = fork(arguments, scrapy.inherited(), scrapy.folder, "newsgalley")
    process.wait_until(lambda: os.path.exists(scrapy.store_uri.removeprefix("sqlite:///")))
    process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=100)
    assert process.returncode == 6, log
    assert "Traceback" not in log


@pytest.mark.parametrize("command", [("fetch",), ("shell", "-c", "response.status")])
def test_the_commands_of_scrapy_that_show_a_page_are_not_runs(
    paper: Paper, scrapy: Scrapy, command: tuple[str, ...]
) -> None:
    ended = scrapy(*command, paper.article("/2026/03/harbour-wall", "Harbour wall"))
    assert ended.code == 0, ended.log
    assert "Harbour wall" in ended.out or "200" in ended.out
    assert "Run ended" not in ended.log
    assert "ERROR" not in ended.log
