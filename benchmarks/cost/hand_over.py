"""Measure the hand-over of articles to a consumer that polls during a crawl and is killed at random moments.

    python -m benchmarks.cost.hand_over [--pages 300] [--kills 0.6] [--seed 1]

A crawl stores the small pages of this repository, repeated under new addresses. Meanwhile `newsgalley export
--consumer` is started again and again, and a share of these processes is killed with SIGKILL after up to a second.
Prints how many changes of articles were lost, doubled or out of order.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.cost.crawl.measured import crawl, site

LATENCY_SECONDS = 2.0  # so that the crawl lasts for many polls
LONGEST_LIFE_SECONDS = 1.0  # of a process that is killed; an undisturbed one takes about as long


def main() -> None:
    """Crawl, poll, kill and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300, help="number of articles")
    parser.add_argument("--kills", type=float, default=0.6, help="share of the consumers that are killed, 0 to 1")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, site(arguments.pages, LATENCY_SECONDS, own=True) as served:
        folder = Path(name)
        polls, kills = _poll_during_crawl(folder, served, arguments.kills, random.Random(arguments.seed))  # noqa: S311
        _wait(_export(folder, "--consumer", "desk", "-o", "out-last.jsonl"))
        received = [row for path in sorted(folder.glob("out-*.jsonl")) for row in _rows(path)]
        _wait(_export(folder, "--after", "0", "-o", "all.jsonl"))
        _report([row["sequence"] for row in received], [row["sequence"] for row in _rows(folder / "all.jsonl")])
        print(f"{polls} consumers started during the crawl, {kills} of them killed before they ended")


def _poll_during_crawl(folder: Path, served: dict[str, Any], share: float, chance: random.Random) -> tuple[int, int]:
    """Return the numbers of consumers started and killed while a crawl stored the pages."""
    polls = kills = 0
    with ThreadPoolExecutor(max_workers=1) as thread:
        crawling = thread.submit(crawl, "ours", folder, served)
        while not crawling.done():
            polls += 1
            consumer = _export(folder, "--consumer", "desk", "-o", f"out-{polls:05}.jsonl")
            if chance.random() < share:
                time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
                kills += consumer.poll() is None
                consumer.kill()
            consumer.wait()
        crawling.result()
    return polls, kills


def _export(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "crawler.console", "export", *arguments]
    store = f"STORE_URI=sqlite:///{folder}/articles.db"
    return subprocess.Popen([*command, "-s", store], cwd=folder, stderr=subprocess.DEVNULL)


def _wait(process: subprocess.Popen[bytes]) -> None:
    if process.wait():
        sys.exit(f"newsgalley export ended with {process.returncode}")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _report(received: list[int], expected: list[int]) -> None:
    lost, doubled = len(set(expected) - set(received)), len(received) - len(set(received))
    order = "in order" if received == sorted(received) else "OUT OF ORDER"
    print(f"{len(expected)} changes of articles: {lost} lost, {doubled} doubled, {order}")


if __name__ == "__main__":
    main()
