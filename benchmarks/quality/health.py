"""Measure on invented sources how often the health rules raise false alarms, and how many faults they detect.

    python -m benchmarks.quality.health [--sources 300] [--runs 100]

Every source has its own habits: articles per run, their lengths, the shares with a date and with an author. It has
fewer articles on weekends, and its shares vary from day to day by a beta distribution. Each run is compared with the
runs before it, as in a crawl. After these runs without a fault, each fault is applied to three further runs.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from statistics import median

from crawler.moments import as_text
from crawler.reports.health_rules import alarms
from crawler.settings import HEALTH_RUNS
from crawler.stores.runs import Alarm, RunHealth

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
WEEKEND = 0.4  # articles on a weekend day, as a share of a weekday's
STEADINESS = 40  # pages: the sum of both parameters of the beta distribution of a day's shares; higher varies less
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
    links: float  # article links on its listings per run


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
        habits = draw_habits(rng)
        past: list[RunHealth] = []
        for number in range(arguments.runs):
            current = draw_run(habits, number, rng)
            false_alarms.update(alarm["code"] for alarm in alarms_of(current, past))
            past = [current, *past]
        for fault, apply in FAULTS.items():
            detected[fault] += any(raise_alarms(apply(habits), past, rng))
    runs = arguments.sources * arguments.runs
    rate = 1000 * false_alarms.total() / runs
    print(f"{false_alarms.total()} false alarms in {runs} runs, {rate:.2f} per thousand: {dict(false_alarms)}")
    for fault in FAULTS:
        print(f"{fault:40} detected within {FAULTY_RUNS} runs at {detected[fault]} of {arguments.sources} sources")


def draw_habits(rng: random.Random) -> Habits:
    """Draw the habits of one source, which may be as small as a village newspaper or as large as a news agency."""
    return Habits(
        articles=rng.lognormvariate(2.7, 0.9),
        kept=rng.betavariate(20, 1.5),
        date=rng.choice([0.99, rng.betavariate(8, 2)]),
        author=rng.betavariate(3, 2),
        words=rng.lognormvariate(6, 0.4),
        removed=rng.betavariate(8, 12),
        links=rng.lognormvariate(4, 0.6),
    )


def draw_run(habits: Habits, number: int, rng: random.Random) -> RunHealth:
    """Draw the figures of one daily run from the habits of its source."""
    started = START + timedelta(days=number, minutes=rng.randrange(60))
    pages = _poisson(habits.articles * (WEEKEND if started.weekday() > 4 else 1), rng)
    stored = _binomial(pages, habits.kept, rng)
    words = [rng.lognormvariate(0, 0.7) * habits.words for _ in range(stored)]
    removed = [rng.betavariate(12 * habits.removed, 12 * (1 - habits.removed)) for _ in range(stored)]
    return RunHealth(
        source="invented",
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


def alarms_of(current: RunHealth, past: list[RunHealth]) -> list[Alarm]:
    """Return the alarms of a run, compared with the earlier runs that stored articles; `past` has the newest first."""
    return alarms(current, [earlier for earlier in past if earlier.stored][:HEALTH_RUNS])


def raise_alarms(habits: Habits, past: list[RunHealth], rng: random.Random) -> Iterator[bool]:
    """Draw the next FAULTY_RUNS runs; yield True for each that raises an alarm, else False."""
    for _ in range(FAULTY_RUNS):
        current = draw_run(habits, len(past), rng)
        yield bool(alarms_of(current, past))
        past = [current, *past]


def _binomial(count: int, likely: float, rng: random.Random) -> int:
    """Draw a number of hits in `count`; their chance is `likely` on average, but differs from day to day."""
    today = rng.betavariate(max(STEADINESS * likely, 0.01), max(STEADINESS * (1 - likely), 0.01))
    return sum(rng.random() < today for _ in range(count))


def _poisson(expected: float, rng: random.Random) -> int:
    """Draw from a Poisson distribution: count the exponential gaps that fit into `expected`."""
    count, passed = 0, rng.expovariate(1)
    while passed < expected:
        count, passed = count + 1, passed + rng.expovariate(1)
    return count


if __name__ == "__main__":
    main()
