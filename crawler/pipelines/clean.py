"""The pipeline that cleans pages in worker processes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from scrapy.crawler import Crawler

from cleaners import native
from cleaners.page import Page
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from cleaners.workers.preload import PROBE
from cleaners.workers.process import Failure, WorkerStartError, attempt
from crawler import signals
from crawler.ending import end_without_cleaner
from crawler.pipelines.cleaned import FAILURES, Cleaned, clean_page
from crawler.pipelines.dropped import PageDropped, PageUnfinished
from crawler.pipelines.limits import read_limits
from crawler.pipelines.quarantine import Quarantine
from crawler.pipelines.story_pages import StoryLimits, StoryPages
from crawler.stores import CrawlStore, store_of

logger = logging.getLogger(__name__)

Work = Callable[[Page], Cleaned]
Count = Callable[[str], None]  # counts one event in the statistics


class CleanPipeline:
    """Cleans each page in a worker process, within limits of time and memory, and keeps a page that breaks one."""

    def __init__(
        self,
        workers: int,
        limits: Limits,
        kept: Quarantine | None = None,
        store: CrawlStore | None = None,
        work: Work = clean_page,
        *,
        count: Count = lambda _: None,
        without_dek: bool = False,
        on_broken: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Make a pipeline that has no processes yet.

        `store`: has the site lines; None to clean without them. `on_broken`: called with the reason if no page can be
        cleaned, because the installation is broken.
        """
        self._on_broken = on_broken
        self._has_worked = False  # a page of this run, or the probe, was cleaned
        self._is_broken = False
        self._work = work
        self._workers = workers
        self._limits = limits
        self._kept = kept
        self._store = store
        self._count = count
        self._without_dek = without_dek
        self._pool: WorkerPool[Page, Cleaned] | None = None
        self._under_way: set[asyncio.Task[Cleaned | Failure]] = set()
        self._abandoned = False
        self._stories: StoryPages | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanPipeline:
        """Read the settings CLEAN_*, QUARANTINE_*, SITE_LINES and JOIN_PAGES.

        Stories are joined where the spider has a function `fetch_part`.
        """
        settings, store = crawler.settings, store_of(crawler)
        folder = settings["QUARANTINE_DIR"]
        pipeline = cls(
            *read_limits(settings),
            Quarantine(folder, int(settings.getfloat("QUARANTINE_MAX_MB") * 1024 * 1024)) if folder else None,
            store if settings.getbool("SITE_LINES") else None,
            count=crawler.stats.inc_value,
            without_dek=settings.getbool("CLEAN_WITHOUT_DEK"),
            on_broken=partial(end_without_cleaner, crawler),
        )
        fetch, most = getattr(crawler.spider, "fetch_part", None), settings.getint("JOIN_PAGES")
        if fetch and most > 1:
            limits = StoryLimits(most, settings.getint("DOWNLOAD_MAXSIZE"))
            pipeline._stories = StoryPages(limits, fetch, pipeline._clean, store, crawler.stats.inc_value)
        crawler.signals.connect(pipeline.abandon, signal=signals.abandoned)
        return pipeline

    async def open_spider(self) -> None:
        """Make the pool; its processes start with the first pages."""
        if self._workers:
            logger.info("Cleaning: %s", native.description())
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
        page = await self._with_site_lines(page)
        result = await self._clean(page)
        self._count("clean/done")
        if isinstance(result, Failure):
            await self._blame_page(result)
            reason = FAILURES[result.reason]
            logger.error("Cannot clean %s (%s): %s", item.url, reason, result.traceback or result.detail)
            if self._kept is not None:
                await asyncio.to_thread(self._kept.keep, item, reason)
            raise PageDropped(reason)
        self._has_worked = True
        return await self._stories.whole(page, result) if self._stories else result

    async def _blame_page(self, failure: Failure) -> None:
        """Return if a failure is that of the page, because other pages can be cleaned.

        Raises PageUnfinished if the cleaner has cleaned no page yet and cannot clean the probe either. Then the
        installation is broken, the run ends, and every page is left to a later one.
        """
        if not self._has_worked:
            probe = await self._clean(PROBE)
            if isinstance(probe, Failure):
                self._give_up(f"the first page failed ({failure.detail}), and a test page too: {probe.detail}")
                raise PageUnfinished
            self._has_worked = True

    def _give_up(self, why: str) -> None:
        self._is_broken = True
        self._on_broken(why)

    async def _with_site_lines(self, page: Page) -> Page:
        """Return the page with its site lines, unless it has them already."""
        if self._store is None or page.site_lines is not None:
            return page
        lines = await self._store.ask(lambda store: store.site_lines.known_lines(page.url))
        return replace(page, site_lines=lines)

    async def _clean(self, page: Page) -> Cleaned | Failure:
        if self._abandoned or self._is_broken:
            raise PageUnfinished
        if self._pool is None:
            return attempt(self._work, page)
        task = asyncio.create_task(self._pool.do(page))
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise PageUnfinished from None
        except WorkerStartError as error:
            self._give_up(str(error))
            raise PageUnfinished from None
        finally:
            self._under_way.discard(task)
