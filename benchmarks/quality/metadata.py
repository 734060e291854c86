"""Measure how often titles, dates and authors are read correctly on the evaluation sets, and the time per page.

    python -m benchmarks.quality.metadata [SET ...] [--misses title,date,authors]

Needs the folder `shared` beside the repository: the sets in its folder `data`, and modules that load and score them in
`bench`. Without them it measures nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from statistics import fmean, median
from typing import Any

from lxml import html

from benchmarks.pages import SHARED
from cleaners.document import Document
from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.stages.html.metadata import metadata


def main() -> int:
    """Score each set in turn; return the exit code, 2 if the sets are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["fundus-dev", "wcxb-dev"])
    parser.add_argument("--misses", default="", help="comma-separated fields whose misses are printed")
    arguments = parser.parse_args()
    if not (SHARED / "bench" / "metrics.py").exists():
        sys.stderr.write(f"No evaluation sets: {SHARED}/bench or {SHARED}/data is missing; nothing was measured.\n")
        return 2
    sys.path.insert(0, str(SHARED / "bench"))
    for name in arguments.sets:
        score(name, set(arguments.misses.split(",")))
    return 0


def score(name: str, misses: set[str]) -> None:
    """Read every page of one set, and print the mean scores and the CPU times in milliseconds.

    `misses` names the fields whose wrong values are printed too.
    """
    import datasets  # a module beside the sets
    import metrics  # type: ignore[import-not-found]

    scores: dict[str, list[float]] = {"title": [], "date": [], "authors": []}
    costs: list[float] = []
    for case in datasets.load(name):
        metadata_read, milliseconds = read(case.url, case.html)
        costs.append(milliseconds)
        gold: dict[str, Any] = {"title": case.title, "date": case.date, "authors": case.authors}
        answers: dict[str, Any] = {
            "title": metadata_read.title,
            "date": metadata_read.date_published,
            "authors": [author.name for author in metadata_read.authors],
        }
        measures = {"title": metrics.title_hit, "date": metrics.date_hit, "authors": metrics.author_f1}
        for field, wanted in gold.items():
            if wanted:
                scores[field].append(float(measures[field](wanted, answers[field])))
                if field in misses and scores[field][-1] < 1:
                    print(
                        f"{case.id} {field}\n   gold {wanted}\n   ours {answers[field]}",
                        metadata_read.date_evidence if field == "date" else "",
                    )
    ordered = sorted(costs)
    figures = "  ".join(f"{field} {fmean(values):.3f} ({len(values)})" for field, values in scores.items() if values)
    times = f"median {median(costs):.1f}, p95 {ordered[int(0.95 * len(ordered))]:.1f}, max {ordered[-1]:.0f}"
    print(f"{name}: {figures}  CPU ms per page: {times}")


def read(url: str, markup: str) -> tuple[Metadata, float]:
    """Return the metadata of one page, and the CPU time of reading it in milliseconds, without parsing the page."""
    document = Document(Page(body=markup, url=url))
    document.tree = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    started = time.process_time()
    metadata(document)
    return document.metadata, (time.process_time() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
