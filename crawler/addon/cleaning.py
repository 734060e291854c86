"""The cleaning of another project's pages in worker processes, which start with the first page of a crawl."""

from __future__ import annotations

import asyncio
import weakref

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse
from scrapy.settings import BaseSettings

from cleaners.article import Article
from cleaners.page import Page
from cleaners.workers.attempt import Failure, attempt
from cleaners.workers.cpus import usable_cpus
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from crawler.network.pages import page_of
from crawler.pipelines.cleaned import FAILURES
from crawler.pipelines.limits import read_limits

# The settings of the processes, with their values for a project that does not set them.
DEFAULTS = {
    "CLEAN_WORKERS": usable_cpus(),
    "CLEAN_TIMEOUT_SECONDS": Limits().timeout_seconds,
    "CLEAN_MEMORY_MB": Limits().memory_mb,
}


class CleaningError(Exception):
    """A page that could not be cleaned. `reason` is a code, such as clean_timeout; the message names the page."""

    def __init__(self, url: str, reason: str, detail: str) -> None:
        super().__init__(f"Cannot clean {url} ({reason}): {detail}")
        self.reason = reason


class Cleaning:
    """Cleans responses in worker processes, within the limits of the settings CLEAN_*."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self._pool: WorkerPool[Page, Article] | None = WorkerPool(clean_article, workers, limits) if workers else None

    async def article(self, response: HtmlResponse) -> Article:
        """Return the article of a response; `dropped` says why the page is not one.

        Raises:
            CleaningError: The page exceeded a limit or crashed its process. Other pages are not affected.
            WorkerStartError: The processes do not start.
        """
        page = page_of(response)
        result = attempt(clean_article, page) if self._pool is None else await self._pool.do(page)
        if isinstance(result, Failure):
            raise CleaningError(response.url, FAILURES[result.reason], result.traceback or result.detail)
        return result

    async def close(self) -> None:
        """End the processes, in a thread, because each may take a moment."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.close)


def clean_article(page: Page) -> Article:
    """Clean a page; this runs in a worker process."""
    from cleaners import cleaning  # here, because the crawler's own process does not need the cleaner

    return cleaning.clean_page(page)


_cleanings: weakref.WeakKeyDictionary[Crawler, Cleaning] = weakref.WeakKeyDictionary()


def cleaning_of(crawler: Crawler) -> Cleaning:
    """Return the `Cleaning` of a crawler; the first call makes it, and it is closed with the spider.

    Raises:
        ValueError: A setting CLEAN_* cannot be used.
    """
    if crawler not in _cleanings:
        cleaning = Cleaning(*read_limits(_with_defaults(crawler.settings)))
        crawler.signals.connect(cleaning.close, signal=signals.spider_closed, weak=False)
        _cleanings[crawler] = cleaning
    return _cleanings[crawler]


def _with_defaults(settings: BaseSettings) -> BaseSettings:
    return BaseSettings({name: settings.get(name, default) for name, default in DEFAULTS.items()})
