"""Control the flow of pages that are read from files instead of fetched."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator

from scrapy import signals
from scrapy.crawler import Crawler

from cleaners.page import Page
from crawler.pipelines.limits import read_limits

# In progress at a time: one is cleaned, one waits, one is read, and a few wait for a transaction of the store.
PAGES_PER_WORKER = 8

logger = logging.getLogger(__name__)


class PageFlow:
    """Hands pages to the pipelines a few at a time, because Scrapy takes everything that `start` yields at once."""

    def __init__(self, crawler: Crawler, progress: Callable[[], str]) -> None:
        """Create the flow of a run; `progress` returns a line that is logged every PROGRESS_SECONDS."""
        settings = crawler.settings
        workers, _ = read_limits(settings)
        self.pages_read = 0
        self._progress = progress
        self._progress_seconds = settings.getfloat("PROGRESS_SECONDS")
        self._progress_at = time.monotonic()
        self._most = PAGES_PER_WORKER * max(1, workers)
        self._room = asyncio.Semaphore(self._most)
        for ended in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(self._make_room, signal=ended)

    async def through(self, pages: AsyncIterator[Page]) -> AsyncIterator[Page]:
        """Yield each page once there is room for it."""
        async for page in pages:
            await self._room.acquire()
            self.pages_read += 1
            self._log_progress()
            yield page
        # Wait here: Scrapy checks for the end of a run when `start` ends, and then only every five seconds.
        for _ in range(self._most):
            await self._room.acquire()

    def _log_progress(self) -> None:
        if self._progress_seconds and time.monotonic() - self._progress_at > self._progress_seconds:
            self._progress_at = time.monotonic()
            logger.info("%s", self._progress())

    def _make_room(self) -> None:
        self._room.release()


async def in_thread(pages: Iterator[Page]) -> AsyncIterator[Page]:
    """Yield pages that a thread reads, because the reactor must not wait for a disk."""
    while (page := await asyncio.to_thread(next, pages, None)) is not None:
        yield page
