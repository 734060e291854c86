"""Measures on invented sources how often the health rules raise false alarms, and how many faults they detect.

    python -m benchmarks.quality.health [--sources 300] [--runs 100]

Every source has its own habits (articles per run, lengths, shares with date and author), quiet weekends, and good and
bad days on which those shares vary by a beta distribution. Each run is compared with the runs before it, as in a crawl.
Then each fault is applied to the next three runs.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from statistics import median

from crawler.reports.health_rules import alarms
from crawler.settings import HEALTH_RUNS
from crawler.stores.database.engine import as_text
from crawler.stores.runs import RunHealth

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
WEEKEND = 0.4  # articles on a weekend day, as a share of a weekday's
STEADINESS = 40  # weight, in pages, of the beta distribution by which shares vary from day to day
FAULTY_RUNS = 3  # runs in which a fault may be detected


@dataclass(frozen=True, slots=True)
class Habits:
    """The usual figures of a source."""

    articles: float  # pages on a weekday
    kept: float  # share of the pages that are articles
    date: float  # share of the articles with a date
    author: float  # share of the articles with an author
    words: float  # median length of an article
    removed: float  # share of a page's text that is removed
    links: float  # offered per run


FAULTS: dict[str, Callable[[Habits], Habits]] = {
    "consent wall on nine pages of ten": lambda usual: replace(usual, kept=usual.kept / 10),
    "only the first sentences are shown": lambda usual: replace(usual, words=usual.words / 6),
    "dates are gone": lambda usual: replace(usual, date=0.01),
    "authors are gone": lambda usual: replace(usual, author=0.01),
    "nearly all links are gone": lambda usual: replace(usual, links=usual.links / 50),
    "twice as much is removed": lambda usual: replace(usual, removed=min(0.97, 2.2 * usual.removed)),
}


def main() -> None:
    """Simulate all sources and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=300, help="number of sources")
    parser.add_argument("--runs", type=int, default=100, help="runs without a fault per source")
    arguments = parser.parse_args()
    false_alarms: Counter[str] = Counter()
    detected: Counter[str] = Counter()
    for seed in range(arguments.sources):
        rng = random.Random(seed)  # noqa: S311
        habits = some_habits(rng)
        past: list[RunHealth] = []
        for number in range(arguments.runs):
            now = run(habits, number, rng)
            false_alarms.update(alarm["code"] for alarm in judged(now, past))
            past = [now, *past]
        for fault, apply in FAULTS.items():
            detected[fault] += any(faulty(apply(habits), past, rng))
    runs = arguments.sources * arguments.runs
    rate = 1000 * false_alarms.total() / runs
    print(f"{false_alarms.total()} false alarms in {runs} runs, {rate:.2f} per thousand: {dict(false_alarms)}")
    for fault in FAULTS:
        print(f"{fault:40} detected within {FAULTY_RUNS} runs at {detected[fault]} of {arguments.sources} sources")


def some_habits(rng: random.Random) -> Habits:
    """Return the habits of one source, between those of a village newspaper and an agency."""
    return Habits(
        articles=rng.lognormvariate(2.7, 0.9),
        kept=rng.betavariate(20, 1.5),
        date=rng.choice([0.99, rng.betavariate(8, 2)]),
        author=rng.betavariate(3, 2),
        words=rng.lognormvariate(6, 0.4),
        removed=rng.betavariate(8, 12),
        links=rng.lognormvariate(4, 0.6),
    )


def run(habits: Habits, number: int, rng: random.Random) -> RunHealth:
    """Return a daily run, drawn at random from the habits."""
    started = START + timedelta(days=number, minutes=rng.randrange(60))
    pages = _poisson(habits.articles * (WEEKEND if started.weekday() > 4 else 1), rng)
    stored = _binomial(pages, habits.kept, rng)
    words = [rng.lognormvariate(0, 0.7) * habits.words for _ in range(stored)]
    removed = [rng.betavariate(12 * habits.removed, 12 * (1 - habits.removed)) for _ in range(stored)]
    return RunHealth(
        source="paper",
        run=str(number),
        started_at=as_text(started),
        ended_at=as_text(started),
        finish_reason="finished",
        offered=_poisson(habits.links, rng),
        requested=pages,
        stored=stored,
        median_words=median(words) if words else None,
        with_date=_binomial(stored, habits.date, rng) / stored if stored else None,
        with_author=_binomial(stored, habits.author, rng) / stored if stored else None,
        removed_share=median(removed) if removed else None,
        dropped={"section": pages - stored} if pages > stored else {},
    )


def judged(now: RunHealth, past: list[RunHealth]) -> list[dict[str, str]]:
    """Return the alarms of a run, given earlier runs, newest first; those without articles are not compared."""
    return alarms(now, [earlier for earlier in past if earlier.stored][:HEALTH_RUNS])


def faulty(habits: Habits, past: list[RunHealth], rng: random.Random) -> Iterator[bool]:
    """Yield True for each of the next runs that raises an alarm, else False."""
    for _ in range(FAULTY_RUNS):
        now = run(habits, len(past), rng)
        yield bool(judged(now, past))
        past = [now, *past]


def _binomial(count: int, likely: float, rng: random.Random) -> int:
    """Return a random number of hits in `count`, on a day that is better or worse than usual."""
    today = rng.betavariate(max(STEADINESS * likely, 0.01), max(STEADINESS * (1 - likely), 0.01))
    return sum(rng.random() < today for _ in range(count))


def _poisson(expected: float, rng: random.Random) -> int:
    """Return a random number of independent events: the number of random gaps that fit into `expected`."""
    count, passed = 0, rng.expovariate(1)
    while passed < expected:
        count, passed = count + 1, passed + rng.expovariate(1)
    return count


if __name__ == "__main__":
    main()
