"""Simulate a day of many sources on a number of workers, in simulated time, with failures.

The sources have invented habits: how often they are read, how much they publish, and at which hours. Each worker runs
several crawls at once; a crawl claims the sources that are due, the most overdue first. Workers die with their crawls
and come back, and the database is gone for a while. A crawl that dies leaves its sources due.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy

from benchmarks.capacity.costs import Costs
from benchmarks.capacity.plan import DAY_SECONDS, Load

CORES = 4  # of a worker's machine; it runs as many crawls at once, and each has one core
SECONDS_PER_PAGE = 0.7  # between two pages of a site, with two requests at once and the delays of AutoThrottle
# How often sources are read, in minutes, and the share of them; the mean is 48 times per day.
INTERVALS = ((15, 0.30), (30, 0.25), (60, 0.25), (360, 0.20))
LIFE_HOURS = 24.0  # mean time until a worker dies
AWAY_MINUTES = 10.0  # until a dead worker is back
OUTAGE_HOUR, OUTAGE_MINUTES = 14, 10  # when the database is gone
WARM_UP_HOURS = 3  # not counted: at the start, every source is due at a time of its own
PAUSE_SECONDS = 60.0  # until a worker without work looks again


@dataclass(slots=True)
class Day:
    """The overdue minutes of all polls of a day, and what happened."""

    overdue: list[float] = field(default_factory=list)
    crawls: int = 0
    deaths: int = 0
    articles: int = 0

    def percentile(self, percent: float) -> float:
        """Return the overdue minutes that this share of the polls did not exceed."""
        return float(np.percentile(self.overdue, percent)) if self.overdue else math.nan


class Simulation:
    """The sources, a heap of their due times, and the workers."""

    def __init__(self, load: Load, costs: Costs, workers: int) -> None:
        self._load, self._costs = load, costs
        self._chance = np.random.default_rng(1)
        self._every, self._rates = habits(load, self._chance)
        self._read_at = -self._every * self._chance.random(load.sources)
        self._due = [(float(at + every), source) for source, (at, every) in
                     enumerate(zip(self._read_at, self._every, strict=True))]  # fmt: skip
        heapq.heapify(self._due)
        self._environment = simpy.Environment()
        self.day = Day()
        for _ in range(workers):
            deaths = self._deaths()
            for _ in range(CORES):
                self._environment.process(self._crawls(deaths))

    def run(self) -> Day:
        """Simulate the warm-up and a day."""
        self._environment.run(until=WARM_UP_HOURS * 3_600 + DAY_SECONDS)
        return self.day

    def _deaths(self) -> list[float]:
        """Return the moments at which a worker dies."""
        lives = self._chance.exponential(LIFE_HOURS * 3_600, size=100)
        return list(np.cumsum(lives + AWAY_MINUTES * 60) - AWAY_MINUTES * 60)

    def _crawls(self, deaths: list[float]) -> Generator[Any, Any, None]:
        """Run one crawl of a worker after the other."""
        while True:
            now = self._environment.now
            if wait := self._outage_left(now):
                yield self._environment.timeout(wait)
            elif claimed := self._claim(now):
                seconds, articles = self._work(claimed, now)
                death = next(moment for moment in deaths if moment > now)
                if now + seconds >= min(death, self._next_outage(now)):
                    yield from self._die(claimed, min(death, self._next_outage(now)) - now)
                else:
                    yield self._environment.timeout(seconds)
                    self._finish(claimed, now, articles)
            else:
                yield self._environment.timeout(PAUSE_SECONDS)

    def _claim(self, now: float) -> list[tuple[float, int]]:
        """Take the sources that are due, the most overdue first."""
        claimed: list[tuple[float, int]] = []
        while self._due and self._due[0][0] <= now and len(claimed) < self._load.sources_per_crawl:
            claimed.append(heapq.heappop(self._due))
        return claimed

    def _work(self, claimed: list[tuple[float, int]], now: float) -> tuple[float, int]:
        """Return how long a crawl takes, and how many articles it stores."""
        sources = np.array([source for _, source in claimed])
        waiting = (now - self._read_at[sources]) * self._rates[sources] * busyness(now)
        articles = self._chance.poisson(waiting)
        pages = float(articles.sum()) * self._load.pages_per_article
        costs = self._costs
        seconds = len(claimed) * costs.poll_seconds + articles.sum() * costs.save_seconds
        seconds += pages * (costs.clean_seconds + costs.fetch_seconds)
        slowest = float(articles.max()) * self._load.pages_per_article * SECONDS_PER_PAGE
        start = costs.crawl_seconds + costs.load_seconds
        return float(start + max(seconds, slowest)), int(articles.sum())

    def _finish(self, claimed: list[tuple[float, int]], started: float, articles: int) -> None:
        """Note the polls, and when each source is due again: its interval after its listings were read."""
        counts = started >= WARM_UP_HOURS * 3_600
        self.day.crawls += counts
        self.day.articles += articles if counts else 0
        for due, source in claimed:
            if counts:
                self.day.overdue.append((started - due) / 60)
            self._read_at[source] = started
            heapq.heappush(self._due, (started + float(self._every[source]), source))

    def _die(self, claimed: list[tuple[float, int]], after: float) -> Generator[Any, Any, None]:
        """End a crawl before its end: its sources stay due, and the worker is away for a while."""
        yield self._environment.timeout(after)
        for each in claimed:
            heapq.heappush(self._due, each)
        self.day.deaths += 1
        yield self._environment.timeout(AWAY_MINUTES * 60)

    def _next_outage(self, moment: float) -> float:
        start = (WARM_UP_HOURS + OUTAGE_HOUR) * 3_600.0
        return start if moment < start else math.inf

    def _outage_left(self, moment: float) -> float:
        """Return the seconds until the database is back; 0 if it is there."""
        start = (WARM_UP_HOURS + OUTAGE_HOUR) * 3_600.0
        left = start + OUTAGE_MINUTES * 60 - moment
        return left if moment >= start and left > 0 else 0.0


def habits(load: Load, chance: np.random.Generator) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return each source's interval in seconds and its articles per second. A few sources have most of the articles."""
    minutes, shares = zip(*INTERVALS, strict=True)
    every = chance.choice(np.array(minutes, dtype=float) * 60, load.sources, p=shares)
    weight = chance.lognormal(0.0, 1.5, load.sources) * np.sqrt(3_600 / every)
    return every, weight / weight.sum() * load.articles / DAY_SECONDS


def busyness(moment: float) -> float:
    """Return how much is published at a time of the day, compared with the mean: 0.4 by night, 1.6 by day."""
    hours = moment / 3_600 - WARM_UP_HOURS
    return 1.0 - 0.6 * math.cos(2 * math.pi * (hours - 2) / 24)


def table(load: Load, costs: Costs, workers: list[int]) -> list[str]:
    """Simulate each number of workers; return the lines of a Markdown table."""
    lines = [
        "| workers | polls | articles | overdue p50 | p90 | p99 | most | crawls that died |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for count in workers:
        day = Simulation(load, costs, count).run()
        minutes = " | ".join(f"{day.percentile(percent):,.0f} min" for percent in (50, 90, 99, 100))
        lines.append(f"| {count} | {len(day.overdue):,} | {day.articles:,} | {minutes} | {day.deaths} |")
    return lines
