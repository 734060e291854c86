"""Wait for work on a connection to PostgreSQL, and give the connection up when its server has gone silent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg

from crawler.stores.database.silence import cut, is_waiting

if TYPE_CHECKING:
    from psycopg import Notify

T = TypeVar("T")

# Seconds for which the connection waits for notifications at a time. No statement can begin meanwhile: with pgqueuer's
# default of one second, 1.7 s passed between the end of a job and the start of the next one.
LISTEN_SECONDS = 0.1
WATCH_SECONDS = 0.5  # between two checks of the stop event and the connection
SILENT_CHECKS = 40  # consecutive checks without an answer to a statement, after which the connection is given up


class WatchedConnection(psycopg.AsyncConnection):
    """A connection that listens only for a short time, so that its statements need not wait."""

    def notifies(self, *, timeout: float | None = None, stop_after: int | None = None) -> AsyncGenerator[Notify]:
        """Yield the notifications of the next LISTEN_SECONDS; pgqueuer calls this again and again."""
        return super().notifies(timeout=LISTEN_SECONDS, stop_after=stop_after)


async def run_until(
    work: Coroutine[Any, Any, None], connection: psycopg.AsyncConnection, stop: asyncio.Event, shutdown: asyncio.Event
) -> None:
    """Run pgqueuer until `stop` is set or the connection is lost.

    pgqueuer's own event `shutdown` is separate from `stop`, because pgqueuer also sets it after a failure. The
    connection is watched here, because pgqueuer does not end while a job runs, and waits for ever for a silent server.
    """
    task = asyncio.create_task(work)
    try:
        await _watch(task, connection, lambda: shutdown.set() if stop.is_set() else None)
    finally:
        if not task.done():
            task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    if connection.closed:
        raise psycopg.OperationalError("the connection to the database was lost")


async def answered(work: Coroutine[Any, Any, T], connection: psycopg.AsyncConnection) -> T:
    """Return the result of statements; raise psycopg.Error if the server stops answering."""
    task = asyncio.create_task(work)
    await _watch(task, connection, lambda: None)
    if not task.done():
        task.cancel()
        raise psycopg.OperationalError("the connection to the database was lost")
    return task.result()


async def _watch(
    task: asyncio.Task[Any], connection: psycopg.AsyncConnection, at_each_check: Callable[[], object]
) -> None:
    """Wait until a task or its connection ends; cut the connection if the server has gone silent."""
    unanswered = 0
    while not task.done() and not connection.closed:
        at_each_check()
        await asyncio.wait([task], timeout=WATCH_SECONDS)
        unanswered = unanswered + 1 if is_waiting(connection) else 0
        if unanswered >= SILENT_CHECKS:
            cut(connection)
