"""The first pipeline: it cleans pages and joins the pages of split stories."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from scrapy.crawler import Crawler

from cleaners.page import Page
from cleaners.workers.attempt import Failure
from crawler import signals
from crawler.ending import end_without_cleaner
from crawler.pipelines.cleaned import FAILURES, Cleaned
from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.limits import read_limits
from crawler.pipelines.page_cleaner import PageCleaner
from crawler.pipelines.quarantine import Quarantine
from crawler.pipelines.story_pages import StoryLimits, StoryPages
from crawler.stores import CrawlStore, store_of

logger = logging.getLogger(__name__)

Count = Callable[[str], None]  # counts one event in the statistics


class CleanPipeline:
    """Cleans each page with the site lines of its host, and puts a page that exceeds a limit into the quarantine."""

    def __init__(
        self,
        cleaner: PageCleaner,
        quarantine: Quarantine | None = None,
        store: CrawlStore | None = None,
        *,
        count: Count = lambda _: None,
        without_dek: bool = False,
    ) -> None:
        """Create a pipeline. `store` has the site lines; None cleans without them."""
        self._cleaner = cleaner
        self._quarantine = quarantine
        self._store = store
        self._count = count
        self._without_dek = without_dek
        self._stories: StoryPages | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanPipeline:
        """Read the settings CLEAN_*, QUARANTINE_*, SITE_LINES and JOIN_PAGES.

        Stories are joined if the spider has a function `fetch_part`.
        """
        settings, store = crawler.settings, store_of(crawler)
        folder = settings["QUARANTINE_DIR"]
        cleaner = PageCleaner(*read_limits(settings), on_broken=partial(end_without_cleaner, crawler))
        pipeline = cls(
            cleaner,
            Quarantine(folder, int(settings.getfloat("QUARANTINE_MAX_MB") * 1024 * 1024)) if folder else None,
            store if settings.getbool("SITE_LINES") else None,
            count=crawler.stats.inc_value,
            without_dek=settings.getbool("CLEAN_WITHOUT_DEK"),
        )
        fetch, most = getattr(crawler.spider, "fetch_part", None), settings.getint("JOIN_PAGES")
        if fetch and most > 1:
            limits = StoryLimits(most, settings.getint("DOWNLOAD_MAXSIZE"))
            pipeline._stories = StoryPages(limits, fetch, cleaner.clean, store.stored_at, crawler.stats.inc_value)
        crawler.signals.connect(cleaner.abandon, signal=signals.abandoned)
        return pipeline

    async def open_spider(self) -> None:
        """Prepare the worker processes."""
        self._cleaner.open()

    async def close_spider(self) -> None:
        """End the worker processes."""
        await self._cleaner.close()

    async def process_item(self, item: Page) -> Cleaned:
        """Clean a page. Raises PageDropped if it cannot be cleaned, and PageUnfinished if the run ends first."""
        self._count("clean/pages")
        page = replace(item, without_dek=self._without_dek)
        page = await self._with_site_lines(page)
        result = await self._cleaner.clean(page)
        self._count("clean/done")
        if isinstance(result, Failure):
            reason = FAILURES[result.reason]
            logger.error("Cannot clean %s (%s): %s", item.url, reason, result.traceback or result.detail)
            if self._quarantine is not None:
                await asyncio.to_thread(self._quarantine.keep, item, reason)
            raise PageDropped(reason)
        return await self._stories.whole(page, result) if self._stories else result

    async def _with_site_lines(self, page: Page) -> Page:
        """Return the page with its site lines, which it may have already."""
        if self._store is None or page.site_lines is not None:
            return page
        lines = await self._store.ask(lambda store: store.site_lines.known_lines(page.url))
        return replace(page, site_lines=lines)
