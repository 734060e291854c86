"""Measure the memory of a worker process over the pages of evaluation sets, in MB.

    python -m benchmarks.cost.worker_memory [SET ...] [--workers N]

`resident` is all memory of the process (RSS), with the code of libraries that it shares with others; `own` counts
shared memory in equal parts (PSS); `peak` is the most that was resident at any time. With several workers, the pages go
to them in turn, and the greatest of each number is printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from benchmarks.pages import has_sets, pages_of, usual_pages
from cleaners.page import Page
from cleaners.workers.limits import Limits
from cleaners.workers.process import WorkerProcess

SHOWN = (1, 10, 50, 100, 200, 400, 800, 1_600, 3_200)  # numbers of pages

Memory = tuple[int, int, int]  # resident, own and peak, in MB


def main() -> int:
    """Clean the pages in worker processes and print their memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["fundus-dev", "wcxb-dev"])
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    pages = [page for name in arguments.sets for page in pages_of(name)] if has_sets() else usual_pages()
    report(pages, arguments.workers)
    return 0


def report(pages: Sequence[Page], number: int) -> None:
    """Print a line for each number of pages in SHOWN, and for all of them."""
    workers = [WorkerProcess(measured, Limits()) for _ in range(number)]
    memory: dict[int, Memory] = {}
    print("   pages  resident     own    peak")
    for count, (page, worker) in enumerate(zip(pages, cycle(workers), strict=False), 1):
        outcome = worker.do(page)
        if isinstance(outcome, tuple):  # otherwise, the page failed
            memory[id(worker)] = outcome
        if count in SHOWN or count == len(pages):
            resident, own, peak = map(max, zip(*memory.values(), strict=True))
            print(f"{count:8}{resident:10}{own:8}{peak:8}", flush=True)
    for worker in workers:
        worker.kill()
        worker.close()


def measured(page: Page) -> Memory:
    """Clean a page as the crawler does, and return the memory of this process after it."""
    from cleaners.cleaning import clean_page

    clean_page(page).to_record()
    peak = _kilobytes("/proc/self/status", "VmHWM")
    resident, own = (_kilobytes("/proc/self/smaps_rollup", name) for name in ("Rss", "Pss"))
    return resident // 1024, own // 1024, peak // 1024


def _kilobytes(path: str, name: str) -> int:
    lines = Path(path).read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


if __name__ == "__main__":
    sys.exit(main())
