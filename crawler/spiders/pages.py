"""The base of the spiders that read pages from files instead of fetching them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from cleaners.page import Page
from crawler.pipelines.limits import read_limits
from crawler.spiders.base import StoreSpider

PAGES_PER_WORKER = 3  # under way: one is cleaned, one waits for it, one is read or stored


class PagesSpider(StoreSpider):
    """Hands pages to the pipelines, a few at a time; reading happens in a thread."""

    _room: asyncio.Semaphore
    _progress_seconds: float

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pages_read = 0
        self._progress_at = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Count every page that came to an end, because Scrapy puts no bound on what `start` yields."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        workers, _ = read_limits(settings)
        spider._room = asyncio.Semaphore(PAGES_PER_WORKER * max(1, workers))
        spider._progress_seconds = settings.getfloat("PROGRESS_SECONDS")
        for ended in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider._make_room, signal=ended)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yield the pages, a few at a time. Raises CloseSpider if another run works on the store."""
        if not self.store.lock.acquire():
            self.logger.error("Another run works on %s: wait for it, or name another STORE_URI.", self.store.uri)
            raise CloseSpider("store_busy")
        pages = self.pages()
        while (page := await asyncio.to_thread(next, pages, None)) is not None:
            await self._room.acquire()
            self.pages_read += 1
            self._log_progress()
            yield page

    def pages(self) -> Iterator[Page]:
        """Yield the pages for the pipelines; runs in a thread."""
        raise NotImplementedError

    def progress(self) -> str:
        """Return the progress of the run, for the log."""
        raise NotImplementedError

    def _log_progress(self) -> None:
        if self._progress_seconds and time.monotonic() - self._progress_at > self._progress_seconds:
            self._progress_at = time.monotonic()
            self.logger.info("%s", self.progress())

    def _make_room(self) -> None:
        self._room.release()
