"""Measure whether crawling is as fast with a large store as with a small one, and plot the speed.

    python -m benchmarks.cost.scale [--pages 300] [--stored 1000,10000,100000] [--plot docs/scale.svg]

For each size, fills a store with that number of articles, and serves a loopback site whose sitemaps list all of them
and `--pages` new ones. Our spider crawls the site with two workers. Prints pages per second, the time from the start of
the spider to the first stored article (in which it reads and skips the known addresses), and how long the reactor was
blocked. Then prints the cost of reading as many known addresses as the largest store has, without a crawl, as
`python -m benchmarks.cost.known` does.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.cost import known
from benchmarks.cost.crawl.measured import crawl, site
from benchmarks.loopback_site import batched, known_path
from cleaners.urls import article_id
from crawler.moments import now
from crawler.stores.articles import row_of
from crawler.stores.database.schema import articles, urls
from crawler.stores.older.upgrade import open_upgraded

BATCH = 10_000  # rows per INSERT statement
LATENCY_SECONDS = 0.05  # of each response
NEW_ENTRIES = 20  # in each sitemap, for `known.measure`
TEXT = "A sentence of a story that was stored before. " * 60


def main() -> None:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300, help="number of new articles")
    parser.add_argument("--stored", default="1000,10000,100000", help="comma-separated numbers of stored articles")
    parser.add_argument("--plot", type=Path, help="an SVG file to write")
    arguments = parser.parse_args()
    reports = {stored: measure(stored, arguments.pages) for stored in map(int, arguments.stored.split(","))}
    for stored, report in reports.items():
        print(
            f"{stored:>7} stored: {report['items_per_second']:6.1f} pages/s, first article after "
            f"{report['first_item_seconds']:.1f} s, reactor blocked p99 {report['lag_p99_ms']:.0f} ms"
        )
    for line in asyncio.run(known.measure(max(reports), NEW_ENTRIES)):
        print(line)
    if arguments.plot:
        plot({stored: report["items_per_second"] for stored, report in reports.items()}, arguments.plot)


def measure(stored: int, pages: int) -> dict[str, Any]:
    """Crawl new pages into a store with many articles; return the figures of the heartbeat extension."""
    with tempfile.TemporaryDirectory() as folder, site(pages, LATENCY_SECONDS, known=stored) as served:
        fill(f"sqlite:///{folder}/articles.db", served["home"], stored)
        return crawl("ours", Path(folder), served)


def fill(uri: str, home: str, count: int) -> None:
    """Store `count` articles, each with its address."""
    engine = open_upgraded(uri)
    with engine.begin() as connection:
        for paths in batched([known_path(number) for number in range(count)], BATCH):
            connection.execute(insert(articles), [_article(home + path[1:]) for path in paths])
            connection.execute(insert(urls), list(_urls(home, paths)))
    engine.dispose()


def _article(url: str) -> dict[str, Any]:
    key = article_id(url)
    record: Any = {"id": key, "url": url, "source": "bench", "fetched_at": now(), "content_hash": key, "text": TEXT}
    return row_of(record)


def _urls(home: str, paths: list[str]) -> Iterator[dict[str, Any]]:
    """Yield a row of the table `urls` for each path, as of a stored article."""
    for path in paths:
        url = home + path[1:]
        key, moment = article_id(url), now()
        yield {
            "key": key,
            "url": url,
            "source": "bench",
            "state": "stored",
            "attempts": 0,
            "next_try_at": moment,
            "found_by": "sitemap",
            "found_at": moment,
            "article_id": key,
        }


def plot(rates: dict[int, float], path: Path) -> None:
    """Plot pages per second against the size of the store."""
    try:
        from matplotlib import pyplot
    except ModuleNotFoundError:
        raise SystemExit("--plot needs matplotlib: pip install --group bench") from None
    figure, axes = pyplot.subplots(figsize=(6, 3), layout="constrained")
    axes.plot(list(rates), list(rates.values()), marker="o")
    top = 1.1 * max(rates.values())
    axes.set(xscale="log", xlabel="articles in the store", ylabel="pages/s", ylim=(0, top))
    figure.savefig(path)


if __name__ == "__main__":
    main()
