"""Two runs on a PostgreSQL that is killed or falls silent: both say so and end; later ones lose and double nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from crawler.middlewares.claims import SURE_SECONDS
from crawler.stores import StoreError
from crawler.stores.changes.log import changing
from crawler.stores.store import Store
from tests.crawler.stores.claims.test_two_crawls import (
    Press,
    assert_all_there,
    ended,
    runs,  # noqa: F401, a fixture
    stack,  # noqa: F401, a fixture
    start,
    when_some_are_stored,
)
from tests.crawler.stores.claims.test_two_writers import add, fetched
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.servers.silent_network import network_to

ENDS_SECONDS = 60  # the most that a run may take to notice that its server is silent


@contextmanager
def connected(uri: str) -> Iterator[Connection]:
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def sessions(uri: str) -> list[int]:
    """Return the process ids of the sessions that hold claims, at the server."""
    with connected(uri) as connection:
        found = connection.execute(text("SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory'"))
        return list(found.scalars())


def is_up(uri: str) -> bool:
    with suppress(OperationalError), connected(uri):
        return True
    return False


def kill(server: Any) -> None:
    """Kill a server, and wait for its sessions: each may answer once more before it notices."""
    process = psutil.Process(server.get_pid())
    sessions_of_server = process.children()
    process.kill()
    psutil.wait_procs(sessions_of_server, timeout=100)


def bring_back(server: Any) -> None:
    """Start a server that was killed, or wait until it has recovered by itself."""
    end = time.monotonic() + 100
    while not is_up(server.get_uri()):
        assert time.monotonic() < end
        with suppress(Exception):  # while processes of the old one still end
            server.ensure_postgres_running()
        time.sleep(0.1)


def test_what_was_committed_survives_a_kill_of_the_server_and_its_claims_do_not(own_postgres: Any) -> None:
    uri = own_postgres.get_uri()
    with closing(Store(uri, for_run=True)) as one, closing(Store(uri, for_run=True)) as other:
        assert one.claims.take(["harbour.example"]) == {"harbour.example"}
        for number, store in enumerate((one, other)):
            with changing(store.engine) as connection:
                add(store, connection, fetched(f"https://harbour.example/{number}", 100, number))
        kill(own_postgres)
        for store in (one, other):
            with pytest.raises(StoreError, match="run again: unfinished pages are pending"):
                store.claims.confirm()
        bring_back(own_postgres)
        with pytest.raises(StoreError):
            one.claims.confirm()  # a session whose claims were lost is not replaced by a new one
        with closing(Store(uri, for_run=True)) as later:
            assert later.claims.take(["harbour.example"]) == {"harbour.example"}
            assert later.articles.count() == 2


@pytest.mark.soak
@pytest.mark.parametrize("victim", ["server", "session"])
def test_a_server_that_is_killed_during_two_crawls_loses_and_doubles_nothing(
    stack: ExitStack, tmp_path: Path, own_postgres: Any, victim: str  # noqa: F811
) -> None:  # fmt: skip
    uri = own_postgres.get_uri()
    Store(uri).close()
    machines = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        machines.append(Scrapy(tmp_path / name))
        machines[-1].store_uri = uri
    press = Press(stack, tmp_path, papers=4, stories=8)
    crawls = [start(machine, press, MAX_SITES=2) for machine in machines]
    when_some_are_stored(crawls[0], uri, 6)

    os.kill(own_postgres.get_pid() if victim == "server" else sessions(uri)[0], signal.SIGKILL)
    for crawl in crawls:
        log = ended(crawl)
        assert crawl.returncode == 1, log
        assert "The store postgresql://" in log
        assert "then run again: unfinished pages are pending" in log
    bring_back(own_postgres)

    logs = [ended(crawl) for crawl in [start(machine, press) for machine in machines]]
    assert_all_there(uri, press)
    assert not any("Traceback" in log for log in logs)


@pytest.mark.soak
def test_another_crawl_takes_over_from_one_whose_network_falls_silent(
    stack: ExitStack, tmp_path: Path, runs: list[Scrapy]  # noqa: F811
) -> None:  # fmt: skip
    press, uri = Press(stack, tmp_path, papers=3, stories=40), runs[0].store_uri
    network = stack.enter_context(network_to(uri))
    runs[0].store_uri = network.uri
    one = start(runs[0], press, DOWNLOAD_DELAY=0.4)
    when_some_are_stored(one, uri, 6)
    network.fall_silent()
    began = time.monotonic()
    time.sleep(SURE_SECONDS + 2)
    requests = press.fetched().total()
    log = ended(one)
    assert time.monotonic() - began < ENDS_SECONDS, log
    assert one.returncode == 1, log
    assert "does not answer any more" in log
    assert press.fetched().total() == requests, "it sent requests without knowing that its claims are valid"

    while sessions(uri):  # the server ends the silent session a minute after its last word
        assert time.monotonic() - began < 2 * ENDS_SECONDS
        time.sleep(0.5)
    log = ended(other := start(runs[1], press))
    assert other.returncode == 0, log
    assert_all_there(uri, press)
