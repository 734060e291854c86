"""The last pipeline: it saves articles, and marks the addresses of stored, dropped and failed pages."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from cleaners.page import Page
from cleaners.record import Record
from crawler.pipelines.cleaned import FAILURES, Cleaned
from crawler.pipelines.dropped import (
    PageDropped,
    PageDropReason,
    PageUnchanged,
    PageUnfinished,
    count_dropped,
    later_tries,
)
from crawler.stores import CrawlStore, StoreError, store_of


class StorePipeline:
    """Saves a record and marks its addresses as stored in one transaction; marks the addresses of dropped pages.

    The same page under another address of the site is dropped; the same story elsewhere is linked by `duplicate_of`.
    """

    def __init__(self, store: CrawlStore, stats: StatsCollector) -> None:
        self._store = store
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Use the store of the crawl, and connect to the signals for pages that earlier pipelines drop or fail on."""
        pipeline = cls(store_of(crawler), crawler.stats)
        crawler.signals.connect(pipeline.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(pipeline.item_error, signal=signals.item_error)
        return pipeline

    async def process_item(self, item: Cleaned) -> Record:
        """Store the record and return it as it was committed.

        Raises PageDropped if the store has the story under another address, and PageUnchanged if a recheck found the
        article unchanged.
        """
        assert item.fingerprints is not None  # only dropped pages have none
        saved = await self._store.add(item.record, item.fingerprints, item.copies)
        if saved.outcome == "known":
            raise PageDropped("duplicate_url", saved.record["id"])
        if saved.outcome == "deleted":
            raise PageDropped("deleted")
        if saved.outcome == "unchanged":
            self._stats.inc_value("store/unchanged")
            if item.record["discovered_by"] != "given":  # a user who names a page wants its record
                raise PageUnchanged
            return saved.record
        for what in ("stored", "revised") if saved.outcome == "revised" else ("stored",):
            self._count(saved.record["source"], what)
        return saved.record

    async def item_dropped(self, item: Page, exception: Exception) -> None:
        """Mark both addresses of a dropped page. A page that is unfinished, or will be tried again, stays pending."""
        if isinstance(exception, PageUnfinished):
            self._stats.inc_value("clean/unfinished")
            return
        if isinstance(exception, PageUnchanged):
            return
        reason: PageDropReason = exception.reason if isinstance(exception, PageDropped) else "dropped"
        article = exception.article_id if isinstance(exception, PageDropped) else None
        addresses = [address for address in (item.requested_url, item.url) if address]
        tries = later_tries(reason, item.discovered_by)
        if tries and await self._store.ask(
            lambda store: store.state.postpone(item.requested_url or item.url, reason, tries)
        ):
            if reason in FAILURES.values():
                self._stats.inc_value(f"store/failed/{reason}")
            else:
                count_dropped(self._stats, item.source, reason, is_recheck=False)
            return
        was_article = await self._store.ask(lambda store: store.state.mark_dropped(addresses, reason, article))
        count_dropped(self._stats, item.source, reason, is_recheck=was_article and item.discovered_by != "given")

    async def item_error(self, item: Page, failure: Failure) -> None:
        """Note a page on which a pipeline failed, so that it is tried again; the log has the traceback."""
        if isinstance(failure.value, StoreError):
            self._stats.inc_value("store/unfinished")  # nothing could be noted, and the page stays pending
            return
        await self._store.ask(lambda store: store.state.mark_failed(item.requested_url or item.url, "pipeline_error"))
        self._stats.inc_value("store/failed/pipeline_error")

    def _count(self, source: str | None, what: str) -> None:
        self._stats.inc_value(f"store/{what}")
        self._stats.inc_value(f"source/{source}/{what}")
