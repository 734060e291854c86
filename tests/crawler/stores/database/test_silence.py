"""A server whose answers do not arrive any more, while its connections stay open."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from crawler.stores.database import silence
from crawler.stores.database.engine import StoreError
from crawler.stores.database.silence import SilenceWatch
from crawler.stores.store import Store
from tests.support.servers.silent_network import Network, network_to

Watch = Callable[[float], None]


@pytest.fixture
def network(postgres_uri: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    """Yield a network to a database, with a watch that does not ask the server yet, however slow the machine is."""
    monkeypatch.setattr(silence, "TICK_SECONDS", 0.05)
    monkeypatch.setattr(silence, "SILENT_TICKS", 10_000)
    with network_to(postgres_uri) as network:
        yield network


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Return a function that lets a watch ask soon, and wait for an answer as long as its argument says."""

    def watch(ask_seconds: float) -> None:
        monkeypatch.setattr(silence, "SILENT_TICKS", 4)
        monkeypatch.setattr(silence, "ASK_SECONDS", ask_seconds)

    return watch


@pytest.fixture
def run(network: Network) -> Iterator[Store]:
    with closing(Store(network.uri, for_run=True)) as store:
        assert store.lock.acquire(shared=True)
        assert store.claims.take(["harbour.example"]) == {"harbour.example"}
        yield store


def test_a_run_whose_server_has_gone_silent_fails_soon_and_says_why(network: Network, run: Store, watch: Watch) -> None:
    watch(0.3)
    told: list[str] = []
    run.breaker.on_failure = told.append
    network.fall_silent()
    for _ in range(2):
        with pytest.raises(StoreError, match="does not answer any more"):
            run.claims.confirm()
    assert len(told) == 1


def test_an_answer_to_a_commit_that_does_not_arrive_fails_too(network: Network, run: Store, watch: Watch) -> None:
    watch(0.3)
    transaction = run.engine.begin()
    transaction.__enter__().execute(text("SELECT 1"))
    network.fall_silent()
    with pytest.raises(StoreError, match="does not answer any more"):
        transaction.__exit__(None, None, None)


def test_a_statement_may_take_long_while_the_server_works_on_it(run: Store, watch: Watch) -> None:
    watch(100)
    with run.engine.begin() as connection:
        connection.execute(text("SELECT pg_sleep(0.6)"))
    run.claims.confirm()


def test_a_silence_that_ends_in_time_and_a_pause_of_the_run_cost_nothing(
    network: Network, run: Store, watch: Watch
) -> None:
    watch(100)
    network.fall_silent()
    network.deliver()
    time.sleep(0.6)
    run.claims.confirm()
    with run.engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        time.sleep(0.6)  # a run that computes something within a transaction


@pytest.fixture
def reader(network: Network) -> Iterator[Store]:
    """Yield a store as export, serve and other readers open it."""
    with closing(Store(network.uri)) as store:
        assert store.articles.count() == 0
        yield store


def test_a_reader_whose_server_has_gone_silent_fails_soon_too(network: Network, reader: Store, watch: Watch) -> None:
    watch(0.3)
    network.fall_silent()
    with pytest.raises(StoreError, match="does not answer any more"):
        reader.articles.count()


@pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")  # the cursor of the cut session
def test_a_silence_in_the_middle_of_many_rows_ends_the_reader(network: Network, reader: Store, watch: Watch) -> None:
    watch(0.3)
    many = text("SELECT repeat('x', 1000) FROM generate_series(1, 200000)")

    def read() -> None:
        with reader.engine.connect().execution_options(yield_per=100) as connection:
            for number, _ in enumerate(connection.execute(many)):
                if number == 1000:
                    network.fall_silent()

    with pytest.raises(StoreError, match="does not answer any more"):
        read()
    gc.collect()


def test_an_answer_that_arrives_while_the_server_is_asked_is_not_silence(
    run: Store, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def works(_: SilenceWatch) -> bool:
        answered.wait(100)
        return False

    monkeypatch.setattr(SilenceWatch, "_server_works", works)
    watch(100)
    with run.engine.begin() as connection:
        connection.execute(text("SELECT pg_sleep(0.6)"))
        answered.set()
        time.sleep(0.3)  # in which the watch would end the session
        connection.execute(text("SELECT 1"))


def test_an_answer_that_arrives_slowly_is_not_silence(
    network: Network, reader: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SilenceWatch, "_server_works", lambda _: False)  # it has sent everything long ago
    monkeypatch.setattr(silence, "SILENT_TICKS", 20)
    network.slow_down(1 << 14, 0.02)  # which takes longer than so many ticks
    with reader.engine.connect() as connection:
        assert len(connection.execute(text("SELECT repeat('x', 1000000)")).scalar_one()) == 1_000_000


@pytest.mark.parametrize("count", [700, 1200])
def test_a_server_that_goes_silent_while_a_store_is_opened_is_reported_in_one_sentence(
    network: Network, count: int, watch: Watch
) -> None:
    watch(0.3)
    network.fall_silent_after(count)  # the first bytes open the session, and the next ones say what is stored
    with pytest.raises(StoreError, match="cannot be opened: the database server does not answer any more"):
        Store(network.uri)
