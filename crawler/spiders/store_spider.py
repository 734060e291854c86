"""The base of all spiders: one run at a time on a store, and the project's user agent."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.settings import BaseSettings

from cleaners import __version__
from crawler.reports.source_outcome import SourceOutcome
from crawler.reports.summary import STORE_BUSY
from crawler.stores import CrawlStore, store_of
from crawler.stores.database.lock import busy

logger = logging.getLogger(__name__)

ABOVE_COMMAND_LINE = 50  # a priority of settings; Scrapy merges the command line's settings (40) in again


class StoreSpider(Spider):
    """A spider whose pages end in the store: each is marked as stored, dropped or failed."""

    store: CrawlStore
    crawler: Crawler

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outcomes: dict[str, SourceOutcome] = {}  # by source id, for the run's summary

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put the project and the contact into the user agent, and ignore JOBDIR, Scrapy's pickled queue."""
        super().update_settings(settings)
        if folder := settings["JOBDIR"]:
            logger.warning("JOBDIR=%s is ignored: the store knows what is left to fetch, for every run.", folder)
            settings.set("JOBDIR", None, priority=ABOVE_COMMAND_LINE)
        contact = f" (+{settings['CONTACT']})" if settings["CONTACT"] else ""
        settings.set("USER_AGENT", f"newsgalley/{__version__}{contact}", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Open the store that all parts of the crawl share."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.store = store_of(crawler)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first requests or pages of the run when it holds the store's lock."""
        if not await self.store.take_lock():
            self.logger.error("%s", busy(self.store.shown_uri))
            raise CloseSpider(STORE_BUSY)
        async for each in self.begin():
            yield each

    def begin(self) -> AsyncIterator[Any]:
        """Yield the first requests or pages of the run."""
        raise NotImplementedError
