"""Measure what hostile pages cost: seconds, peak memory and lost paragraphs for each kind of page.

    python -m benchmarks.cost.hostile [--bytes N] [--slow SECONDS] [WORD ...]

Cleans one page of each kind in `tests/support/hostile_pages.py`, or of each kind whose name contains a WORD. Every page
has a process of its own, which is killed after a minute, as in a crawl. Prints a line for each page that is slow, needs
LARGE_MB or more, or lost text, and finally the number of sound pages and the highest cost; `--slow 0` prints a line for
every page.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass

from cleaners.cleaning import clean_page
from cleaners.page import Page
from tests.support.hostile_building import PARAGRAPHS, URL
from tests.support.hostile_pages import KINDS

TIMEOUT_SECONDS = 60
START_SECONDS = 10  # allowed in addition, to start the process and build the page
LARGE_MB = 1000


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a page, the number of lost paragraphs of its article, and the reason code if it was dropped."""

    name: str
    seconds: float
    memory_mb: int
    lost: int
    dropped: str | None

    @property
    def is_sound(self) -> bool:
        """True if the article was kept and lost no more than one paragraph."""
        return self.lost <= 1 and self.dropped is None


def main() -> int:
    """Measure each kind in turn; return the exit code, 1 if a page is not sound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="parts of names: measure only kinds whose name contains one")
    parser.add_argument("--bytes", type=int, default=9_900_000, help="size of a page")
    parser.add_argument("--slow", type=float, default=5.0, help="seconds that make a page slow")
    parser.add_argument("--kind", help=argparse.SUPPRESS)  # the name of a kind, for the process that cleans it
    arguments = parser.parse_args()
    if arguments.kind:
        print(json.dumps(measure_here(arguments.kind, arguments.bytes)))
        return 0
    chosen = [name for name in KINDS if not arguments.words or any(word in name for word in arguments.words)]
    costs = []
    for name in chosen:
        costs.append(cost := measure(name, arguments.bytes))
        if cost.seconds >= arguments.slow or cost.memory_mb >= LARGE_MB or not cost.is_sound:
            print(_line(cost), flush=True)
    sound = sum(cost.is_sound for cost in costs)
    print(f"{len(costs)} kinds of {arguments.bytes:,} bytes: {sound} sound,")
    print(f"slowest {max(cost.seconds for cost in costs):.1f} s, largest {max(cost.memory_mb for cost in costs)} MB")
    return 0 if sound == len(costs) else 1


def _line(cost: Cost) -> str:
    damage = "" if cost.is_sound else f"lost {cost.lost} of {len(PARAGRAPHS)}, dropped: {cost.dropped}"
    return f"{cost.seconds:6.1f} s {cost.memory_mb:6} MB  {cost.name:45} {damage}"


def measure(name: str, size: int) -> Cost:
    """Clean a page in a process of its own, and return its cost."""
    command = [sys.executable, "-m", "benchmarks.cost.hostile", "--bytes", str(size), "--kind", name]
    timeout = TIMEOUT_SECONDS + START_SECONDS
    try:
        finished = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True)
    except subprocess.TimeoutExpired:
        return Cost(name, TIMEOUT_SECONDS, 0, len(PARAGRAPHS), "clean_timeout")
    except subprocess.CalledProcessError as error:
        return Cost(name, 0, 0, len(PARAGRAPHS), (error.stderr.strip().splitlines() or ["clean_crash"])[-1][:200])
    return Cost(name, **json.loads(finished.stdout))


def measure_here(name: str, size: int) -> dict[str, object]:
    """Clean a page in this process, and return its cost."""
    body = KINDS[name](size)
    started = time.process_time()
    article = clean_page(Page(body=body, url=URL))
    article.to_record()
    seconds = time.process_time() - started
    lost = sum(text not in article.text for text in PARAGRAPHS)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # Linux gives kilobytes
    return {"seconds": seconds, "memory_mb": memory, "lost": lost, "dropped": article.dropped}


if __name__ == "__main__":
    sys.exit(main())
