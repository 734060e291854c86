"""Signals end a run soon: what was fetched is stored, the rest waits without a penalty, the exit code tells."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from crawler.stores import Store
from tests.crawler.conftest import Scrapy
from tests.crawler.paper import Answer, Headers, Paper, article_html

QUICK = 6


@pytest.fixture
def hanging(paper: Paper) -> Iterator[None]:
    """Serve quick articles, and two that do not answer before the test is over."""
    over = threading.Event()

    def hang(_: Headers) -> Answer:
        over.wait(timeout=100)
        return Answer("")

    quick = [paper.article(f"/2026/03/story-{number}", f"Story number {number}") for number in range(QUICK)]
    for name in ("a", "b"):
        paper.pages[f"/2026/03/hanging-{name}"] = hang
    paper.front(feed="/rss.xml")
    paper.feed("/rss.xml", *quick, *(f"{paper.base}/2026/03/hanging-{name}" for name in ("a", "b")))
    yield
    over.set()


def start(scrapy: Scrapy, paper: Paper, stored: int, grace_seconds: float) -> "subprocess.Popen[str]":
    """Start a run and wait until so many of its articles are stored."""
    settings = {"STOP_GRACE_SECONDS": grace_seconds, "CLEAN_WORKERS": 1}
    process = scrapy.start("crawl", "news", "-a", f"site={paper.base}", CONCURRENT_REQUESTS_PER_DOMAIN=8, **settings)
    while process.poll() is None:
        store = Store(scrapy.store_uri)
        count = store.articles.count()
        store.close()
        if count >= stored:
            break
        time.sleep(0.05)
    return process


def publish_the_hanging(paper: Paper) -> None:
    for name in ("a", "b"):
        paper.pages[f"/2026/03/hanging-{name}"] = Answer(article_html(f"Hanging {name}"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_run_with_all_that_was_fetched(
    paper: Paper, scrapy: Scrapy, hanging: None, number: signal.Signals
) -> None:
    process = start(scrapy, paper, stored=QUICK, grace_seconds=1)
    process.send_signal(number)
    _, log = process.communicate(timeout=30)
    assert process.returncode == 6, log
    assert "Traceback" not in log
    assert f"{QUICK} articles, 2 pages wait" in log

    publish_the_hanging(paper)
    again = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert again.code == 0, again.log
    assert again.summary()["articles_stored"] == 2, "what the signal left unfinished is tried again at once"


@pytest.mark.soak
def test_a_signal_to_the_whole_group_loses_no_fetched_page(paper: Paper, scrapy: Scrapy, hanging: None) -> None:
    process = start(scrapy, paper, stored=1, grace_seconds=15)
    os.killpg(process.pid, signal.SIGTERM)
    _, log = process.communicate(timeout=60)
    assert process.returncode == 6, log
    fetched = [path for path in paper.paths() if "story" in path]
    assert len(scrapy.titles()) == len(set(fetched))


@pytest.mark.soak
def test_a_second_signal_ends_the_run_at_once(paper: Paper, scrapy: Scrapy, hanging: None) -> None:
    process = start(scrapy, paper, stored=1, grace_seconds=60)
    process.terminate()
    time.sleep(0.5)
    process.terminate()
    process.communicate(timeout=30)  # the workers, which hold its pipes, have ended as well
    assert process.returncode == 6

    publish_the_hanging(paper)
    assert scrapy("crawl", "news", "-a", f"site={paper.base}").code == 0
    assert len(scrapy.titles()) == QUICK + 2
