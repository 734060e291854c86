"""Measures the cost of hostile pages: seconds and peak memory by kind, and lost paragraphs.

    python -m benchmarks.cost.hostile [--bytes N] [--slow SECONDS] [WORD ...]

Each page of `tests/hostile_pages.py` (with WORDs, those whose name contains one) is cleaned in a process of its own,
which is killed after a minute, as in a crawl. Prints the names of slow and large pages and of those that lost their
article, and the sums; `--slow 0` prints all names.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass

from cleaners.clean import clean
from cleaners.page import Page
from tests.hostile_pages import KINDS, PARAGRAPHS, URL

TIMEOUT_SECONDS = 60
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
        """True if the article was kept, except for one paragraph at most."""
        return self.lost <= 1 and self.dropped is None


def main() -> int:
    """Measure each kind in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="parts of names of kinds")
    parser.add_argument("--bytes", type=int, default=9_900_000, help="size of a page")
    parser.add_argument("--slow", type=float, default=5.0, help="seconds that make a page slow")
    parser.add_argument("--one", help=argparse.SUPPRESS)  # the name of a kind, for the process that cleans it
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(cost_here(arguments.one, arguments.bytes)))
        return 0
    chosen = [name for name in KINDS if not arguments.words or any(word in name for word in arguments.words)]
    costs = []
    for name in chosen:
        costs.append(found := cost(name, arguments.bytes))
        if found.seconds >= arguments.slow or found.memory_mb >= LARGE_MB or not found.is_sound:
            print(_line(found), flush=True)
    print(f"{len(costs)} kinds of {arguments.bytes:,} bytes: {sum(map(_is_sound, costs))} sound,")
    print(
        f"slowest {max(found.seconds for found in costs):.1f} s, largest {max(found.memory_mb for found in costs)} MB"
    )
    return 0 if all(map(_is_sound, costs)) else 1


def _is_sound(found: Cost) -> bool:
    return found.is_sound


def _line(found: Cost) -> str:
    fate = "" if found.is_sound else f"lost {found.lost} of {len(PARAGRAPHS)}, dropped: {found.dropped}"
    return f"{found.seconds:6.1f} s {found.memory_mb:6} MB  {found.name:45} {fate}"


def cost(name: str, size: int) -> Cost:
    """Clean a page in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.cost.hostile", "--bytes", str(size), "--one", name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS + 10, check=True)
    except subprocess.TimeoutExpired:
        return Cost(name, TIMEOUT_SECONDS, 0, len(PARAGRAPHS), "clean_timeout")
    except subprocess.CalledProcessError as error:
        return Cost(name, 0, 0, len(PARAGRAPHS), (error.stderr.strip().splitlines() or ["clean_crash"])[-1][:200])
    return Cost(name, **json.loads(done.stdout))


def cost_here(name: str, size: int) -> dict[str, object]:
    """Clean a page in this process, and return its cost."""
    body = KINDS[name](size)
    begun = time.process_time()
    result = clean(Page(body=body, url=URL))
    result.article.to_record()
    seconds = time.process_time() - begun
    lost = sum(text not in result.article.text for text in PARAGRAPHS)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # Linux gives kilobytes
    return {"seconds": seconds, "memory_mb": memory, "lost": lost, "dropped": result.dropped}


if __name__ == "__main__":
    sys.exit(main())
