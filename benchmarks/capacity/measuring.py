"""Measure what a page, an article, a source without news and a crawl cost on this machine."""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from sqlalchemy import Engine, func, select, text

from benchmarks.capacity.costs import LISTED, Costs
from benchmarks.capacity.press import PROGRAM
from benchmarks.news_pages import news_page
from benchmarks.pages import ROOT, usual_pages
from benchmarks.postgres import running_postgres, server_seconds
from cleaners.compare.fingerprints import fingerprints
from cleaners.page import Page
from cleaners.record import Record
from crawler.archive.records import Exchange, encode_exchange
from crawler.moments import now
from crawler.pipelines.cleaned import clean_page
from crawler.sources.loader import load_sources
from crawler.stores.changes.log import changing
from crawler.stores.claims.due import due_sites
from crawler.stores.database.schema import SCHEMA
from crawler.stores.store import Store
from tests.crawler.cluster.press import Press, printing

FETCHED = 150  # articles of the crawl in which the cost of fetching is measured
POLLED = 40  # sources of the crawl in which the cost of a source without news is measured
_SIZE = "SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables"
_LARGEST = "SELECT max(pg_table_size(relid)) FROM pg_stat_user_tables"
# Settings for crawls that wait for nothing and clean in their own process.
FAST = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": 0,
    "CLEAN_WORKERS": 0,
    "LOG_LEVEL": "ERROR",
    "TRAP_GUARD_TRIAL": FETCHED,
}


def measure(pages: int) -> Costs:
    """Measure all costs with up to `pages` pages of a set, or of the repository."""
    found = usual_pages("fundus-dev")[:pages]
    records, clean_seconds = _clean(found)
    bodies = [gzip.compress(each.body.encode() if isinstance(each.body, str) else each.body) for each in found]
    with running_postgres() as uri:
        stored = _store(uri, records)
        crawl_seconds, poll_seconds = _poll(uri)
        article_seconds = _fetch(uri)
        load_seconds = _load(uri)
    return Costs(
        clean_seconds=clean_seconds,
        fetch_seconds=article_seconds - stored["save_seconds"],
        wire_bytes=fmean(map(len, bodies)),
        archive_bytes=fmean(len(encode_exchange(_exchange(body))) for body in bodies),
        poll_seconds=poll_seconds,
        crawl_seconds=crawl_seconds,
        load_seconds=load_seconds,
        **stored,
    )


def _clean(pages: list[Page]) -> tuple[list[Record], float]:
    """Return the records of the pages that are articles, and the mean CPU time of a page."""
    clean_page(pages[0])  # loads the models
    started = time.process_time()
    results = [clean_page(page) for page in pages]
    seconds = (time.process_time() - started) / len(pages)
    return [result.record for result in results if result.dropped is None], seconds


def _exchange(body: bytes) -> Exchange:
    headers = [(b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Encoding", b"gzip")]
    return Exchange(
        url="https://www.example.org/", fetched_at=datetime.now(UTC), status=200, response_headers=headers, body=body
    )


def _store(uri: str, records: list[Record]) -> dict[str, float]:
    with closing(Store(uri)) as store:
        prints = [fingerprints(record) for record in records]
        before, on_server = _sizes(store.engine), server_seconds(uri)
        started = time.process_time()
        for record, each in zip(records, prints, strict=True):
            with changing(store.engine) as connection:
                store.add(connection, {**record, "source": "bench", "fetched_at": now()}, each)
        spent = time.process_time() - started
        served = server_seconds(uri) - on_server
        after, count = _sizes(store.engine), len(records)
        return {
            "save_seconds": spent / count,
            "parquet_bytes": _export(uri) / count,
            "server_seconds": served / count,
            **{name: (after[name] - before[name]) / count for name in before},
        }


def _export(uri: str) -> int:
    """Return the size of a Parquet file with all articles."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.parquet"
        export = ["export", "--removed", "-o", str(file), "-s", f"STORE_URI={uri}"]
        subprocess.run([sys.executable, "-m", "crawler.console", *export], cwd=folder, env=environment(), check=True)
        return file.stat().st_size


def _sizes(engine: Engine) -> dict[str, float]:
    """Return the written WAL, and the size and rows of all tables."""
    with engine.connect() as connection:
        wal = connection.execute(text("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")).scalar_one()
        size = connection.execute(text(_SIZE)).scalar_one()
        largest = connection.execute(text(_LARGEST)).scalar_one()
        counts = [select(func.count()).select_from(each) for each in SCHEMA.tables.values()]
        rows = sum(connection.execute(each).scalar_one() for each in counts)
    return {"wal_bytes": float(wal), "table_bytes": float(size), "rows": float(rows), "largest_bytes": float(largest)}


def _poll(uri: str) -> tuple[float, float]:
    """Return the CPU time of a crawl's start, and of a source that has no news."""
    with tempfile.TemporaryDirectory() as folder, printing(POLLED, 1, 0.0) as press:
        _crawl(uri, press, Path(folder))
        whole = _crawl(uri, press, Path(folder), "-a", "force=1")
        single = _crawl(uri, press, Path(folder), "-a", "force=1", "-a", "only=paper-0")
    each = (whole - single) / (POLLED - 1)
    return single - each, each


def _fetch(uri: str) -> float:
    """Return the CPU time of an article in a crawl, without that of cleaning it."""
    pages = [Page(body=news_page("paper", number), url=f"https://example.org/2026/03/{number}") for number in range(20)]
    _, clean_seconds = _clean(pages)
    with tempfile.TemporaryDirectory() as folder, printing(1, FETCHED, 0.0, PROGRAM) as press:
        with_news = _crawl(uri, press, Path(folder), "-a", "force=1")
        without = _crawl(uri, press, Path(folder), "-a", "force=1")
    return (with_news - without) / FETCHED - clean_seconds


def _crawl(uri: str, press: Press, folder: Path, *arguments: str) -> float:
    """Run a crawl of the sites and return its CPU time."""
    settings = {**press.settings(folder), **FAST, "STORE_URI": uri}
    pairs = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    before = children_seconds()
    command = [sys.executable, "-m", "crawler.console", "crawl", "news", *arguments, *pairs]
    subprocess.run(command, cwd=folder, env=environment(), check=True)
    return children_seconds() - before


def environment() -> dict[str, str]:
    """Return the environment for commands outside the checkout, which keep compiled modules as installed ones do."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}


def children_seconds() -> float:
    """Return the CPU time of the child processes that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _load(uri: str) -> float:
    """Return the CPU time of reading a file of LISTED sources, and of the query of those that are due."""
    entry = '[[source]]\nid = "s-{0}"\nname = "S {0}"\nhome = "https://s-{0}.example/"\nfeeds = ["https://s-{0}.example/f"]\n'
    with tempfile.TemporaryDirectory() as folder, closing(Store(uri)) as store:
        file = Path(folder) / "sources.toml"
        file.write_text("".join(entry.format(number) for number in range(LISTED)))
        started, on_server = time.process_time(), server_seconds(uri)
        due_sites(store.engine, load_sources(file))
        return time.process_time() - started + server_seconds(uri) - on_server
