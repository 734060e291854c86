"""Recheck recently stored articles, which the site may have changed, corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.page import Page
from crawler.frontier.article_pages import ArticlePages, page_context
from crawler.frontier.failures import POSTPONED, UNFINISHED, reason_of
from crawler.frontier.source_run import SourceRun
from crawler.network.headers import conditions
from crawler.sources.source import ArticleLink
from crawler.stores import store_of
from crawler.stores.addresses.crawl_state import Recheck

RECHECK_PRIORITY = -1  # below Scrapy's default of 0: new articles come first


class Rechecks:
    """Makes conditional requests for stored articles that are due for a recheck, and handles the responses.

    A recheck does not count as a requested or failed page of its source, because its article is stored already.
    """

    def __init__(self, crawler: Crawler, pages: ArticlePages) -> None:
        self._crawler = crawler
        self._store = store_of(crawler)
        self._pages = pages
        self._most = crawler.settings.getint("MAX_RECHECKS")

    async def requests(self, runs: Sequence[SourceRun]) -> list[Request]:
        """Return the requests for up to MAX_RECHECKS articles of these sources that are due for a recheck."""
        by_source = {run.source.id: run for run in runs}
        due = await self._store.ask(lambda store: store.state.due_rechecks(list(by_source), self._most))
        return [self._request(recheck, by_source[recheck.source]) for recheck in due]

    def _request(self, recheck: Recheck, run: SourceRun) -> Request:
        self._crawler.stats.inc_value("recheck/asked")
        run.pages_open += 1
        return Request(
            recheck.link.url,
            callback=self.parse,
            errback=self.failed,
            headers=conditions(recheck.etag, recheck.last_modified),
            priority=RECHECK_PRIORITY,
            dont_filter=True,
            meta={"handle_httpstatus_list": [304], "archive": page_context(recheck.link, recheck.source)},
            cb_kwargs={"link": recheck.link, "run": run},
        )

    async def parse(self, response: Response, link: ArticleLink, run: SourceRun) -> list[Page]:
        """Return the page, or nothing if the page has not changed (status 304)."""
        if response.status == 304:
            await self._store.ask(lambda store: store.state.mark_rechecked(link.url))
            self._crawler.stats.inc_value("recheck/not_modified")
            run.pages_open -= 1
            return []
        return await self._pages.parse(response, link, run)

    async def failed(self, failure: Failure) -> None:
        """Note why a page could not be fetched; the next recheck tries again unless the page is permanently gone.

        An unfinished or postponed recheck is not noted in the store, so it stays due.
        """
        link = failure.request.cb_kwargs["link"]  # type: ignore[attr-defined]
        reason = reason_of(failure)
        if reason == UNFINISHED:
            return
        self._crawler.stats.inc_value(f"recheck/failed/{reason}")
        if reason not in POSTPONED:
            await self._store.ask(lambda store: store.state.mark_failed(link.url, reason))
        failure.request.cb_kwargs["run"].pages_open -= 1  # type: ignore[attr-defined]
