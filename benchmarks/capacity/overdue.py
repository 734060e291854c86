"""Measure how late real workers read sources that are due.

    python -m benchmarks.capacity.overdue [--sources 300] [--workers 2] [--minutes 6]

Newspapers on loopback are due once per minute and publish nothing new after the first reading. The delay of a reading
is the time from the moment at which the source was due to the end of the reading. The minute in which workers start
and read everything for the first time is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from benchmarks.capacity.workers import LATENCY_SECONDS, end, start
from benchmarks.postgres import running_postgres, server_seconds
from crawler.cluster.job_queue import JobQueue
from crawler.stores.database.schema import sources
from crawler.stores.store import Store
from tests.crawler.cluster.press import printing

EVERY_SECONDS = 60
SHARES = (0.5, 0.9, 0.99, 1.0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=300, help="newspapers, each due once per minute")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=6, help="of the measurement")
    arguments = parser.parse_args()
    with running_postgres() as uri, tempfile.TemporaryDirectory() as folder:
        asyncio.run(JobQueue(uri).install())
        with closing(Store(uri)) as store, printing(arguments.sources, 1, LATENCY_SECONDS) as press:
            settings = press.settings(Path(folder), f"{EVERY_SECONDS}s") | {"SOURCE_PAUSE_SECONDS": 1, "MAX_SITES": 100}
            processes = [start(uri, Path(folder), settings) for _ in range(arguments.workers)]
            found = delays(store, arguments.sources, arguments.minutes * 60)
            end(processes)
        print(f"{arguments.workers} workers, {arguments.sources} sources, {len(found):,} readings")
        if found:
            named = (f"p{share * 100:.0f} {found[int(share * (len(found) - 1))]:.0f} s" for share in SHARES)
            print(f"overdue: {', '.join(named)}; the server took {server_seconds(uri):.0f} s of CPU")


def delays(store: Store, count: int, seconds: float) -> list[float]:
    """Return the delays of the readings within some seconds after all sources were read once, ascending."""
    while len(_read_at(store)) < count:
        time.sleep(1)
    last, found = _read_at(store), []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        time.sleep(1)
        current = _read_at(store)
        found += [current[name] - last[name] - EVERY_SECONDS for name in current if current[name] != last[name]]
        last = current
    return sorted(found)


def _read_at(store: Store) -> dict[str, float]:
    """Return when each source was read last, in seconds."""
    with store.engine.connect() as connection:
        rows = connection.execute(select(sources.c.id, sources.c.listed_at).where(sources.c.listed_at != "")).all()
    return {row.id: datetime.fromisoformat(row.listed_at).timestamp() for row in rows}


if __name__ == "__main__":
    main()
