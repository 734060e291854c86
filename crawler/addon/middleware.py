"""The spider middleware that adds a record to a callback's results if its response is an article."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.http import HtmlResponse, Response

from cleaners.record import Record
from cleaners.workers.process import WorkerStartError
from crawler.addon.cleaning import Cleaning, CleaningError, cleaning_of
from crawler.network.status import holds_page

META_KEY = "clean"  # `Request(url, meta={"clean": False})` leaves a page out
BROKEN = "cleaner_does_not_start"  # the reason why the spider is closed

logger = logging.getLogger(__name__)


class CleanMiddleware:
    """Cleans HTML responses after their callbacks."""

    def __init__(self, cleaning: Cleaning, crawler: Crawler) -> None:
        self._cleaning = cleaning
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanMiddleware:
        """Read the settings CLEAN_*; log a sentence and raise NotConfigured if they cannot be used."""
        try:
            return cls(cleaning_of(crawler), crawler)
        except ValueError as error:
            logger.error("Pages are not cleaned: %s", error)
            raise NotConfigured(str(error)) from None

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any], spider: Spider | None = None
    ) -> AsyncIterator[Any]:
        """Yield the results of the callback, and then the record of the response if it is an article."""
        async for each in result:
            yield each
        if isinstance(response, HtmlResponse) and holds_page(response.status) and response.meta.get(META_KEY, True):
            record = await self._record(response)
            if record is not None:
                yield record

    async def _record(self, response: HtmlResponse) -> Record | None:
        """Return the record of a response; count the reason and return None if it gives no article."""
        stats = self._crawler.stats
        assert stats is not None
        stats.inc_value("clean/pages")
        try:
            article = await self._cleaning.article(response)
        except CleaningError as error:
            stats.inc_value(f"clean/failed/{error.reason}")
            logger.error("%s", error)
            return None
        except WorkerStartError as error:
            logger.error("No page can be cleaned: %s", error)
            raise CloseSpider(BROKEN) from None
        if article.dropped:
            stats.inc_value(f"clean/dropped/{article.dropped}")
            return None
        stats.inc_value("clean/articles")
        return article.to_record()
