"""Running workers, and what they stored."""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import suppress
from pathlib import Path

from crawler.stores.store import Store
from tests.crawler.cluster.press import Press
from tests.support.commands.forked import Forked
from tests.support.commands.scrapy_runs import Scrapy


def installed(folder: Path, uri: str) -> Scrapy:
    """Return a command whose store at `uri` has the queue of jobs."""
    cluster = Scrapy(folder)
    cluster.store_uri = uri
    ended = cluster("worker", "install")
    assert ended.code == 0, ended.log
    return cluster


def stored(uri: str) -> Counter[str]:
    """Return how often each address is in the store."""
    store = Store(uri)
    urls = Counter(str(record["url"]) for record in store.articles.since())
    store.close()
    return urls


def number_stored(uri: str) -> int:
    """Return the number of articles in the store, without reading them: for conditions that are tested often."""
    store = Store(uri)
    number = store.articles.count()
    store.close()
    return number


def children_of(process: Forked) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def send(number: signal.Signals, worker: Forked) -> None:
    """Send a signal to a worker, its crawls and their cleaning processes. Each crawl leads a group of its own."""
    for leader in (*children_of(worker), worker.pid):
        with suppress(ProcessLookupError):
            os.killpg(leader, number)


def finish(cluster: Scrapy, press: Press, *workers: Forked) -> None:
    """Wait until all articles are stored, end the workers, and check that all is as it must be."""
    workers[0].wait_until(lambda: number_stored(cluster.store_uri) == len(press.links()), timeout=500)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        _, log = worker.communicate(timeout=100)
        assert worker.returncode == 0, log
    assert stored(cluster.store_uri) == Counter(press.links())
    assert max(press.seen().most_at_once.values()) <= 2
