"""The queue of crawl jobs: tables of pgqueuer in the PostgreSQL database of the store.

No other module imports pgqueuer, so it can be replaced. A job only says that a crawl is wanted: the crawl itself claims
sites that are due. So it does no harm if a job is done twice, or by two workers at once. "Worker" means crawl worker
in this package.

pgqueuer gives each job to one worker. A worker sends a heartbeat while it has a job; if it dies, its jobs go to another
one. Once per minute, one of the workers adds jobs.
"""

from __future__ import annotations

import asyncio
import secrets
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

try:
    import psycopg
    from pgqueuer import PgQueuer
    from pgqueuer.adapters.drivers.psycopg import PsycopgDriver
    from pgqueuer.adapters.persistence import qb
    from pgqueuer.adapters.persistence.queries import Queries
    from pgqueuer.domain.errors import RetryRequested
    from pgqueuer.domain.models import Job, Schedule
    from pgqueuer.domain.settings import DBSettings
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(f"{missing.name} is missing: pip install 'newsgalley[cluster]'.") from None

from crawler.cluster.queue_log import shorten_queue_log
from crawler.cluster.watched import WatchedConnection, answered, run_until
from crawler.cluster.worker_state import QueueState, WorkerState
from crawler.stores.database.engine import StoreError, driver_arguments

shorten_queue_log()

PREFIX = "newsgalley_"  # of pgqueuer's tables, because the database may have pgqueuer tables of another program
JOB = "crawl"
EVERY_MINUTE, EVERY_NIGHT = "* * * * *", "0 3 * * *"
HEARTBEAT_TIMEOUT = timedelta(seconds=15)  # after which the job of a silent worker goes to another one
POLL = timedelta(seconds=5)  # between two queries for jobs if no notification arrives
BUSY_POLL = timedelta(seconds=2)  # the same while jobs wait and this worker is full; pgqueuer's 0.1 s only costs time
SESSION = "newsgalley worker "  # the prefix of the application names of workers' connections
_WORKERS = uuid.UUID("2b0c47f3-3f3c-4f0c-9d0e-5a1f6f3f2f58")  # the namespace of workers' ids


@dataclass
class _BoundedQueries(Queries):
    """The queries of one worker, bounded to `most_jobs` here because pgqueuer accepts no bound below 2 jobs."""

    most_jobs: int = 1

    async def dequeue(self, *args: Any, **kwargs: Any) -> list[Job]:
        return await super().dequeue(*args, **{**kwargs, "global_concurrency_limit": self.most_jobs})


class JobQueue:
    """The queue in the database of a store."""

    def __init__(self, uri: str) -> None:
        """Create the queue of the store at `uri`. Raises StoreAddressError if that is not a PostgreSQL database."""
        self._connection = driver_arguments(uri)
        self._settings = DBSettings(prefix=PREFIX)

    async def install(self) -> bool:
        """Create the tables or upgrade older ones; return True if there were none.

        Raises StoreError if the database cannot be used.
        """
        async with self._connected("newsgalley queue") as connection:
            queries = self._queries(connection)
            is_new = not await answered(queries.schema_is_installed(), connection)
            await answered(queries.install() if is_new else queries.upgrade(), connection)
            return is_new

    async def is_installed(self) -> bool:
        """Return True if the tables exist.

        Raises StoreError if the database cannot be used, or if its user may not use the tables.
        """
        async with self._connected("newsgalley queue") as connection:
            queries = self._queries(connection)
            forbidden = await answered(queries.driver.fetch(_FORBIDDEN, f"{PREFIX}pgqueuer%"), connection)
            if forbidden:
                raise StoreError(
                    f"the queue of jobs: the database user {forbidden[0]['user']} may not read and write the table "
                    f"{forbidden[0]['name']}; grant the rights, or use the user who ran newsgalley worker install"
                )
            return await answered(queries.schema_is_installed(), connection)

    async def enqueue(self, count: int) -> int:
        """Add jobs until `count` of them wait or run; return how many were added."""
        async with self._connected("newsgalley queue") as connection:
            queries = self._queries(connection)
            return await answered(_enqueue(queries, count), connection)

    async def state(self) -> QueueState:
        """Return the numbers of jobs, and the workers. Raises StoreError if the database cannot be used."""
        async with self._connected("newsgalley queue") as connection:
            return await answered(_state(self._queries(connection)), connection)

    async def run(
        self,
        worker: str,
        most_jobs: int,
        wanted: Callable[[], Awaitable[int]],
        crawl: Callable[[], Awaitable[bool]],
        stop: asyncio.Event,
    ) -> None:
        """Do jobs until `stop` is set and the running ones have ended.

        `worker` is HOST:PID. Each connection of it gets a new name: the job of a lost connection keeps the connection's
        name until a worker takes the job again, and with the same name this worker would seem busy and get no job.
        `wanted` returns how many crawls are needed. `crawl` does a job and returns False if it must be done again.

        Raises:
            StoreError: The database cannot be used, or the connection was lost.
        """
        name = f"{worker}:{secrets.token_hex(2)}"
        async with self._connected(f"{SESSION}{name}") as connection:
            queries = self._queries(connection, most_jobs)
            manager = PgQueuer(queries.driver, channel=self._settings.channel, queries=queries)
            manager.qm.queue_manager_id = _id_of(name)
            manager.qm.min_dequeue_poll_interval = BUSY_POLL
            self._register(manager, queries, wanted, crawl)
            await answered(_enqueue(queries, await wanted()), connection)
            work = manager.run(
                dequeue_timeout=POLL,
                batch_size=1,
                max_concurrent_tasks=max(2, most_jobs),
                heartbeat_timeout=HEARTBEAT_TIMEOUT,
            )
            await run_until(work, connection, stop, manager.shutdown)

    def _register(
        self,
        manager: PgQueuer,
        queries: Queries,
        wanted: Callable[[], Awaitable[int]],
        crawl: Callable[[], Awaitable[bool]],
    ) -> None:
        @manager.entrypoint(JOB)
        async def do(_: Job) -> None:
            if not await crawl():
                raise RetryRequested(reason="the worker was stopped")

        @manager.schedule("enqueue", EVERY_MINUTE)
        async def enqueue(_: Schedule) -> None:
            await _enqueue(queries, await wanted())

        @manager.schedule("forget", EVERY_NIGHT)
        async def forget(_: Schedule) -> None:
            """Delete pgqueuer's log of past jobs, which would grow for ever; the store has the runs."""
            await queries.clear_queue_log(JOB)
            await queries.clear_statistics_log(JOB)

    @asynccontextmanager
    async def _connected(self, session: str) -> AsyncIterator[psycopg.AsyncConnection]:
        try:
            connection = await WatchedConnection.connect(**self._connection, autocommit=True, application_name=session)
            async with connection:
                yield connection
        except psycopg.Error as error:
            reason = str(error).strip().partition("\n")[0]  # without the hints below it
            raise StoreError(f"the queue of jobs: {reason}") from error

    def _queries(self, connection: psycopg.AsyncConnection, most_jobs: int = 1) -> Queries:
        return _BoundedQueries(
            PsycopgDriver(connection),
            qb.QueryBuilderEnvironment(self._settings),
            qb.QueryQueueBuilder(self._settings),
            qb.QuerySchedulerBuilder(self._settings),
            most_jobs=most_jobs,
        )


# Tables that pgqueuer would take for missing, because it sees only those that the user may use.
_FORBIDDEN = """
SELECT relname AS name, current_user AS user FROM pg_class
WHERE relkind = 'r' AND pg_table_is_visible(oid) AND relname LIKE $1
AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
         AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
ORDER BY relname
"""
# Live workers by their database sessions. The server ends the sessions of a vanished machine within about a minute.
_SESSIONS = """
SELECT substr(application_name, $2::int) AS name,
  extract(epoch FROM clock_timestamp() - state_change)::int AS silent
FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE $1 ORDER BY name
"""


async def _state(queries: Queries) -> QueueState:
    counts = {each.status: each.count for each in await queries.queue_size()}
    busy = {each.queue_manager_id: each for each in await queries.active_workers()}
    workers = []
    for row in await queries.driver.fetch(_SESSIONS, f"{SESSION}%", len(SESSION) + 1):
        active = busy.pop(_id_of(str(row["name"])), None)
        silent = row["silent"] if isinstance(row["silent"], int) else None
        workers.append(WorkerState(str(row["name"]), active.active_jobs if active else 0, silent))
    gone = sum(each.active_jobs for each in busy.values())
    return QueueState(counts.get("queued", 0), counts.get("picked", 0), gone, workers)


async def _enqueue(queries: Queries, count: int) -> int:
    """Add jobs until `count` of them wait or run; return how many were added.

    Each job has a number that no other waiting or running job may have. So two workers that add jobs at the same time
    add the same ones.
    """
    if not count:
        return 0
    table = queries.qbe.settings.queue_table
    waiting = f"SELECT dedupe_key FROM {table} WHERE entrypoint = $1 AND status IN ('queued', 'picked')"  # noqa: S608
    taken = {row["dedupe_key"] for row in await queries.driver.fetch(waiting, JOB)}
    free = (key for key in (f"{JOB}-{number}" for number in range(count)) if key not in taken)
    keys: list[str | None] = [*islice(free, max(0, count - len(taken)))]
    if not keys:
        return 0
    jobs = len(keys)
    added = await queries.enqueue([JOB] * jobs, [None] * jobs, [0] * jobs, dedupe_key=keys, on_conflict="skip")
    return sum(each is not None for each in added)


def _id_of(worker: str) -> Any:
    """Return the id under which pgqueuer knows a worker."""
    return uuid.uuid5(_WORKERS, worker)
