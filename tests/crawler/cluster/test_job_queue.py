"""The session in which a worker waits for jobs."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from crawler.cluster import job_queue, watched
from crawler.cluster.job_queue import JobQueue
from crawler.stores import StoreError
from tests.support.servers.postgres import run
from tests.support.servers.silent_network import Network, network_to


async def nothing_due() -> int:
    return 0


async def no_crawl() -> bool:
    return True


@pytest.fixture
def network(postgres_uri: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    """Yield a network to a database with an empty queue; workers are soon out of patience."""
    monkeypatch.setattr(watched, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(watched, "SILENT_CHECKS", 10)
    monkeypatch.setattr(job_queue, "HEARTBEAT_TIMEOUT", timedelta(seconds=1))
    monkeypatch.setattr(job_queue, "POLL", timedelta(seconds=0.3))
    asyncio.run(JobQueue(postgres_uri).install())
    with network_to(postgres_uri) as network:
        yield network


def test_a_worker_gives_up_a_session_whose_server_has_gone_silent(
    network: Network, postgres_uri: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> None:
        running = asyncio.create_task(JobQueue(network.uri).run("desk:1", 1, nothing_due, no_crawl, asyncio.Event()))
        while not (running.done() or (await JobQueue(postgres_uri).state()).workers):
            await asyncio.sleep(0.05)
        network.fall_silent()
        await asyncio.wait_for(running, 60)

    with pytest.raises(StoreError, match="connection"):
        asyncio.run(work())
    assert [record.getMessage() for record in caplog.records if record.name == "pgqueuer"] == []


def test_a_fault_of_the_queue_is_logged_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    task = "<Task finished name='watcher'>"
    logging.getLogger("pgqueuer").error("Unhandled exception in task: %s", task, exc_info=ValueError("a fault"))
    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [
        ("the queue of jobs: a fault", None)
    ]


def test_a_crawl_that_runs_counts_as_one_that_is_wanted(postgres_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_queue, "BUSY_POLL", timedelta(seconds=0.1))
    queue, stop, added = JobQueue(postgres_uri), asyncio.Event(), list[int]()

    async def two_due() -> int:
        return 2

    async def crawl() -> bool:
        added.append(await queue.enqueue(1))
        if len(added) == 2:  # this is the second crawl, and the number of the first one is free
            stop.set()
        return True

    async def work() -> None:
        await queue.install()
        await asyncio.wait_for(queue.run("desk:1", 1, two_due, crawl, stop), 60)

    asyncio.run(work())
    assert added == [0, 0]


@pytest.mark.soak
def test_a_worker_that_lost_its_session_during_a_job_gets_the_job_again(network: Network, postgres_uri: str) -> None:
    async def one_due() -> int:
        return 1

    async def lose_the_session() -> bool:
        network.fall_silent()
        await asyncio.sleep(60)
        return True

    async def work() -> None:
        with pytest.raises(StoreError):
            await JobQueue(network.uri).run("desk:1", 1, one_due, lose_the_session, asyncio.Event())
        stop = asyncio.Event()

        async def crawl() -> bool:
            stop.set()
            return True

        await asyncio.wait_for(JobQueue(postgres_uri).run("desk:1", 1, one_due, crawl, stop), 30)
        assert (await JobQueue(postgres_uri).state()).running == 0

    asyncio.run(work())


@pytest.mark.parametrize("question", [JobQueue.state, JobQueue.is_installed, JobQueue.install])
def test_a_server_that_goes_silent_during_a_query_is_reported_in_one_sentence(network: Network, question: Any) -> None:
    network.fall_silent_after(700)  # the session is open by then
    with pytest.raises(StoreError, match="the queue of jobs: "):
        asyncio.run(question(JobQueue(network.uri)))


def test_a_user_without_the_rights_is_told_which_to_grant(postgres_uri: str) -> None:
    asyncio.run(JobQueue(postgres_uri).install())
    role = f"reader_{uuid.uuid4().hex[:8]}"
    tables = (
        "newsgalley_pgqueuer, newsgalley_pgqueuer_log, newsgalley_pgqueuer_schedules, newsgalley_pgqueuer_statistics"
    )
    run(postgres_uri, f"CREATE ROLE {role} LOGIN", f"GRANT SELECT, UPDATE, DELETE ON {tables} TO {role}")
    queue = JobQueue(postgres_uri.replace("//postgres:", f"//{role}:"))
    with pytest.raises(StoreError, match=f"user {role} may not read and write the table newsgalley_pgqueuer; grant"):
        asyncio.run(queue.is_installed())
    run(postgres_uri, f"GRANT INSERT ON {tables} TO {role}")
    assert asyncio.run(queue.is_installed())
    run(postgres_uri, f"REVOKE ALL ON {tables} FROM {role}", f"DROP ROLE {role}")
