"""Workers as processes, with a real PostgreSQL and newspapers on loopback."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.stores.store import Store
from tests.crawler.cluster.workers import children_of, number_stored, stored
from tests.support.commands.forked import PROJECT
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper
from tests.support.servers.pgbouncer import needs_pgbouncer, pooled


def status(cluster: Scrapy, **settings: object) -> dict[str, Any]:
    return json.loads(cluster("worker", "status", "--format", "json", **settings).out)


def of_paper(paper: Paper, folder: Path) -> dict[str, object]:
    """Return the settings with which a worker crawls one newspaper."""
    (folder / "sources.toml").write_text(
        f'[[source]]\nid = "paper"\nname = "Paper"\nhome = "{paper.base}/"\nfeeds = ["{paper.base}/rss.xml"]\n'
    )
    return {"SOURCES_PATH": folder / "sources.toml", "CONTACT": "desk@paper.example", "RUN_SUMMARY": ""}


def publish(paper: Paper, count: int) -> list[str]:
    links = [paper.article(f"/2026/03/story-{number}", f"Story number {number}") for number in range(count)]
    paper.feed("/rss.xml", *links)
    return links


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_crawls_what_is_due_and_ends_with_0_at_sigterm(
    paper: Paper, cluster: Scrapy, tmp_path: Path, gate: Any
) -> None:
    links, settings = publish(paper, 5), of_paper(paper, tmp_path)
    paper.hold(gate, *(link.removeprefix(paper.base) for link in links), after=2)
    assert status(cluster, **settings)["never_read"] == 1
    worker = cluster.start("worker", "run", **settings)
    worker.wait_until(lambda: number_stored(cluster.store_uri) == 2)
    running = status(cluster, **settings)
    assert (running["crawls"]["running"], [each["running"] for each in running["workers"]]) == (1, [1])
    gate.set()
    worker.wait_until(lambda: status(cluster, **settings)["crawls"]["running"] == 0)
    worker.terminate()
    _, log = worker.communicate(timeout=100)
    assert worker.returncode == 0, log
    assert sorted(stored(cluster.store_uri)) == sorted(links)
    assert "its crawls by exit code: 1 with 0" in log
    ended = status(cluster, **settings)
    assert ended["workers"] == []
    assert ended["due_sources"] == 0, "workers read the listings of a source again after a pause"
    assert [(each["crawls"], each["articles"], each["sources"]) for each in ended["last_24_hours"]] == [(1, 5, 1)] * 2
    shown = cluster("worker", "status", **settings).out
    assert "Crawls of the last 24 hours" in shown


def test_sigterm_ends_a_running_crawl_as_one_signal_does(
    paper: Paper, cluster: Scrapy, tmp_path: Path, gate: Any
) -> None:
    links, settings = publish(paper, 6), of_paper(paper, tmp_path)
    paper.hold(gate, *(link.removeprefix(paper.base) for link in links), after=2)
    worker = cluster.start("worker", "run", **settings, STOP_GRACE_SECONDS=1)
    worker.wait_until(lambda: number_stored(cluster.store_uri) == 2)
    worker.terminate()
    _, log = worker.communicate(timeout=100)
    assert worker.returncode == 0, log
    assert "its crawls by exit code: 1 with 6" in log
    assert status(cluster, **settings)["crawls"] == {"waiting": 1, "running": 0, "lost": 0}, "it is for others"


def test_a_crawl_ends_with_a_worker_that_is_killed(paper: Paper, cluster: Scrapy, tmp_path: Path, gate: Any) -> None:
    links, settings = publish(paper, 6), of_paper(paper, tmp_path)
    paper.hold(gate, *(link.removeprefix(paper.base) for link in links), after=2)
    worker = cluster.start("worker", "run", **settings, CLEAN_WORKERS=1)
    worker.wait_until(lambda: number_stored(cluster.store_uri) == 2)
    (crawl,) = children_of(worker)
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate(timeout=100)  # which waits for all who hold its pipes: the crawl and its cleaning processes
    assert not is_alive(crawl)
    gate.set()
    seen = status(cluster, **settings)
    assert (seen["workers"], seen["crawls"]["lost"]) == ([], 1)


@pytest.mark.soak
def test_a_worker_survives_the_end_of_its_database_session(paper: Paper, cluster: Scrapy, tmp_path: Path) -> None:
    settings = of_paper(paper, tmp_path)
    publish(paper, 2)
    worker = cluster.start("worker", "run", **settings)
    worker.wait_until(lambda: status(cluster, **settings)["due_sites"] == 0)
    store = Store(cluster.store_uri)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'newsgalley worker%%'"
        )
    store.close()
    time.sleep(1)
    worker.wait_until(lambda: len(status(cluster, **settings)["workers"]) == 1)
    worker.terminate()
    assert worker.communicate(timeout=100)[1].count("has started; it runs") == 1
    assert worker.returncode == 0


def test_the_reading_room_of_a_server_shows_the_workers(cluster: Scrapy, tmp_path: Path) -> None:
    serving = cluster.start("serve", "--port", "0", SOURCES_PATH="", CONTACT="desk@paper.example")
    try:
        port = int(serving.stdout.readline().partition("/ (")[0].rpartition(":")[2])

        def page(path: str) -> str:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=100)) as connection:
                connection.request("GET", path)
                return connection.getresponse().read().decode()

        assert 'href="workers.html"' in page("/sources.html")
        assert "No worker is connected" in page("/workers.html")
    finally:
        serving.send_signal(signal.SIGTERM)
        assert serving.communicate()[1] == ""


@needs_pgbouncer
def test_a_worker_does_not_start_behind_a_pool_that_changes_sessions(
    paper: Paper, cluster: Scrapy, tmp_path: Path
) -> None:
    with pooled(cluster.store_uri, "transaction") as uri:
        refused = cluster("worker", "run", **of_paper(paper, tmp_path), STORE_URI=uri)
    assert refused.code == 2
    assert "let the pool keep sessions" in refused.log


def test_a_worker_that_is_stopped_while_it_starts_ends_with_0(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/news"
        command = [sys.executable, "-m", "crawler.console", "worker", "run", "-s", f"STORE_URI={address}"]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        with subprocess.Popen([*command, "-s", "CONTACT=desk@paper.example"], cwd=tmp_path, env=environment) as worker:
            silent.settimeout(60)
            connection, _ = silent.accept()  # it looks for its queue
            with connection:
                worker.terminate()
                assert worker.wait(60) == 0
