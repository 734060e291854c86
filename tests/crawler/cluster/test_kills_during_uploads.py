"""Two machines that upload into one bucket, while their workers are killed, stand still and lose their database."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.bucket.bucket import open_bucket
from crawler.archive.reader import read_page
from crawler.stores.store import Store
from tests.crawler.cluster.press import Press, printing
from tests.crawler.cluster.workers import finish, number_stored, send
from tests.support.commands.forked import Forked
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.servers.postgres import bring_back

pytestmark = pytest.mark.soak
pytest.importorskip("obstore", reason="the extra `bucket` is not installed")
BOUNDS = {
    "MAX_SITES": 5, "CLEAN_WORKERS": 1, "SOURCE_PAUSE_SECONDS": 5, "ARCHIVE_UPLOAD_MB": 0.02,
    "ARCHIVE_UPLOAD_AFTER_SECONDS": 1,
}  # fmt: skip


class Machine:
    """A machine with a spool of its own."""

    def __init__(
        self, folder: Path, uri: str, url: str, environment: dict[str, str], settings: dict[str, object]
    ) -> None:
        folder.mkdir()
        self.spool = folder / "archive"
        self.scrapy = Scrapy(folder)
        self.scrapy.store_uri = uri
        self.scrapy.environment |= environment
        self._settings = settings | BOUNDS | {"ARCHIVE_DIR": self.spool, "ARCHIVE_URL": url}

    def work(self) -> Forked:
        return self.scrapy.start("worker", "run", **self._settings)

    def upload_the_rest(self) -> None:
        ended = self.scrapy("crawl", "news", **self._settings)
        assert ended.code == 0, ended.log
        assert not list(self.spool.glob("*.gz*"))


def kill(worker: Forked) -> None:
    """Kill a worker; its crawls end with it, as a machine's do."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.communicate(timeout=100)


def assert_every_page_is_in_the_bucket(uri: str, url: str, nowhere: Path) -> None:
    bucket = open_bucket(url)
    store = Store(uri)
    for record in store.articles.since():
        page = read_page(nowhere, str(record["raw_ref"]), bucket=bucket)
        assert page.url == record["url"]
    store.close()


def more_are_stored(uri: str, press: Press, worker: Forked, count: int) -> None:
    """Wait until further articles are stored, or nearly all."""
    enough = min(number_stored(uri) + count, len(press.links()) - 5)
    worker.wait_until(lambda: number_stored(uri) >= enough, timeout=300)


@pytest.mark.parametrize(("seed", "url", "server"), [(11, "s3://desk/raw", "storage"), (12, "gs://desk/raw", "google")])
def test_kills_pauses_and_a_restarted_server_lose_and_double_no_article_and_no_page(
    tmp_path: Path, own_postgres: Any, request: pytest.FixtureRequest, seed: int, url: str, server: str
) -> None:
    environment = request.getfixturevalue(server).environment
    chance, uri = random.Random(seed), own_postgres.get_uri()
    with printing(sites=30, articles=12, latency_seconds=0.1) as press:
        settings = press.settings(tmp_path)
        one, other = (Machine(tmp_path / name, uri, url, environment, settings) for name in ("one", "other"))
        assert one.scrapy("worker", "install").code == 0
        workers = [one.work(), other.work()]
        for machine in (one, other, one, other):
            index = 0 if machine is one else 1
            more_are_stored(uri, press, workers[1 - index], 15)
            time.sleep(chance.uniform(0, 3))
            kill(workers[index])
            workers[index] = machine.work()
        more_are_stored(uri, press, workers[0], 15)
        send(signal.SIGSTOP, workers[0])
        stopped_at = time.monotonic()
        time.sleep(chance.uniform(1, 5))
        os.kill(own_postgres.get_pid(), signal.SIGKILL)
        time.sleep(3)
        bring_back(own_postgres)
        time.sleep(max(0.0, 60 - (time.monotonic() - stopped_at)))
        send(signal.SIGCONT, workers[0])
        finish(one.scrapy, press, *workers)
        for machine in (one, other):
            machine.upload_the_rest()
        assert_every_page_is_in_the_bucket(uri, url, tmp_path / "nowhere")
