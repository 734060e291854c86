"""Measure the speed of a whole crawl, compared with cleaning without a network and with the naive spider.

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
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.cost.crawl.measured import crawl, site, without_network
from benchmarks.cost.crawl.report import print_memory, report


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


if __name__ == "__main__":
    main()
