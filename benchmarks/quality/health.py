"""Prints how often the health rules cry wolf, and how many faults they see, on invented sources.

    python -m benchmarks.quality.health [--sources 300] [--runs 100]

Every source has habits of its own (articles a run, lengths, shares with date and author), quiet weekends, and good and
bad days on which those shares themselves vary (beta). Its runs are judged one after the other against the last ones, as
a crawl does it; then each fault befalls its next three runs.
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
WEEKEND = 0.4  # of a weekday's articles
STEADINESS = 40  # of a share from day to day: a beta distribution with the weight of so many pages
FAULTY_RUNS = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual at a source: articles on a weekday, shares from 0 to 1, words."""

    articles: float
    kept: float
    date: float
    author: float
    words: float
    removed: float
    links: float


FAULTS: dict[str, Callable[[Habits], Habits]] = {
    "consent wall on nine pages of ten": lambda usual: replace(usual, kept=usual.kept / 10),
    "only the first sentences are shown": lambda usual: replace(usual, words=usual.words / 6),
    "dates are gone": lambda usual: replace(usual, date=0.01),
    "authors are gone": lambda usual: replace(usual, author=0.01),
    "nearly all links are gone": lambda usual: replace(usual, links=usual.links / 50),
    "twice as much is taken out": lambda usual: replace(usual, removed=min(0.97, 2.2 * usual.removed)),
}


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=300)
    parser.add_argument("--runs", type=int, default=100, help="usual runs a source")
    arguments = parser.parse_args()
    wrong: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for seed in range(arguments.sources):
        chance = random.Random(seed)  # noqa: S311
        habits = some_habits(chance)
        past: list[RunHealth] = []
        for number in range(arguments.runs):
            now = run(habits, number, chance)
            wrong.update(alarm["code"] for alarm in judged(now, past))
            past = [now, *past]
        for fault, befall in FAULTS.items():
            seen[fault] += any(faulty(befall(habits), past, chance))
    usual = arguments.sources * arguments.runs
    rate = 1000 * wrong.total() / usual
    print(f"{wrong.total()} alarms in {usual} usual runs, {rate:.2f} in a thousand: {dict(wrong)}")
    for fault in FAULTS:
        print(f"{fault:40} seen within {FAULTY_RUNS} runs at {seen[fault]} of {arguments.sources} sources")


def some_habits(chance: random.Random) -> Habits:
    """The habits of one source, from a village paper's to an agency's."""
    return Habits(
        articles=chance.lognormvariate(2.7, 0.9),
        kept=chance.betavariate(20, 1.5),
        date=chance.choice([0.99, chance.betavariate(8, 2)]),
        author=chance.betavariate(3, 2),
        words=chance.lognormvariate(6, 0.4),
        removed=chance.betavariate(8, 12),
        links=chance.lognormvariate(4, 0.6),
    )


def run(habits: Habits, number: int, chance: random.Random) -> RunHealth:
    """One daily run, as the habits and chance have it."""
    started = START + timedelta(days=number, minutes=chance.randrange(60))
    pages = _poisson(habits.articles * (WEEKEND if started.weekday() > 4 else 1), chance)
    stored = _binomial(pages, habits.kept, chance)
    words = [chance.lognormvariate(0, 0.7) * habits.words for _ in range(stored)]
    removed = [chance.betavariate(12 * habits.removed, 12 * (1 - habits.removed)) for _ in range(stored)]
    return RunHealth(
        source="paper",
        run=str(number),
        started_at=as_text(started),
        ended_at=as_text(started),
        finish_reason="finished",
        offered=_poisson(habits.links, chance),
        requested=pages,
        stored=stored,
        median_words=median(words) if words else None,
        with_date=_binomial(stored, habits.date, chance) / stored if stored else None,
        with_author=_binomial(stored, habits.author, chance) / stored if stored else None,
        removed_share=median(removed) if removed else None,
        dropped={"section": pages - stored} if pages > stored else {},
    )


def judged(now: RunHealth, past: list[RunHealth]) -> list[dict[str, str]]:
    """The alarms of a run after those before it, newest first, of which only those with articles are history."""
    return alarms(now, [each for each in past if each.stored][:HEALTH_RUNS])


def faulty(habits: Habits, past: list[RunHealth], chance: random.Random) -> Iterator[bool]:
    """Whether each of the next runs raises an alarm."""
    for _ in range(FAULTY_RUNS):
        now = run(habits, len(past), chance)
        yield bool(judged(now, past))
        past = [now, *past]


def _binomial(count: int, likely: float, chance: random.Random) -> int:
    """So many of `count`, on a day that is better or worse than usual."""
    today = chance.betavariate(max(STEADINESS * likely, 0.01), max(STEADINESS * (1 - likely), 0.01))
    return sum(chance.random() < today for _ in range(count))


def _poisson(expected: float, chance: random.Random) -> int:
    """A count of independent events: as many gaps of random length as fit."""
    count, passed = 0, chance.expovariate(1)
    while passed < expected:
        count, passed = count + 1, passed + chance.expovariate(1)
    return count


if __name__ == "__main__":
    main()
