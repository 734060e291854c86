"""Measure the cost of known addresses: CPU time and memory for reading sitemaps whose entries the store knows.

    python -m benchmarks.cost.known [--known 100000] [--new 20]

Sitemaps of 50,000 dated entries each are read as in a crawl, but without a network, in four ways:

* as a whole, because one entry is not plain XML;
* by their addresses, as when a store that knows the addresses reads the sitemaps for the first time;
* by the marks that the first reading left, with a few new entries in each sitemap;
* with another date on every entry.

CPU time is that of the whole process. "Blocked" is the longest wall time during which nothing else ran in the event
loop.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import func, select

from benchmarks.cost.crawl.heartbeat import BEAT_SECONDS
from benchmarks.loopback_site import PART, batched, known_path
from crawler.frontier.link_notes import LINKS_AT_ONCE
from crawler.frontier.listing_reader import ListingReader
from crawler.frontier.listings import ListingRef
from crawler.frontier.reading import Reading
from crawler.sources.source import ArticleLink, Source
from crawler.stores import CrawlStore
from crawler.stores.database.schema import settled_entries
from crawler.stores.sites.listings import ListingState
from crawler.stores.store import Store

HOME = "https://www.harbour-courier.example/"
SOURCE = Source(id="bench", name="Bench", home=HOME)
ODD = "<url><loc>/2025/10/odd-story.html</loc><!-- a comment --></url>"


def main() -> None:
    """Print the figures of each way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", type=int, default=100_000, help="number of entries that the store knows")
    parser.add_argument("--new", type=int, default=20, help="number of new entries in each sitemap")
    arguments = parser.parse_args()
    for line in asyncio.run(measure(arguments.known, arguments.new)):
        print(line, flush=True)


async def measure(known: int, new: int) -> list[str]:
    """Read the sitemaps in each way, once for the time and once for the memory; return the lines to print."""
    parts = list(batched([known_path(number) for number in range(known)], PART))
    new_paths = [[f"/2026/11/new-{part}-{number}.html" for number in range(new)] for part in range(len(parts))]
    with_new = [sitemap(added + paths) for added, paths in zip(new_paths, parts, strict=True)]
    ways = {
        "as a whole": [sitemap(paths, more=ODD) for paths in parts],
        "by their addresses": [sitemap(paths) for paths in parts],
        f"by their marks, {new} new in each": with_new,
        "all touched": [sitemap(paths, day="2026-11-22") for paths in parts],
    }
    figures_by_way: dict[str, dict[str, float]] = {}
    for measurement in (cost, memory):
        with tempfile.TemporaryDirectory() as folder:
            blocking = Store(f"sqlite:///{folder}/articles.db")
            store = CrawlStore(blocking)
            blocking.state.note_links([link(path) for paths in parts for path in paths], SOURCE.id)
            for way, bodies in ways.items():
                figures_by_way.setdefault(way, {}).update(await measurement(store, bodies))
            marks = marks_bytes(blocking)
            store.close()
    lines = [f"{way:<32} {_shown(figures, known)}" for way, figures in figures_by_way.items()]
    return [*lines, f"marks kept: {marks / known:.1f} bytes per entry"]


def sitemap(paths: Sequence[str], day: str = "2026-03-04", more: str = "") -> bytes:
    """Return a typical sitemap, with a date for each entry."""
    entries = (
        f"<url>\n<loc>{HOME}{path[1:]}</loc>\n<lastmod>{day}T08:00:00+00:00</lastmod>\n</url>\n" for path in paths
    )
    root = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n{more}{"".join(entries)}</urlset>'.encode()


def link(path: str) -> ArticleLink:
    """Return a link as an earlier run noted it."""
    return ArticleLink(url=HOME + path[1:], found_by="sitemap")


async def read_all(store: CrawlStore, bodies: Sequence[bytes]) -> int:
    """Read each sitemap and note its links, as the spider does; return the number of new links."""
    reader, new = ListingReader(store), 0
    for number, body in enumerate(bodies):
        ref = ListingRef(f"{HOME}part-{number}.xml", "sitemap")
        reading = await reader.read(ref, body, ref.url, SOURCE)
        new += await note(store, ref.url, reading)
    return new


async def note(store: CrawlStore, url: str, reading: Reading) -> int:
    """Save the links and the state of a sitemap; return the number of new links."""
    portions = list(batched(reading.links, LINKS_AT_ONCE))
    new = [await _note_links(store, links) for links in portions]
    await store.ask(lambda store: store.listings.note(url, ListingState(), reading.settled))
    return sum(new)


async def _note_links(store: CrawlStore, links: Sequence[ArticleLink]) -> int:
    return len(await store.ask(lambda store: store.state.note_links(links, SOURCE.id)))


async def cost(store: CrawlStore, bodies: Sequence[bytes]) -> dict[str, float]:
    """Return the CPU time of reading, the longest time that the event loop was blocked, and the number of new links."""
    longest = [0.0]
    beating = asyncio.create_task(_beat(longest))
    await asyncio.sleep(10 * BEAT_SECONDS)
    longest[0], started = 0.0, time.process_time()
    new = await read_all(store, bodies)
    seconds = time.process_time() - started
    beating.cancel()
    with suppress(asyncio.CancelledError):
        await beating
    return {"seconds": seconds, "blocked": longest[0], "new": new}


async def _beat(longest: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(BEAT_SECONDS)
        longest[0] = max(longest[0], time.perf_counter() - before - BEAT_SECONDS)


async def memory(store: CrawlStore, bodies: Sequence[bytes]) -> dict[str, float]:
    """Return the peak memory of reading, and the memory that remains in use afterwards, in MB."""
    tracemalloc.start()
    await read_all(store, bodies)
    left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"peak": peak / 2**20, "left": left / 2**20}


def marks_bytes(store: Store) -> int:
    """Return the number of bytes of all marks in the store."""
    columns = settled_entries.c
    with store.engine.connect() as connection:
        query = select(func.sum(func.length(columns.offered) + func.length(columns.refused)))
        return connection.execute(query).scalar() or 0


def _shown(figures: dict[str, Any], known: int) -> str:
    return (
        f"{figures['seconds']:6.2f} s, {1e6 * figures['seconds'] / known:6.1f} µs per entry, {figures['new']} new; "
        f"blocked {1000 * figures['blocked']:.0f} ms; "
        f"memory peak {figures['peak']:.0f} MB, then {figures['left']:.1f} MB"
    )


if __name__ == "__main__":
    main()
