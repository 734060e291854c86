"""Page in, cleaned record out, in worker processes that can be killed."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from concurrent.futures import TimeoutError as CleanTimeout

from pebble import ProcessExpired, ProcessPool
from scrapy.crawler import Crawler

from cleaners.page import Page
from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.worker import Cleaned, Failure, clean_page, start_worker

logger = logging.getLogger(__name__)


class CleanPipeline:
    """Cleans each page in a worker process, with a time limit a page."""

    def __init__(self, workers: int, timeout_seconds: float) -> None:
        self._workers = workers
        self._timeout_seconds = timeout_seconds
        self._pool: ProcessPool | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanPipeline:
        """Read CLEAN_WORKERS and CLEAN_TIMEOUT_SECONDS."""
        return cls(crawler.settings.getint("CLEAN_WORKERS"), crawler.settings.getfloat("CLEAN_TIMEOUT_SECONDS"))

    def open_spider(self) -> None:
        """Make the pool; its processes start with the first page."""
        if self._workers:
            # spawn: a fork of a process with a running reactor inherits its sockets and its locks
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=self._workers, context=context, initializer=start_worker)

    def close_spider(self) -> None:
        """End the workers; by now no page is under way."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    async def process_item(self, item: Page) -> Cleaned:
        """Return the cleaned page; PageDropped where cleaning failed."""
        result = await self._clean(item)
        if isinstance(result, Failure):
            logger.error("Cannot clean %s (%s): %s", item.url, result.reason, result.detail)
            raise PageDropped(result.reason)
        return result

    async def _clean(self, page: Page) -> Cleaned | Failure:
        if self._pool is None:
            return clean_page(page)
        future = self._pool.schedule(clean_page, args=[page], timeout=self._timeout_seconds)
        try:
            result: Cleaned | Failure = await asyncio.wrap_future(future)
        except CleanTimeout:
            return Failure("clean_timeout", f"took over {self._timeout_seconds:.0f} seconds")
        except ProcessExpired as error:
            return Failure("clean_crash", f"the worker process died: {error}")
        return result
