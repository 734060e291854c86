"""Two runs on a PostgreSQL that is killed or falls silent: both say so and end; later ones lose and double nothing."""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

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
from tests.support.servers.postgres import bring_back, connected, kill
from tests.support.servers.silent_network import network_to

ENDS_SECONDS = 60  # the most that a run may take to notice that its server is silent


def sessions(uri: str) -> list[int]:
    """Return the process ids of the sessions that hold claims, at the server."""
    with connected(uri) as connection:
        found = connection.execute(text("SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory'"))
        return list(found.scalars())


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
