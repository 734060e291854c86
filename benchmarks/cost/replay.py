"""Crawl the saved newspapers of an evaluation set twice, through a proxy on loopback, and score the stored articles.

    python -m benchmarks.cost.replay [--set fundus-dev] [--shared ../shared]

The crawler gets the addresses of front pages only. Prints the share of articles that were stored, the number of other
pages that were stored, what a second run stores, and the scores of titles, dates and authors.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.serving import served as served_by
from cleaners.record import Record

PROJECT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Crawl twice, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="fundus-dev", dest="name", help="name of the set")
    parser.add_argument("--shared", type=Path, default=PROJECT.parent / "shared", help="folder with data/ and bench/")
    arguments = parser.parse_args()
    if not (arguments.shared / "bench" / "replay_proxy.py").exists():
        sys.exit(f"{arguments.shared}: has no evaluation sets, which are not part of the project; pass --shared FOLDER")
    sys.path.insert(0, str(arguments.shared / "bench"))
    with tempfile.TemporaryDirectory() as folder, proxy(arguments.shared, arguments.name) as served:
        homes = ",".join(host["home"] for host in served["hosts"])
        first, second = (crawl(Path(folder), served["proxy"], homes) for _ in range(2))
        records: list[Record] = [json.loads(line) for line in exported(Path(folder)).splitlines()]
    report(arguments.name, first, second, records)


def proxy(shared: Path, name: str) -> AbstractContextManager[dict[str, Any]]:
    """Run the replay proxy; yield its address and the hosts that it serves."""
    return served_by([sys.executable, str(shared.resolve() / "bench" / "replay_proxy.py"), "--set", name])


def crawl(folder: Path, http_proxy: str, homes: str) -> dict[str, Any]:
    """Crawl the front pages through the proxy; return the run's summary."""
    settings = [f"STORE_URI=sqlite:///{folder}/articles.db", f"RUN_SUMMARY={folder}/summary.json"]
    options = [part for setting in settings for part in ("-s", setting)]
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"site={homes}", *options]
    subprocess.run(command, cwd=PROJECT, env={**os.environ, "http_proxy": http_proxy}, check=False)
    summary: dict[str, Any] = json.loads((folder / "summary.json").read_text())
    return summary


def exported(folder: Path) -> str:
    """Return the store's records as JSON lines."""
    command = [sys.executable, "-m", "scrapy", "export", "-s", f"STORE_URI=sqlite:///{folder}/articles.db"]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout


def report(name: str, first: dict[str, Any], second: dict[str, Any], records: list[Record]) -> None:
    """Print the figures, and each missing or wrong article."""
    metrics: Any = importlib.import_module("metrics")
    cases = importlib.import_module("datasets").load(name)
    by_page = {_page(record["requested_url"] or ""): record for record in records}
    gold = {_page(case.url): case for case in cases}
    matched = {page: by_page[page] for page in gold if page in by_page}
    scores: dict[str, list[float]] = {"title": [], "date": [], "authors": []}
    for page, record in matched.items():
        for field, score in _scores(metrics, gold[page], record).items():
            scores[field].append(score)
            if score < 1:
                print(f"{field}: {getattr(gold[page], field)!r} but {_field(record, field)!r} in {record['url']}")
    for page in gold:
        if page not in matched:
            print(f"missing: {gold[page].url}")
    print(f"articles stored: {len(matched)} of {len(gold)}; other pages stored: {len(by_page) - len(matched)}")
    print(f"first run: {first['seconds']} s, dropped {first['pages_dropped']}, failed {first['pages_failed']}")
    print(f"second run: {second['seconds']} s, stored {second['articles_stored']}, dropped {second['pages_dropped']}")
    for field, values in scores.items():
        print(f"{field}: {sum(values) / len(values):.3f} over {len(values)} articles")
    print(f"languages: {dict(Counter(record['language'] for record in records).most_common(12))}")


def _scores(metrics: Any, case: Any, record: Record) -> dict[str, float]:
    scores: dict[str, float] = {}
    if case.title:
        scores["title"] = metrics.title_hit(case.title, record["title"])
    if case.date:
        scores["date"] = metrics.date_hit(case.date, record["date_published"])
    if case.authors:
        scores["authors"] = metrics.author_f1(case.authors, _field(record, "authors"))
    return scores


def _field(record: Record, field: str) -> object:
    if field == "authors":
        return [author["name"] for author in record["authors"]]
    return record["date_published"] if field == "date" else record["title"]


def _page(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.netloc, parts.path or "/", parts.query


if __name__ == "__main__":
    main()
