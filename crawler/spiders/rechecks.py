"""Young articles, looked at again: has the paper changed, corrected or withdrawn them?"""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.page import Page
from crawler.frontier.outcome import SourceOutcome
from crawler.sources.source import ArticleLink
from crawler.spiders.base import StoreSpider, page_context
from crawler.spiders.failures import POSTPONED, UNFINISHED, reason_of
from crawler.stores.crawl_state import Recheck

RECHECK_PRIORITY = -1  # what is new comes first


class RecheckSpider(StoreSpider):
    """Asks for the pages of stored articles whose time has come, by their validators.

    A recheck counts neither as a page asked for nor as one that failed: whatever becomes of it, the article is stored.
    """

    def recheck_requests(self) -> Iterator[Request]:
        """Yield the rechecks of this run's sources, MAX_RECHECKS at most."""
        for recheck in self.store.state.due_rechecks(list(self.outcomes), self.settings.getint("MAX_RECHECKS")):
            yield self._recheck_request(recheck)

    async def parse_recheck(self, response: Response, link: ArticleLink, outcome: SourceOutcome) -> list[Page]:
        """Return the page, unless the site says that it is as it was."""
        if response.status == 304:
            await self.store.thread.call(self.store.state.rechecked, link.url)
            self.crawler.stats.inc_value("recheck/not_modified")
            return []
        return await self.parse_article(response, link, outcome)

    async def recheck_failed(self, failure: Failure) -> None:
        """Note why a page could not be had; the next recheck tries again, unless it is gone for good."""
        link = failure.request.cb_kwargs["link"]  # type: ignore[attr-defined]
        reason = reason_of(failure)
        if reason == UNFINISHED:
            return
        self.crawler.stats.inc_value(f"recheck/failed/{reason}")
        if reason not in POSTPONED:
            await self.store.thread.call(self.store.state.failed, link.url, reason)

    def _recheck_request(self, recheck: Recheck) -> Request:
        self.crawler.stats.inc_value("recheck/asked")
        headers = {"If-None-Match": recheck.etag, "If-Modified-Since": recheck.last_modified}
        return Request(
            recheck.link.url,
            callback=self.parse_recheck,
            errback=self.recheck_failed,
            headers={name: value for name, value in headers.items() if value},
            priority=RECHECK_PRIORITY,
            dont_filter=True,
            meta={"handle_httpstatus_list": [304], "archive": page_context(recheck.link, recheck.source)},
            cb_kwargs={"link": recheck.link, "outcome": self.outcomes[recheck.source]},
        )
