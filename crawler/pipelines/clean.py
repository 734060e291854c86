"""The pipeline that cleans pages in worker processes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from scrapy.crawler import Crawler

from cleaners.compare.site_lines import SiteLineCounts
from cleaners.page import Page
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import Failure, attempt
from crawler import signals
from crawler.pipelines.cleaned import FAILURES, Cleaned, clean_page
from crawler.pipelines.dropped import PageDropped, PageUnfinished
from crawler.pipelines.limits import read_limits
from crawler.pipelines.quarantine import Quarantine
from crawler.stores import store_of

logger = logging.getLogger(__name__)

LinesOf = Callable[[str | None], Awaitable[SiteLineCounts]]  # the site lines for an address
Work = Callable[[Page], Cleaned]
Count = Callable[[str], None]  # counts one event in the statistics


class CleanPipeline:
    """Cleans each page in a worker process, within limits of time and memory, and keeps a page that breaks one."""

    def __init__(
        self,
        workers: int,
        limits: Limits,
        kept: Quarantine | None = None,
        lines_of: LinesOf | None = None,
        work: Work = clean_page,
        *,
        count: Count = lambda _: None,
        without_dek: bool = False,
    ) -> None:
        self._work = work
        self._workers = workers
        self._limits = limits
        self._kept = kept
        self._lines_of = lines_of
        self._count = count
        self._without_dek = without_dek
        self._pool: WorkerPool[Page, Cleaned] | None = None
        self._under_way: set[asyncio.Task[Cleaned | Failure]] = set()
        self._abandoned = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanPipeline:
        """Read the settings CLEAN_*, QUARANTINE_* and SITE_LINES."""
        settings, store = crawler.settings, store_of(crawler)
        folder = settings["QUARANTINE_DIR"]

        pipeline = cls(
            *read_limits(settings),
            Quarantine(folder, int(settings.getfloat("QUARANTINE_MAX_MB") * 1024 * 1024)) if folder else None,
            store.known_lines if settings.getbool("SITE_LINES") else None,
            count=crawler.stats.inc_value,
            without_dek=settings.getbool("CLEAN_WITHOUT_DEK"),
        )
        crawler.signals.connect(pipeline.abandon, signal=signals.abandoned)
        return pipeline

    async def open_spider(self) -> None:
        """Make the pool; its processes start with the first pages."""
        if self._workers:
            self._pool = WorkerPool(self._work, self._workers, self._limits)

    async def close_spider(self) -> None:
        """End the workers, in a thread because each may take a moment; by now no page is under way."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.close)

    def abandon(self) -> None:
        """Stop waiting for the pages under way: the run ends, and a later one fetches them again."""
        self._abandoned = True
        for task in self._under_way:
            task.cancel()

    async def process_item(self, item: Page) -> Cleaned:
        """Return the cleaned page. Raises PageDropped if it cannot be cleaned, PageUnfinished if the run ends first."""
        self._count("clean/pages")
        page = replace(item, without_dek=self._without_dek)
        result = await self._clean(await self._with_site_lines(page))
        self._count("clean/done")
        if isinstance(result, Failure):
            reason = FAILURES[result.reason]
            logger.error("Cannot clean %s (%s): %s", item.url, reason, result.traceback or result.detail)
            if self._kept is not None:
                await asyncio.to_thread(self._kept.keep, item, reason)
            raise PageDropped(reason)
        return result

    async def _with_site_lines(self, page: Page) -> Page:
        """Return the page with its site lines, unless it has them already."""
        if self._lines_of is None or page.site_lines is not None:
            return page
        return replace(page, site_lines=await self._lines_of(page.url))

    async def _clean(self, page: Page) -> Cleaned | Failure:
        if self._abandoned:
            raise PageUnfinished
        if self._pool is None:
            return attempt(self._work, page)
        task = asyncio.create_task(self._pool.do(page))
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise PageUnfinished from None
        finally:
            self._under_way.discard(task)
