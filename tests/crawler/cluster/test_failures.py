"""Workers that are killed or stand still: nothing is lost or stored twice, and no site gets more requests at once."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.crawler.cluster.press import printing
from tests.crawler.cluster.workers import finish, number_stored, send
from tests.support.commands.scrapy_runs import Scrapy

LONG = {"MAX_SITES": 10, "CLEAN_WORKERS": 1}


@pytest.mark.soak
def test_two_workers_share_the_sites(cluster: Scrapy, tmp_path: Path) -> None:
    with printing(sites=4, articles=4) as press:
        settings = press.settings(tmp_path) | {"MAX_SITES": 2}
        finish(cluster, press, *(cluster.start("worker", "run", **settings) for _ in range(2)))


@pytest.mark.soak
def test_a_killed_group_costs_nothing(cluster: Scrapy, tmp_path: Path) -> None:
    with printing(sites=4, articles=4, latency_seconds=0.3) as press:
        settings = press.settings(tmp_path) | {"MAX_SITES": 2}
        killed = cluster.start("worker", "run", **settings)
        killed.wait_until(lambda: number_stored(cluster.store_uri) > 1)
        other = cluster.start("worker", "run", **settings)
        os.killpg(killed.pid, signal.SIGKILL)  # its crawl, which leads a group of its own, ends with it
        killed.communicate(timeout=100)
        finish(cluster, press, other)


@pytest.mark.soak
def test_a_worker_that_stands_still_for_a_while_doubles_nothing(cluster: Scrapy, tmp_path: Path) -> None:
    with printing(sites=4, articles=4, latency_seconds=0.3) as press:
        settings = press.settings(tmp_path) | {"MAX_SITES": 2}
        stopped = cluster.start("worker", "run", **settings)
        stopped.wait_until(lambda: number_stored(cluster.store_uri) > 1)
        send(signal.SIGSTOP, stopped)
        other = cluster.start("worker", "run", **settings)
        time.sleep(4)
        seen = json.loads(cluster("worker", "status", "--format", "json", **settings).out)
        assert max(worker["silent_seconds"] for worker in seen["workers"]) >= 3
        send(signal.SIGCONT, stopped)
        finish(cluster, press, other, stopped)


@pytest.mark.soak
def test_ten_kills_of_groups_among_two_workers(cluster: Scrapy, tmp_path: Path) -> None:
    chance = random.Random(7)
    with printing(sites=60, articles=30, latency_seconds=0.1) as press:
        settings = press.settings(tmp_path) | LONG
        workers = [cluster.start("worker", "run", **settings) for _ in range(2)]
        for kill in range(10):
            before = number_stored(cluster.store_uri)
            workers[1].wait_until(lambda: number_stored(cluster.store_uri) > before + 5, timeout=200)  # noqa: B023
            time.sleep(chance.uniform(0, 3))
            killed = workers.pop(kill % 2)
            os.killpg(killed.pid, signal.SIGKILL)
            killed.communicate(timeout=100)
            workers.append(cluster.start("worker", "run", **settings))
        finish(cluster, press, *workers)


@pytest.mark.soak
def test_a_worker_that_stands_still_for_a_minute_and_loses_its_job_doubles_nothing(
    cluster: Scrapy, tmp_path: Path
) -> None:
    with printing(sites=40, articles=12, latency_seconds=0.1) as press:
        settings = press.settings(tmp_path) | LONG
        workers = [cluster.start("worker", "run", **settings) for _ in range(2)]
        workers[0].wait_until(lambda: number_stored(cluster.store_uri) > 20)
        send(signal.SIGSTOP, workers[0])
        time.sleep(60)
        send(signal.SIGCONT, workers[0])
        finish(cluster, press, *workers)


@pytest.mark.soak
def test_two_workers_on_two_hundred_sites(cluster: Scrapy, tmp_path: Path) -> None:
    with printing(sites=200, articles=12) as press:
        settings = press.settings(tmp_path) | {"MAX_SITES": 50, "CLEAN_WORKERS": 1}
        finish(cluster, press, *(cluster.start("worker", "run", **settings) for _ in range(2)))
