"""`newsgalley reclean`: the articles of the store cleaned again from their raw pages; nothing is fetched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any, ClassVar, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from cleaners import __version__
from cleaners.page import Page
from cleaners.rules import RULES_VERSION
from crawler.frontier.page_flow import PageFlow
from crawler.frontier.recleaning import ONLY_CLEANING, Recleaning, turn_off_crawl_reports
from crawler.frontier.store_spider import StoreSpider
from crawler.stores.condition import parse_condition


def selection_key(since: str | None, source: str | None, where: str | None) -> str:
    """Return the key of a selection under this version of the cleaner: a run continues only with its own results."""
    named = [since, source, where, __version__, RULES_VERSION]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


class RecleanSpider(StoreSpider):
    """Cleans the selected articles from their raw pages, and notes what changed; it writes no article."""

    name = "reclean"
    custom_settings: ClassVar[dict[str, Any]] = ONLY_CLEANING  # type: ignore[misc]  # Scrapy reads it from the class
    recleaning: Recleaning
    flow: PageFlow

    def __init__(
        self, since: str | None = None, source: str | None = None, where: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._since, self._source = since, source
        self._matches = parse_condition(where) if where else lambda _: True
        self._key = selection_key(since, source, where)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn off the reports of a crawl."""
        super().update_settings(settings)
        turn_off_crawl_reports(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the parts that read and note."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.recleaning = Recleaning(crawler, spider._key)
        spider.flow = PageFlow(crawler, spider.progress)
        return spider

    async def begin(self) -> AsyncIterator[Page]:
        """Yield the raw page of each selected article that has no result yet."""
        async for page in self.flow.through(self._pages()):
            yield page

    async def _pages(self) -> AsyncIterator[Page]:
        if known := await self.store.forget_other_recleaned(self._key):
            self.logger.info("Going on with a run that did not end: %d articles are cleaned already", known)
        last = None
        while records := await self.store.to_reclean(self._key, self._since, self._source, last):
            for record in filter(self._matches, records):
                if page := await self.recleaning.raw_page(record):
                    yield page
            last = records[-1]

    def progress(self) -> str:
        """Return how many pages were read, and how many articles had each outcome."""
        outcomes = ", ".join(f"{name} {count}" for name, count in self.recleaning.counts.items())
        return f"read {self.flow.pages_read} pages: {outcomes}"
