"""Measure a crawl of a loopback site, in a process of its own, and cleaning without a network."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import AbstractContextManager, closing
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.pages import ROOT, usual_pages
from benchmarks.serving import served as served_by
from cleaners.page import Page
from cleaners.workers.limits import Limits
from cleaners.workers.ordered import outcomes
from cleaners.workers.pool import WorkerPool
from crawler.pipelines.cleaned import clean_page

WORKERS = 2
CONCURRENT = 16
FAST = {  # no politeness towards our own host
    "CONCURRENT_REQUESTS": CONCURRENT,
    "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "LOG_LEVEL": "ERROR",
}


def site(
    pages: int, latency_seconds: float, known: int = 0, *, own: bool = False
) -> AbstractContextManager[dict[str, Any]]:
    """Serve the pages, with `own` those of this repository; yield the addresses of the home page and the articles."""
    options = ["--pages", str(pages), "--latency", str(latency_seconds), "--known", str(known)]
    if own:
        options.append("--own")
    return served_by([sys.executable, "-m", "benchmarks.loopback_site", *options])


def crawl(which: str, folder: Path, served: dict[str, Any]) -> dict[str, Any]:
    """Crawl in a process of its own; return the figures of its heartbeat."""
    report = folder / f"{which}.json"
    settings = {**FAST, "HEARTBEAT_PATH": str(report)}
    if which == "ours":
        settings |= _our_settings(folder, served)
        arguments = {"sources": str(_source_file(folder, served))}
    else:
        (folder / "urls.json").write_text(json.dumps(served["articles"]))
        settings["ITEM_PIPELINES"] = {"benchmarks.cost.crawl.naive_spider.TrafilaturaPipeline": 100}
        settings["FEEDS"] = {str(folder / "naive.jsonl"): {"format": "jsonlines"}}
        arguments = {"path": str(folder / "urls.json")}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "benchmarks.cost.crawl.process", which, json.dumps(settings), json.dumps(arguments)],
        cwd=ROOT,
        check=True,
    )
    return {**json.loads(report.read_text()), "whole_seconds": time.perf_counter() - started}


def _our_settings(folder: Path, served: dict[str, Any]) -> dict[str, Any]:
    return {
        "STORE_URI": f"sqlite:///{folder}/articles.db",
        "CLEAN_WORKERS": WORKERS,
        "MAX_ARTICLES_PER_SOURCE": len(served["articles"]),
        "MAX_REQUESTS_PER_HOST": len(served["articles"]) + 100,
        "TRAP_GUARD_TRIAL": len(served["articles"]),  # the repeated pages would look like a trap
        "ALLOWED_ADDRESSES": [served["home"].split("/")[2]],
    }


def _source_file(folder: Path, served: dict[str, Any]) -> Path:
    home = served["home"]
    path = folder / "source.toml"
    path.write_text(f'[[source]]\nid = "bench"\nname = "Bench"\nhome = "{home}"\nsitemaps = ["{home}sitemap.xml"]\n')
    return path


def without_network(count: int) -> dict[str, Any]:
    """Clean the pages from memory in two processes; their start is not counted."""
    pages = usual_pages()
    with closing(WorkerPool(_cpu_of_cleaning, WORKERS, Limits())) as pool:
        for _ in outcomes(pool, [Page(body="<p>warm</p>")] * 2 * WORKERS):
            pass
        started = time.perf_counter()
        found = [outcome for _, outcome in outcomes(pool, (pages[n % len(pages)] for n in range(count)))]
        spent = [seconds for seconds in found if isinstance(seconds, float)]
        rate = len(spent) / (time.perf_counter() - started)
    return {"items": len(spent), "items_per_second": rate, "cpu_ms_per_page": 1000 * fmean(spent)}


def _cpu_of_cleaning(page: Page) -> float:
    """Return the seconds of CPU time that cleaning a page takes."""
    started = time.process_time()
    clean_page(page)
    return time.process_time() - started
