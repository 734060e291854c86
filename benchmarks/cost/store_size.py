"""Print the size of a store per article, and of the parts of a record.

    python -m benchmarks.cost.store_size [--pages 300] [--set wcxb-dev]

The pages of an evaluation set are cleaned and saved into a SQLite store of their own.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import orjson

from benchmarks.pages import usual_pages
from cleaners.cleaning import clean_page
from cleaners.record import Record
from crawler.stores.database.records import pack, unpack
from crawler.stores.store import Store
from tests.support.saving import save_article

MOMENT = "2026-03-04T08:00:00Z"


def main() -> None:
    """Clean, save and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--set", default="wcxb-dev", help="evaluation set to take the pages from")
    arguments = parser.parse_args()
    pages = usual_pages(arguments.set)[: arguments.pages]
    records = [result.to_record() for page in pages if (result := clean_page(page)).dropped is None]
    print(f"{len(records)} articles of {len(pages)} pages; kB per article:")
    for name in ("text", "blocks", "removed"):
        print(f"  {name:<22}{_mean([len(orjson.dumps(dict(record)[name])) for record in records]):7.1f}")
    print(f"  {'record':<22}{_mean([len(orjson.dumps(record)) for record in records]):7.1f}")
    started = time.process_time()
    packed = [pack(record) for record in records]
    packing = (time.process_time() - started) * 1000 / len(records)
    started = time.process_time()
    for each in packed:
        unpack(*each)
    reading = (time.process_time() - started) * 1000 / len(records)
    print(f"  {'record in the store':<22}{_mean([len(each.text.encode()) + len(each.record) for each in packed]):7.1f}")
    for name, size in _store_bytes(records).items():
        print(f"  {name:<22}{size / len(records) / 1000:7.1f}")
    print(f"{packing:.2f} ms of CPU time to pack a record, {reading:.2f} ms to unpack one")


def _mean(sizes: list[int]) -> float:
    return sum(sizes) / len(sizes) / 1000


def _store_bytes(records: list[Record]) -> dict[str, int]:
    """Return the bytes of the whole store, and of its largest tables and indexes where SQLite can tell them."""
    parts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/articles.db")
        for record in records:
            address = record["url"] or f"https://example.org/{record['id']}"
            save_article(store, {**record, "fetched_at": MOMENT, "source": "benchmark"}, [address])
        store.deletion.wipe_log()
        store.close()
        with closing(sqlite3.connect(f"{folder}/articles.db")) as database, suppress(sqlite3.OperationalError):
            parts = dict(database.execute(_PARTS).fetchall())  # fails in a SQLite without dbstat
        return {"whole store": (Path(folder) / "articles.db").stat().st_size, **parts}


_PARTS = "SELECT '  ' || name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC LIMIT 6"


if __name__ == "__main__":
    main()
