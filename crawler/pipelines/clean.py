"""Page in, cleaned record out, in worker processes that can be killed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from scrapy.crawler import Crawler

from cleaners.compare.site_lines import SiteLineCounts
from cleaners.page import Page
from crawler import signals
from crawler.pipelines.dropped import PageDropped, PageUnfinished
from crawler.pipelines.pool import CleaningPool, Work
from crawler.pipelines.quarantine import Quarantine
from crawler.pipelines.worker import Cleaned, Failure, clean_in_worker, clean_page
from crawler.stores import store_of

logger = logging.getLogger(__name__)

LinesOf = Callable[[str | None], Awaitable[SiteLineCounts]]  # what the site of an address repeats


class CleanPipeline:
    """Cleans each page in a worker process, with a limit of time and memory a page; a page that breaks one is kept."""

    def __init__(
        self,
        workers: int,
        timeout_seconds: float,
        memory_mb: int,
        kept: Quarantine | None = None,
        lines_of: LinesOf | None = None,
        work: Work = clean_in_worker,
    ) -> None:
        self._work = work
        self._workers = workers
        self._timeout_seconds = timeout_seconds
        self._memory_mb = memory_mb
        self._kept = kept
        self._lines_of = lines_of
        self._pool: CleaningPool | None = None
        self._under_way: set[asyncio.Task[Cleaned | Failure]] = set()
        self._abandoned = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanPipeline:
        """Read CLEAN_WORKERS, CLEAN_TIMEOUT_SECONDS, CLEAN_MEMORY_MB, QUARANTINE_DIR, ..._MAX_MB and SITE_LINES."""
        settings, store = crawler.settings, store_of(crawler)
        folder = settings["QUARANTINE_DIR"]

        async def lines_of(url: str | None) -> SiteLineCounts:
            return await store.thread.call(store.site_lines.known_lines, url)

        pipeline = cls(
            settings.getint("CLEAN_WORKERS"),
            settings.getfloat("CLEAN_TIMEOUT_SECONDS"),
            settings.getint("CLEAN_MEMORY_MB"),
            Quarantine(folder, settings.getint("QUARANTINE_MAX_MB") * 1024 * 1024) if folder else None,
            lines_of if settings.getbool("SITE_LINES") else None,
        )
        crawler.signals.connect(pipeline.abandon, signal=signals.abandoned)
        return pipeline

    async def open_spider(self) -> None:
        """Make the pool; its processes start with the first page."""
        if self._workers:
            self._pool = CleaningPool(self._workers, self._timeout_seconds, self._memory_mb, self._work)

    async def close_spider(self) -> None:
        """End the workers; by now no page is under way."""
        if self._pool is not None:
            await self._pool.end()

    def abandon(self) -> None:
        """Let go of the pages under way: the run ends, a later one fetches them again."""
        self._abandoned = True
        for task in self._under_way:
            task.cancel()

    async def process_item(self, item: Page) -> Cleaned:
        """Return the cleaned page; PageDropped where cleaning failed, PageUnfinished where the run ended first."""
        result = await self._clean(await self._with_site_lines(item))
        if isinstance(result, Failure):
            logger.error("Cannot clean %s (%s): %s", item.url, result.reason, result.detail)
            if self._kept is not None:
                await asyncio.to_thread(self._kept.keep, item, result.reason)
            raise PageDropped(result.reason)
        return result

    async def _with_site_lines(self, page: Page) -> Page:
        """The page with what its site repeats, unless that was handed in."""
        if self._lines_of is None or page.site_lines is not None:
            return page
        return replace(page, site_lines=await self._lines_of(page.url))

    async def _clean(self, page: Page) -> Cleaned | Failure:
        if self._abandoned:
            raise PageUnfinished
        if self._pool is None:
            return clean_page(page)
        task = asyncio.create_task(self._pool.clean(page))
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise PageUnfinished from None
        finally:
            self._under_way.discard(task)
