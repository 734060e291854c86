"""Run a crawl worker, install the queue of jobs, and show the state of all crawl workers."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from functools import partial
from math import ceil

from rich.table import Table

from crawler.actions.opened_store import opened_store
from crawler.actions.sources.listing import print_table
from crawler.cluster.crawls import CrawlProcesses, Ended
from crawler.cluster.job_queue import JobQueue
from crawler.cluster.status import NOT_INSTALLED, cluster_state, pause_seconds, sites_that_are_due
from crawler.cluster.worker_state import ClusterState
from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_INTERRUPTED, EXIT_OK, UsageError
from crawler.messages.wording import counted
from crawler.moments import now
from crawler.reports.machines import COLUMNS, TITLE, cells_of
from crawler.sources.arguments import chosen_sources, refuse_starter_set
from crawler.sources.loader import SourceError
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.crawls import CrawlCounts
from crawler.stores.database.engine import machine_name
from crawler.stores.runs import run_name
from crawler.stores.store import Store

LONGEST_PAUSE_SECONDS = 30  # between two tries to reach a database that does not answer
HOST_CHARACTERS = 24  # of the host in a worker's name: PostgreSQL cuts the names of sessions after 63 bytes


def install(settings: Settings) -> None:
    """Create the tables of the queue and of the store.

    Raises:
        UsageError: STORE_URI cannot be used.
        SystemExit: The database cannot be used; the exit code is 1.
    """
    with opened_store(settings) as store:
        is_new = asyncio.run(JobQueue(settings["STORE_URI"]).install())
        print(f"{store.shown_uri}: the queue of jobs is {'installed' if is_new else 'up to date'}")


def show_status(settings: Settings, *, as_json: bool) -> None:
    """Print the state of the sources, the queue and the workers.

    Raises:
        UsageError: STORE_URI or a source file cannot be used.
        SystemExit: The database cannot be used; the exit code is 1.
    """
    try:
        state = cluster_state(settings)
    except (StoreAddressError, SourceError) as error:
        raise UsageError(str(error)) from None
    except StoreError as error:
        sys.exit(str(error))
    if as_json:
        print(json.dumps(state.as_json()))
    else:
        _print_state(state)


def _print_state(state: ClusterState) -> None:
    print("\n".join(state.facts()))
    table = Table("worker", "crawls", "last sign", box=None)
    for worker in state.queue.workers:
        table.add_row(worker.name, str(worker.running), worker.last_sign)
    print_table(table, counted(len(state.queue.workers), "worker"))
    if state.crawls:
        sums = Table(*COLUMNS, box=None)
        for totals in state.crawls:
            sums.add_row(*cells_of(totals))
        print_table(sums, TITLE)


def run(settings: Settings, jobs: int, crawl_options: Sequence[str]) -> int:
    """Run crawls until a signal, and return the exit code.

    Raises:
        UsageError: A setting or a source file cannot be used.
        SystemExit: The database cannot be used; the exit code is 1.
    """
    logging.basicConfig(format=settings["LOG_FORMAT"])  # for warnings of pgqueuer
    try:
        queue = JobQueue(settings["STORE_URI"])
        refuse_starter_set(settings, {}, chosen_sources(settings["SOURCES_PATH"], None, None))
        if not asyncio.run(queue.is_installed()):
            sys.exit(NOT_INSTALLED)
        sites_that_are_due(settings)  # which fails here and not in each try if the store cannot be used
    except (StoreAddressError, ValueError) as error:
        raise UsageError(str(error)) from None
    except StoreError as error:
        sys.exit(str(error))
    return asyncio.run(_work(settings, queue, jobs, crawl_options))


async def _work(settings: Settings, queue: JobQueue, jobs: int, crawl_options: Sequence[str]) -> int:
    name = f"{socket.gethostname()[:HOST_CHARACTERS]}:{os.getpid()}"
    stop = _stop_by_signal()
    share = _clean_workers(settings, jobs)
    own = ("-s", f"CLEAN_WORKERS={share}", "-s", f"SOURCE_PAUSE_SECONDS={pause_seconds(settings):g}")
    arguments = ["crawl", "news", *crawl_options, *own]
    grace_seconds = settings.getfloat("STOP_GRACE_SECONDS")
    crawls = CrawlProcesses(arguments, stop, grace_seconds, _tell, partial(_note, settings["STORE_URI"]))
    _tell(f"Worker {name} has started; it runs {counted(jobs, 'crawl')} at once")
    pause = 1
    while not stop.is_set():
        try:
            await queue.run(name, jobs, lambda: _wanted(settings), crawls.run, stop)
        except StoreAddressError as error:
            raise UsageError(str(error)) from None
        except StoreError as error:
            _tell(f"{error}. The worker tries again after {pause} s")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    codes = ", ".join(f"{count} with {code}" for code, count in sorted(crawls.ended.items())) or "none"
    _tell(f"Worker {name} has ended; its crawls by exit code: {codes}")
    return EXIT_OK


def _note(uri: str, ended: Ended) -> None:
    """Add a crawl to the store's counts if it left none: it was killed, or had a wrong setting."""
    counts = CrawlCounts(
        run=run_name(),
        machine=machine_name(),
        process=ended.process,
        started_at=ended.started_at,
        ended_at=now(),
        finish_reason="no_report",
        exit_code=ended.exit_code,
    )
    with suppress(StoreError), closing(Store(uri)) as store:
        store.crawls.add_unless_noted(counts)


async def _wanted(settings: Settings) -> int:
    """Return how many crawls are needed: one for every MAX_SITES sites that are due."""
    try:
        due = len(await asyncio.to_thread(sites_that_are_due, settings))
    except StoreAddressError:
        raise
    except (StoreError, SourceError) as error:
        _tell(f"No crawl was enqueued: {error}")
        return 0
    return ceil(due / (settings.getint("MAX_SITES") or max(due, 1)))


def _clean_workers(settings: Settings, jobs: int) -> int:
    """Return the number of cleaning processes per crawl, because the crawls of a worker share CLEAN_WORKERS."""
    total = settings.getint("CLEAN_WORKERS")
    return max(1, total // jobs) if total else 0


def _stop_by_signal() -> asyncio.Event:
    """Return an event that the first SIGTERM or SIGINT sets. The second one ends the worker and its crawls at once."""
    stop = asyncio.Event()

    def handle() -> None:
        if stop.is_set():
            os._exit(EXIT_INTERRUPTED)  # crawls end with their worker, and other workers get its jobs
        _tell("The worker takes no new job, and its crawls end; send the signal again to end at once")
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, handle)
    return stop


def _tell(sentence: str) -> None:
    print(f"{sentence}.", file=sys.stderr, flush=True)
