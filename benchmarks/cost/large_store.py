"""Measure the questions to the store that could grow with it, on a store of a million articles.

    python -m benchmarks.cost.large_store [--articles 1000000] [--hosts 1000] [--store sqlite:///large.db]

Fills a store with generated articles, 24 MinHash bands for each, site lines for each host and runs for each source.
Then prints the time of each question: the articles of a host, the site lines to apply at the end of a run, the
near-duplicates of a text with common bands, the runs that `newsgalley report` shows, the last changes for a consumer,
and the counts of a run's summary.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

from cleaners.compare.minhash import BANDS
from cleaners.compare.site_lines import MIN_PAGES
from cleaners.record import Record
from crawler.stores import near_duplicates
from crawler.stores.articles import row_of
from crawler.stores.database.schema import articles, changes, runs, site_line_hosts, site_lines, text_bands
from crawler.stores.store import Store

BATCH = 20_000  # rows per INSERT statement
LINES_PER_HOST = 300
RUNS_PER_SOURCE = 100
COMMON_BANDS = 1_000  # each article has one of so many bands, as texts that share boilerplate do
TEXT = "A sentence of a story that was stored before. " * 10
MOMENT = "2026-03-04T08:00:00Z"


def main() -> None:
    """Fill a store and print the time of each question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--store", help="address of an empty store; default: a SQLite file that is deleted")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(options.store or f"sqlite:///{Path(folder) / 'large.db'}")
        began = time.perf_counter()
        fill(store, options.articles, options.hosts)
        print(f"filled with {options.articles} articles in {time.perf_counter() - began:.0f} s")
        for name, question in questions(store, options.articles).items():
            timed(name, question)
        store.close()


def questions(store: Store, count: int) -> dict[str, Callable[[], Any]]:
    """Return each question by its name."""
    common = [band_of(number, 0, count) for number in range(BANDS)]
    unknown = [-number for number in range(1, BANDS + 1)]

    def duplicates(bands: list[int]) -> Any:
        with store.engine.connect() as connection:
            return near_duplicates.representatives(connection, record_of(count, "www.host0.example"), bands)

    return {
        "articles of one host": lambda: store.articles.ids_of_hosts(["host1.example"]),
        "articles of no host": lambda: store.articles.ids_of_hosts(["nobody.example"]),
        "site lines to apply": store.site_lines.unsettled,
        "near-duplicates, bands that many articles have": lambda: duplicates(common),
        "near-duplicates, bands that no article has": lambda: duplicates(unknown),
        "runs of all sources": lambda: store.runs.last_of_each(30),
        "changes after the last but 1,000": lambda: list(store.changes.after(count - 1_000)),
        "counts of the summary": lambda: (store.articles.count(), store.state.count_pending()),
    }


def timed(name: str, question: Callable[[], Any]) -> None:
    """Print how long a question takes, asked for the first time and again."""
    for which in ("first", "again"):
        began = time.perf_counter()
        question()
        print(f"{name} ({which}): {(time.perf_counter() - began) * 1000:.1f} ms")


def record_of(number: int, host: str) -> Record:
    """Return a record with the fields that the store reads."""
    url = f"https://{host}/2026/03/story-{number}"
    return {  # type: ignore[typeddict-item]
        "id": f"{number:064x}", "url": url, "text": TEXT, "duplicate_of": None, "fetched_at": MOMENT,
        "content_hash": f"{number:064x}",
    }  # fmt: skip


def band_of(band: int, number: int, count: int) -> int:
    """Return a band of an article: the first is common to many articles, the others are its own."""
    return number % COMMON_BANDS if band == 0 else 10**12 + band * count + number


def fill(store: Store, count: int, hosts: int) -> None:
    """Write the rows of all tables."""
    put(store, articles, article_rows(count, hosts))
    put(store, changes, (change_row(number) for number in range(count)))
    # In the order of the primary key, which is much faster than in that of the articles.
    by_band = sorted((number % COMMON_BANDS, number) for number in range(count))
    put(store, text_bands, ({"band": band, "number": number + 1} for band, number in by_band))
    own = ((band_of(band, number, count), number) for band in range(1, BANDS) for number in range(count))
    put(store, text_bands, ({"band": band, "number": number + 1} for band, number in own))
    names = [f"host{number}.example" for number in range(hosts)]
    pages = max(MIN_PAGES, count // hosts)
    sites = [{"number": number, "host": name, "language": "en", "pages": pages} for number, name in enumerate(names)]
    put(store, site_line_hosts, iter(sites))
    put(store, site_lines, (line_row(site, number) for site in range(hosts) for number in range(LINES_PER_HOST)))
    put(store, runs, (run_row(name, number) for name in names for number in range(RUNS_PER_SOURCE)))


def article_rows(count: int, hosts: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of the articles."""
    for number in range(count):
        host = f"host{number % hosts}.example"
        record = record_of(number, f"www.{host}")
        yield {**row_of(record), "number": number + 1, "source": host, "title": f"Story {number}"}


def change_row(number: int) -> dict[str, Any]:
    """Return the row of the change feed for a new article."""
    return {"article_id": f"{number:064x}", "change": "new", "revision": 1, "stored_at": MOMENT}


def line_row(site: int, number: int) -> dict[str, Any]:
    """Return a line of a site; a few lines are on many pages."""
    ends = {f"{end}_{name}": 20_000 for end in ("first", "last") for name in ("seen", "day", "section")}
    return {
        "site": site, "fingerprint": number, "pages": 900 if number < 3 else 1,
        "sample": f"Line {number} of the site", "forgotten": False, "applied": number < 3, **ends,
    }  # fmt: skip


def run_row(source: str, number: int) -> dict[str, Any]:
    """Return a run at a source."""
    empty = {"dropped": "{}", "failed": "{}", "alarms": "[]"}
    times = {"started_at": MOMENT, "ended_at": MOMENT}
    counts = {"offered": 50, "requested": 10, "stored": 10}
    return {"source": source, "run": f"{number:032x}", "finish_reason": "finished", **times, **counts, **empty}


def put(store: Store, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    """Write rows, BATCH at a time."""
    while batch := list(islice(rows, BATCH)):
        with store.engine.begin() as connection:
            connection.execute(insert(table), batch)


if __name__ == "__main__":
    main()
