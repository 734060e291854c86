"""The session in which a worker waits for jobs."""

from __future__ import annotations

import asyncio

import pytest

from crawler.cluster import job_queue
from crawler.cluster.job_queue import JobQueue
from crawler.stores import StoreError
from tests.crawler.stores.silent_network import network_to


async def nothing_due() -> int:
    return 0


async def no_crawl() -> bool:
    return True


def test_a_worker_gives_up_a_session_whose_server_has_gone_silent(
    postgres_uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_queue, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(job_queue, "SILENT_LOOKS", 10)

    async def work(queue: JobQueue) -> None:
        running = asyncio.create_task(queue.run("desk:1:abcd", 1, nothing_due, no_crawl, asyncio.Event()))
        while not (await JobQueue(postgres_uri).state()).workers:
            await asyncio.sleep(0.05)
        network.fall_silent()
        await asyncio.wait_for(running, 60)

    with network_to(postgres_uri) as network:
        asyncio.run(JobQueue(postgres_uri).install())
        with pytest.raises(StoreError, match="connection"):
            asyncio.run(work(JobQueue(network.uri)))
