"""Measure the queue of jobs, and one worker against two on the same sites.

    python -m benchmarks.capacity.workers [--sources 5000] [--sites 60] [--articles 8] [--rounds 1]

First, what is due among many sources is counted, and a job is enqueued for each. Then workers crawl the same newspapers
on loopback from an empty store: one worker with everything on one core, one worker with PostgreSQL and the sites on a
second core, and two workers with everything on two cores. A worker, its crawls and their cleaning process always share
one core. The last lines are ratios: what a second worker with a second core gains, what a second worker gains if
PostgreSQL and the sites had that core to themselves before, and what the second core gives to processes that only clean
pages, because cores share caches and memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.capacity import bare_cleaning
from benchmarks.capacity.measuring import children_seconds, environment
from benchmarks.capacity.press import PROGRAM
from benchmarks.postgres import running_postgres, server_seconds
from crawler.cluster.job_queue import JobQueue
from crawler.messages.wording import counted
from crawler.sources.loader import load_sources
from crawler.stores.claims.due import due_sites
from crawler.stores.store import Store
from tests.crawler.cluster.press import printing

LATENCY_SECONDS = 0.02
FAST = {"DOWNLOAD_DELAY": 0.05, "AUTOTHROTTLE_ENABLED": 0, "CLEAN_WORKERS": 1, "LOG_LEVEL": "ERROR", "MAX_SITES": 10}


@dataclass(frozen=True, slots=True)
class Crawled:
    """The cost of a crawl of all sites: seconds until the last article was stored, and CPU seconds per program."""

    seconds: float
    workers: float
    server: float
    sites: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=5_000, help="sources that are due, and jobs")
    parser.add_argument("--sites", type=int, default=60, help="newspapers that workers crawl")
    parser.add_argument("--articles", type=int, default=8, help="of each newspaper")
    parser.add_argument("--rounds", type=int, default=1, help="rounds; the ratios are medians over them")
    arguments = parser.parse_args()
    with running_postgres() as uri:
        enqueue(uri, arguments.sources)
    first, second = sorted(os.sched_getaffinity(0))[:2]
    alone, beside, bare = [], [], []
    for _ in range(arguments.rounds):
        on_one, on_two, both = (
            crawl(workers, cores, arguments.sites, arguments.articles).seconds
            for workers, cores in ((1, [first]), (1, [first, second]), (2, [first, second]))
        )
        alone.append(on_one / both)
        beside.append(on_two / both)
        bare.append(bare_cleaning.gain([first, second]))
    print(f"two workers on two cores: {median(alone):.2f} times as fast as one worker on one core")
    print(f"two workers on two cores: {median(beside):.2f} times as fast as one worker on two cores")
    print(f"two processes that only clean: {median(bare):.2f} times as fast as one")


def enqueue(uri: str, count: int) -> None:
    """Count the due sources and enqueue a job for each; print how long both take."""
    queue = JobQueue(uri)
    asyncio.run(queue.install())
    with tempfile.TemporaryDirectory() as folder, closing(Store(uri)) as store:
        file = Path(folder) / "sources.toml"
        entry = '[[source]]\nid = "s-{0}"\nname = "S {0}"\nhome = "https://s-{0}.example/"\n'
        file.write_text("".join(entry.format(number) for number in range(count)))
        sources = load_sources(file)
        started = time.perf_counter()
        due = len(due_sites(store.engine, sources))
        counted = time.perf_counter()
        added = asyncio.run(queue.enqueue(due))
        print(f"{due:,} of {count:,} sources due, counted in {counted - started:.2f} s")
        print(f"{added:,} jobs enqueued in {time.perf_counter() - counted:.2f} s")


def crawl(workers: int, cores: Sequence[int], sites: int, articles: int) -> Crawled:
    """Crawl all sites with a number of workers, and with everything on some cores; print and return what it took."""
    with only_on(cores), running_postgres() as uri, tempfile.TemporaryDirectory() as folder:
        asyncio.run(JobQueue(uri).install())
        with closing(Store(uri)) as store:
            before = children_seconds()
            with printing(sites, articles, LATENCY_SECONDS, PROGRAM) as press:
                started, on_server = time.perf_counter(), server_seconds(uri)
                settings = press.settings(Path(folder))
                processes = [start(uri, Path(folder), settings, core) for core in cores[:workers]]
                while store.articles.count() < sites * articles:
                    time.sleep(0.2)
                seconds = time.perf_counter() - started
                end(processes)
                by_workers = children_seconds() - before
                most = max(press.seen().most_at_once.values())
            crawled = Crawled(
                seconds, by_workers, server_seconds(uri) - on_server, children_seconds() - before - by_workers
            )
            stored = [str(record["url"]) for record in store.articles.since()]
    lost, doubled = len(set(press.links()) - set(stored)), len(stored) - len(set(stored))
    who = f"{counted(workers, 'worker')} on {counted(len(cores), 'core')}"
    print(f"{who}: {len(stored):,} articles of {sites} sites in {seconds:.1f} s, start included")
    print(f"  seconds of CPU: workers {by_workers:.1f}, PostgreSQL {crawled.server:.1f}, sites {crawled.sites:.1f}")
    print(f"  {lost} lost, {doubled} doubled, at most {most} requests at once at a site")
    return crawled


@contextmanager
def only_on(cores: Collection[int]) -> Iterator[None]:
    """Let this process, and what it starts meanwhile, use these cores only."""
    usable = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, usable)


def start(uri: str, folder: Path, settings: dict[str, object], core: int | None = None) -> subprocess.Popen[bytes]:
    """Start a worker. The `settings` of a press override those of this benchmark.

    With a `core`, the worker and all that it starts use only that one.
    """
    chosen = {**FAST, **settings, "STORE_URI": uri}
    pairs = [part for name, value in chosen.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "crawler.console", "worker", "run", *pairs]
    process = subprocess.Popen(command, cwd=folder, env=environment(), stderr=subprocess.DEVNULL)
    if core is not None:
        os.sched_setaffinity(process.pid, {core})
    return process


def end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End workers, and wait for them."""
    for process in processes:
        os.kill(process.pid, signal.SIGTERM)
    for process in processes:
        process.wait()


if __name__ == "__main__":
    main()
