"""Bound the number of requests per host, in a run and in a day."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached

from crawler.stores import CrawlStore, StoreError, store_of

NOTED_AT_ONCE = 50  # requests to a host between two saves; a killed run leaves fewer uncounted


class HostBudgetSpent(IgnoreRequest):
    """The host has received all requests that this run or day allows; later runs fetch the rest.

    `seconds` is the time until the next day begins, or 0 if the next run may continue.
    """

    def __init__(self, message: str, seconds: float = 0) -> None:
        super().__init__(message)
        self.seconds = seconds


class HostBudgetMiddleware:
    """Refuses requests beyond MAX_REQUESTS_PER_HOST and MAX_REQUESTS_PER_HOST_AND_DAY; 0 turns a bound off.

    Redirects and retries count too. The store counts the requests of all runs on all machines per day (UTC). It is read
    at the first request to a host, after each NOTED_AT_ONCE requests, and when a new day begins.
    """

    def __init__(self, store: CrawlStore, most_in_run: int, most_on_day: int) -> None:
        if most_in_run <= 0 and most_on_day <= 0:
            raise NotConfigured
        self._store = store
        self._most_in_run = most_in_run
        self._most_on_day = most_on_day
        self._requests: Counter[str] = Counter()  # requests of this run by host
        self._saved: Counter[str] = Counter()  # the part of them that the store has
        self._being_saved: set[str] = set()  # hosts whose requests are being saved
        self._day = _today()
        self._stored: dict[str, asyncio.Future[int]] = {}  # by host: the requests of this day in the store

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostBudgetMiddleware:
        """Read the two settings, and use the store of the crawl."""
        names = "MAX_REQUESTS_PER_HOST", "MAX_REQUESTS_PER_HOST_AND_DAY"
        budget = cls(store_of(crawler), *map(crawler.settings.getint, names))
        crawler.signals.connect(budget.note_all, signal=signals.spider_closed)
        return budget

    async def process_request(self, request: Request) -> None:
        """Count a request.

        Raises:
            HostBudgetSpent: The host's budget for this run or day is spent.
        """
        host = urlparse_cached(request).netloc
        if self._day != (day := _today()):
            self._day, self._stored = day, {}
        if host not in self._stored:
            self._stored[host] = asyncio.ensure_future(self._read(host))
        stored = await asyncio.shield(self._stored[host])
        if 0 < self._most_in_run <= self._requests[host]:
            raise HostBudgetSpent(f"{host} has received all {self._most_in_run} requests of this run")
        if 0 < self._most_on_day <= stored + self._unsaved(host):
            raise HostBudgetSpent(
                f"{host} has received all {self._most_on_day} requests of this day", _until_tomorrow()
            )
        self._requests[host] += 1
        if self._unsaved(host) >= NOTED_AT_ONCE:
            await self._save(host)

    async def note_all(self) -> None:
        """Save all counts."""
        for host in self._requests:
            await self._save(host)

    def _unsaved(self, host: str) -> int:
        return self._requests[host] - self._saved[host]

    async def _read(self, host: str) -> int:
        with suppress(StoreError):  # the run ends
            return await self._store.ask(lambda store: store.hosts.requests_today(host)) if self._most_on_day > 0 else 0
        return 0

    async def _save(self, host: str) -> None:
        """Save the new requests to a host, and read the sum with those of other runs."""
        new = self._unsaved(host)
        if not new or self._most_on_day <= 0 or host in self._being_saved:
            return
        self._being_saved.add(host)
        with suppress(StoreError):
            await self._store.ask(lambda store: store.hosts.note_requests(host, new))
            stored = await self._store.ask(lambda store: store.hosts.requests_today(host))
            self._saved[host] += new
            self._stored[host] = asyncio.get_running_loop().create_future()
            self._stored[host].set_result(stored)
        self._being_saved.discard(host)


def _today() -> date:
    return datetime.now(UTC).date()


def _until_tomorrow() -> float:
    """Return the seconds until the next day (UTC) begins."""
    moment = datetime.now(UTC)
    tomorrow = (moment + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (tomorrow - moment).total_seconds()
