"""Workers whose PostgreSQL is killed or falls silent: they connect again by themselves, and lose and double nothing."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.cluster.press import printing
from tests.crawler.cluster.workers import finish, installed, number_stored
from tests.support.servers.postgres import bring_back
from tests.support.servers.silent_network import network_to

pytestmark = pytest.mark.soak
SITES = {"sites": 20, "articles": 12, "latency_seconds": 0.2}
BOUNDS = {"MAX_SITES": 5, "CLEAN_WORKERS": 1, "SOURCE_PAUSE_SECONDS": 5}


def test_workers_go_on_after_their_server_was_killed_twice(tmp_path: Path, own_postgres: Any) -> None:
    cluster = installed(tmp_path, own_postgres.get_uri())
    with printing(**SITES) as press:  # type: ignore[arg-type]
        settings = press.settings(tmp_path) | BOUNDS
        workers = [cluster.start("worker", "run", **settings) for _ in range(2)]
        for count in (10, 60):
            workers[0].wait_until(lambda: number_stored(cluster.store_uri) > count, timeout=200)  # noqa: B023
            os.kill(own_postgres.get_pid(), signal.SIGKILL)
            time.sleep(5)
            bring_back(own_postgres)
        finish(cluster, press, *workers)


def test_a_worker_behind_a_silent_network_gives_its_jobs_up_and_goes_on_when_it_can(
    tmp_path: Path, postgres_uri: str
) -> None:
    cluster = installed(tmp_path, postgres_uri)
    with printing(**SITES) as press, network_to(postgres_uri) as network:  # type: ignore[arg-type]
        settings = press.settings(tmp_path) | BOUNDS
        far = cluster.start("worker", "run", **{**settings, "STORE_URI": network.uri})
        far.wait_until(lambda: number_stored(cluster.store_uri) > 10, timeout=200)
        near = cluster.start("worker", "run", **settings)
        network.fall_silent()
        time.sleep(70)  # its crawl and its session end within a minute
        network.deliver()
        finish(cluster, press, near, far)
