"""Measures the speed of a whole crawl, compared with cleaning without a network and with the naive spider.

    python -m benchmarks.cost.crawl [--pages 600] [--latency 0.05] [--rounds 3] [--flat]

A loopback site serves real pages to all, with 16 requests at once. Each round measures, in a different order: two
worker processes that clean the pages from memory; our spider, which crawls the site with two workers and stores the
articles in SQLite; and the naive spider (trafilatura in a pipeline), which crawls it into a feed. Prints medians over
the rounds, their ratios, how long the reactor was blocked, the CPU time per page (which other load on the machine
hardly changes), and the crawler's memory during the run. `--flat --pages 20000` only runs our spider, on the small
pages of this repository, and prints its memory.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from statistics import fmean, median
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


def main() -> None:
    """Run the rounds and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=600, help="number of articles")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each response")
    parser.add_argument("--rounds", type=int, default=3, help="number of rounds")
    parser.add_argument("--flat", action="store_true", help="only crawl small pages, and print the memory")
    arguments = parser.parse_args()
    if arguments.flat:
        flat(arguments.pages)
        return
    with tempfile.TemporaryDirectory() as folder, site(arguments.pages, arguments.latency) as served:
        rounds = [one_round(number, Path(folder) / str(number), served) for number in range(arguments.rounds)]
    report(rounds)


def flat(pages: int) -> None:
    """Crawl many small pages, and print the memory during the run."""
    with tempfile.TemporaryDirectory() as folder, site(pages, 0.0, own=True) as served:
        figures = crawl("ours", Path(folder), served)
    print(f"{figures['items']} articles stored of {pages} pages, {figures['items_per_second']:.1f} per second")
    print_memory(figures["memory"])


def site(
    pages: int, latency_seconds: float, known: int = 0, *, own: bool = False
) -> AbstractContextManager[dict[str, Any]]:
    """Serve the pages, with `own` those of this repository; yield the addresses of the home page and the articles."""
    options = ["--pages", str(pages), "--latency", str(latency_seconds), "--known", str(known)]
    if own:
        options.append("--own")
    return served_by([sys.executable, "-m", "benchmarks.loopback_site", *options])


def one_round(number: int, folder: Path, served: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Measure all three, starting with a different one each round, because rented machines are faster after a pause."""
    folder.mkdir()
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "no network": lambda: without_network(len(served["articles"])),
        "ours": lambda: crawl("ours", folder, served),
        "naive": lambda: crawl("naive", folder, served),
    }
    names = list(measures)
    figures = {name: measures[name]() for name in names[number % 3 :] + names[: number % 3]}
    return {name: figures[name] for name in names}


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


def crawl(which: str, folder: Path, served: dict[str, Any]) -> dict[str, Any]:
    """Crawl in a process of its own; return the figures of its heartbeat."""
    report = folder / f"{which}.json"
    settings = {**FAST, "HEARTBEAT_PATH": str(report)}
    if which == "ours":
        settings |= _our_settings(folder, served)
        arguments = {"sources": str(_source_file(folder, served))}
    else:
        (folder / "urls.json").write_text(json.dumps(served["articles"]))
        settings["ITEM_PIPELINES"] = {"benchmarks.cost.naive_spider.TrafilaturaPipeline": 100}
        settings["FEEDS"] = {str(folder / "naive.jsonl"): {"format": "jsonlines"}}
        arguments = {"path": str(folder / "urls.json")}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "benchmarks.cost.crawl_process", which, json.dumps(settings), json.dumps(arguments)],
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


def report(rounds: list[dict[str, dict[str, Any]]]) -> None:
    """Print medians over the rounds and the ratios."""
    rates = {name: median(figures[name]["items_per_second"] for figures in rounds) for name in rounds[0]}
    for name, rate in rates.items():
        print(f"{name:<12} {rate:7.1f} pages/s  ({', '.join(str(figures[name]['items']) for figures in rounds)} pages)")
    for baseline in ("no network", "naive"):
        ratios = [each["ours"]["items_per_second"] / each[baseline]["items_per_second"] for each in rounds]
        print(f"ours / {baseline}: {median(ratios):.2f}")
    for name in ("ours", "naive"):
        for how, measure in (("CPU time", "held"), ("wall time", "lag")):
            spread = [[figures[name][f"{measure}_{which}_ms"] for which in ("p50", "p99", "max")] for figures in rounds]
            p50, p99, longest = (median(column) for column in zip(*spread, strict=True))
            print(f"{name}: reactor blocked, {how}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, at most {longest:.0f} ms")
    cleaning, crawling = (
        median(figures[name]["cpu_ms_per_page"] for figures in rounds) for name in ("no network", "ours")
    )
    print(f"CPU time per page: cleaning {cleaning:.1f} ms, the crawler's own process {crawling:.1f} ms")
    print_memory(rounds[-1]["ours"]["memory"])


def print_memory(samples: list[tuple[int, int]]) -> None:
    """Print about ten of the samples (pages so far, resident MB)."""
    shown = samples[:: max(1, len(samples) // 10)]
    print("ours: memory of the crawler, MB at pages:", ", ".join(f"{resident} at {items}" for items, resident in shown))


if __name__ == "__main__":
    main()
