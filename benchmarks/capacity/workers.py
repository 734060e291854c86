"""Measure the queue of jobs, and one worker against two on the same sites.

    python -m benchmarks.capacity.workers [--sources 5000] [--sites 60] [--articles 8]

First counts what is due among many sources, and enqueues a job for each. Then workers with one cleaning process each
crawl the same newspapers on loopback, one worker alone and two together, from an empty store. A worker uses more than
one core, because its crawl and its cleaning process work at the same time, and the server works for both. So two
workers on two cores cannot be twice as fast as one; the last line says how fast they can be.
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
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.capacity.costs import children_seconds, environment
from benchmarks.postgres import running_postgres, server_seconds
from crawler.cluster.job_queue import JobQueue
from crawler.sources.loader import load_sources
from crawler.stores.claims.due import due_sites
from crawler.stores.store import Store
from tests.crawler.cluster.press import printing

LATENCY_SECONDS = 0.02
FAST = {"DOWNLOAD_DELAY": 0.05, "AUTOTHROTTLE_ENABLED": 0, "CLEAN_WORKERS": 1, "LOG_LEVEL": "ERROR", "MAX_SITES": 10}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=5_000, help="sources that are due, and jobs")
    parser.add_argument("--sites", type=int, default=60, help="newspapers that workers crawl")
    parser.add_argument("--articles", type=int, default=8, help="of each newspaper")
    arguments = parser.parse_args()
    with running_postgres() as uri:
        enqueue(uri, arguments.sources)
    (one, used), (two, _) = (crawl(count, arguments.sites, arguments.articles) for count in (1, 2))
    cores = len(os.sched_getaffinity(0))
    bound = min(2, cores * one / used)
    print(f"two workers: {one / two:.2f} times as fast as one; {bound:.2f} are possible on {cores} cores")


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


def crawl(workers: int, sites: int, articles: int) -> tuple[float, float]:
    """Crawl all sites with a number of workers.

    Print and return the seconds until the last article is stored, and the CPU time of all processes but the sites'.
    """
    with running_postgres() as uri, tempfile.TemporaryDirectory() as folder:
        asyncio.run(JobQueue(uri).install())
        with closing(Store(uri)) as store, printing(sites, articles, LATENCY_SECONDS) as press:
            started, used = time.perf_counter(), children_seconds() + server_seconds(uri)
            settings = press.settings(Path(folder))
            processes = [start(uri, Path(folder), settings) for _ in range(workers)]
            while store.articles.count() < sites * articles:
                time.sleep(0.1)
            seconds = time.perf_counter() - started
            end(processes)
            used = children_seconds() + server_seconds(uri) - used
            most = max(press.seen().most_at_once.values())
            stored = [str(record["url"]) for record in store.articles.since()]
    lost, doubled = len(set(press.links()) - set(stored)), len(stored) - len(set(stored))
    print(f"{workers} worker(s): {len(stored):,} articles of {sites} sites in {seconds:.1f} s, start included")
    print(f"  {used:.1f} s of CPU, {used / seconds:.2f} cores on average")
    print(f"  {lost} lost, {doubled} doubled, at most {most} requests at once at a site")
    return seconds, used


def start(uri: str, folder: Path, settings: dict[str, object]) -> subprocess.Popen[bytes]:
    """Start a worker with the settings of a press, and with others than those of this benchmark if they say so."""
    chosen = {**FAST, **settings, "STORE_URI": uri}
    pairs = [part for name, value in chosen.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "crawler.console", "worker", "run", *pairs]
    return subprocess.Popen(command, cwd=folder, env=environment(), stderr=subprocess.DEVNULL)


def end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End workers, and wait for them."""
    for process in processes:
        os.kill(process.pid, signal.SIGTERM)
    for process in processes:
        process.wait()


if __name__ == "__main__":
    main()
