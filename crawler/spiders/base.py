"""What the spiders share: the store, the user agent, and the way of an article page."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from cleaners.article import CLEANER_VERSION
from cleaners.page import Page
from crawler.frontier.outcome import SourceOutcome
from crawler.pipelines.dropped import PageDropReason, count_dropped
from crawler.sources.content_type import PageKind, page_kind
from crawler.sources.source import ArticleLink
from crawler.spiders.failures import FINAL, POSTPONED, UNFINISHED, reason_of, wait_of
from crawler.stores import Store, StoreError, store_of

logger = logging.getLogger(__name__)

LOCK_TRIES = 20
LOCK_PAUSE_SECONDS = 0.1
ABOVE_COMMAND_LINE = 50  # a priority of settings; those of the command line, 40, are merged in once more


class StoreSpider(Spider):
    """A spider whose pages end in the store: each is acknowledged as stored, dropped or failed."""

    store: Store
    crawler: Crawler

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outcomes: dict[str, SourceOutcome] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Name the project and a contact in the user agent; JOBDIR, Scrapy's pickled queue, is not used."""
        super().update_settings(settings)
        if folder := settings["JOBDIR"]:
            logger.warning("JOBDIR=%s is ignored: the store knows what is left to fetch, and any run goes on.", folder)
            settings.set("JOBDIR", None, priority=ABOVE_COMMAND_LINE)
        contact = f" (+{settings['CONTACT']})" if settings["CONTACT"] else ""
        settings.set("USER_AGENT", f"newsgalley/{CLEANER_VERSION}{contact}", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Open the store that all parts of the crawl share."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.store = store_of(crawler)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first requests, once no other run works on the store."""
        if not await self._lock():
            self.logger.error("Another run works on %s: wait for it, or name another STORE_URI.", self.store.uri)
            raise CloseSpider("store_busy")
        async for request in self.first_requests():
            yield request

    async def _lock(self) -> bool:
        """Take the store's lock; a database server takes a moment to see that the process that held it was killed."""
        for _ in range(LOCK_TRIES):
            if self.store.lock.acquire():
                return True
            await asyncio.sleep(LOCK_PAUSE_SECONDS)
        return False

    def first_requests(self) -> AsyncIterator[Request]:
        """Yield what the run begins with."""
        raise NotImplementedError

    def article_request(self, link: ArticleLink, outcome: SourceOutcome) -> Request:
        """Return the request for an article page. The store, not the request filter, knows what was fetched."""
        outcome.requested += 1
        return Request(
            link.url,
            callback=self.parse_article,
            errback=self.article_failed,
            dont_filter=True,
            cb_kwargs={"link": link, "outcome": outcome},
            meta={"archive": page_context(link, outcome.id)},
        )

    async def parse_article(self, response: Response, link: ArticleLink, outcome: SourceOutcome) -> list[Page]:
        """Return the fetched page; what is neither HTML nor text is dropped."""
        kind = page_kind(_header(response, "Content-Type") or "", response.body)
        if kind is None:
            await self._drop(link, outcome, "not_html")
            return []
        return [_page(response, link, outcome.id, kind)]

    async def article_failed(self, failure: Failure) -> None:
        """Note why a page could not be fetched; a later run tries again, unless that is of no use."""
        kwargs = failure.request.cb_kwargs  # type: ignore[attr-defined]
        link, outcome, reason = kwargs["link"], kwargs["outcome"], reason_of(failure)
        if reason == UNFINISHED:
            self.crawler.stats.inc_value("fetch/unfinished")
            return
        outcome.page_failures[reason] += 1
        self.crawler.stats.inc_value(f"fetch/failed/{reason}")
        self.logger.info("Cannot fetch %s: %s", link.url, reason)
        try:
            await self._note_failure(link.url, reason, wait_of(failure))
        except StoreError:  # it has told of its own failure; the page still waits
            self.crawler.stats.inc_value("store/unfinished")

    async def _note_failure(self, url: str, reason: str, wait_seconds: float) -> None:
        if reason in FINAL:
            await self.store.thread.call(self.store.state.dropped, [url], reason)
        elif reason not in POSTPONED:
            await self.store.thread.call(self.store.state.failed, url, reason, wait_seconds)

    async def _drop(self, link: ArticleLink, outcome: SourceOutcome, reason: PageDropReason) -> None:
        was_article = await self.store.thread.call(self.store.state.dropped, [link.url], reason)
        count_dropped(self.crawler.stats, outcome.id, reason, is_recheck=was_article and link.found_by != "given")


def _page(response: Response, link: ArticleLink, source: str, kind: PageKind) -> Page:
    return Page(
        body=response.body,
        url=response.url,
        kind=kind,
        encoding=http_content_type_encoding(_header(response, "Content-Type")),
        requested_url=link.url,
        source=source,
        discovered_by=link.found_by,
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        status=response.status,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        title_hint=link.title,
        date_hint=link.date,
        raw_ref=response.meta.get("raw_ref"),
    )


def page_context(link: ArticleLink, source: str) -> dict[str, str | None]:
    """Return what the archive notes beside a page, so that it can be cleaned again as it was cleaned."""
    return {
        "requested_url": link.url,
        "source": source,
        "discovered_by": link.found_by,
        "title_hint": link.title,
        "date_hint": link.date,
    }


def _header(response: Response, name: str) -> str | None:
    raw = response.headers.get(name)
    return raw.decode("latin-1") if raw else None
