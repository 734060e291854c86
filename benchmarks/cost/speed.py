"""Measure the CPU time per page in milliseconds, by stage and in total, and compare it with trafilatura's.

    python -m benchmarks.cost.speed [SET ...] [--every N]

The cleaner and trafilatura read each page one right after the other in one process, so other load affects both alike.
trafilatura reads metadata too. The process is warmed up as each worker is: what it loads once, such as models and
jusText's word lists, is loaded before. The step `free` deletes the document with its tree and blocks. The sets must be
in `../shared`; without them, the pages of `tests/pages` and `seeds/demo` are used.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import fmean, median
from typing import TypeVar

from trafilatura import bare_extraction
from trafilatura.external import jt_stoplist_init

from benchmarks.pages import SHARED, has_sets, own_pages, pages_of
from cleaners.article import to_article
from cleaners.cleaning import HTML_STAGES
from cleaners.document import Document
from cleaners.page import Page
from cleaners.text.identification import likeliest
from cleaners.workers.preload import warm_up

WARM_UP = 5  # pages that are cleaned before measuring, because the first ones load models and tables

T = TypeVar("T")
Times = dict[str, list[float]]  # by step: milliseconds for each page


def main() -> int:
    """Measure each set in turn, or the repository's own pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["fundus-dev", "wcxb-dev"])
    parser.add_argument("--every", type=int, default=1, help="use every Nth page only")
    arguments = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if not has_sets():
        print(f"No evaluation sets in {SHARED / 'data'}; the pages of this repository are used instead.")
        report("own pages", measure([*own_pages()]))
        return 0
    for name in arguments.sets:
        report(name, measure([*pages_of(name)][:: arguments.every]))
    return 0


def measure(pages: list[Page]) -> Times:
    """Clean each page stage by stage, and extract it with trafilatura right after."""
    times: Times = defaultdict(list)
    likeliest("This loads the model of languages, which few pages need.")
    jt_stoplist_init()  # trafilatura's fallbacks need it, on either side
    warm_up()
    for page in [*pages[:WARM_UP], *pages]:
        if page is pages[0]:
            times.clear()
        document = Document(page)
        for stage in HTML_STAGES:
            times[stage.__name__].append(_milliseconds(stage, document))
        times["to_article"].append(_milliseconds(to_article, document))
        holder = [document]
        del document
        times["free"].append(_milliseconds(list.clear, holder))
        steps = [step for step in times if step not in ("clean", "trafilatura")]
        times["clean"].append(sum(times[step][-1] for step in steps))
        times["trafilatura"].append(_milliseconds(_extract, page))
    return times


def _extract(page: Page) -> object:
    return bare_extraction(page.body, url=page.url or None, with_metadata=True)


def _milliseconds(work: Callable[[T], object], piece: T) -> float:
    started = time.process_time()
    work(piece)
    return (time.process_time() - started) * 1000


def report(name: str, times: Times) -> None:
    """Print the times of each step, and the ratio of the total to trafilatura's time."""
    print(f"{name}: {len(times['clean'])} pages; CPU ms per page")
    for step, values in times.items():
        print(f"  {step:14}{median(values):8.1f} median{fmean(values):8.1f} mean{max(values):8.0f} max")
    pairs = list(zip(times["clean"], times["trafilatura"], strict=True))
    shares = f"{median(ours / theirs for ours, theirs in pairs):.2f} median of the pages"
    total = f"{sum(times['clean']) / sum(times['trafilatura']):.2f} of the sums"
    speeds = " and ".join(f"{1000 / fmean(times[step]):.0f}" for step in ("clean", "trafilatura"))
    print(f"  clean / trafilatura with metadata: {shares}, {total}; {speeds} pages per second")


if __name__ == "__main__":
    sys.exit(main())
