"""Saves articles, and acknowledges every page that came to an end."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from cleaners.page import Page
from cleaners.record import Record
from crawler.pipelines.cleaned import Cleaned
from crawler.pipelines.dropped import PageDropped, PageDropReason, PageUnchanged, PageUnfinished, count_dropped
from crawler.stores import Store, StoreError, store_of


class StorePipeline:
    """Saves a record and acknowledges its addresses in one transaction; a dropped page is acknowledged too.

    One page, one record: the same story under another address is dropped, the same elsewhere linked by `duplicate_of`.
    """

    def __init__(self, store: Store, stats: StatsCollector) -> None:
        self._store = store
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Use the crawl's own store, and hear of the pages that earlier pipelines drop."""
        pipeline = cls(store_of(crawler), crawler.stats)
        crawler.signals.connect(pipeline.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(pipeline.item_error, signal=signals.item_error)
        return pipeline

    async def process_item(self, item: Cleaned) -> Record:
        """Return the record as it is stored, committed.

        PageDropped where the store has its story from another address; PageUnchanged for an article that was looked at
        again and has not changed.
        """
        saved = await self._store.add(item.record, item.fingerprints)
        if saved.outcome == "known":
            raise PageDropped("duplicate_url", saved.record["id"])
        if saved.outcome == "unchanged":
            self._stats.inc_value("store/unchanged")
            if item.record["discovered_by"] != "given":  # who asks for a page by its name wants its record
                raise PageUnchanged
            return saved.record
        for what in ("stored", "revised") if saved.outcome == "revised" else ("stored",):
            self._count(saved.record["source"], what)
        return saved.record

    async def item_dropped(self, item: Page, exception: Exception) -> None:
        """Acknowledge a dropped page under both its addresses; one that is unfinished still waits."""
        if isinstance(exception, PageUnfinished):
            self._stats.inc_value("clean/unfinished")
            return
        if isinstance(exception, PageUnchanged):
            return
        reason: PageDropReason = exception.reason if isinstance(exception, PageDropped) else "dropped"
        article = exception.article_id if isinstance(exception, PageDropped) else None
        addresses = [address for address in (item.requested_url, item.url) if address]
        was_article = await self._store.thread.call(self._store.state.dropped, addresses, reason, article)
        count_dropped(self._stats, item.source, reason, is_recheck=was_article and item.discovered_by != "given")

    async def item_error(self, item: Page, failure: Failure) -> None:
        """Note a page that a pipeline failed on, to be tried again; the traceback stands in the log."""
        if isinstance(failure.value, StoreError):
            self._stats.inc_value("store/unfinished")  # the page still waits: nothing could be noted of it
            return
        await self._store.thread.call(self._store.state.failed, item.requested_url or item.url, "pipeline_error")
        self._stats.inc_value("store/failed/pipeline_error")

    def _count(self, source: str | None, what: str) -> None:
        self._stats.inc_value(f"store/{what}")
        self._stats.inc_value(f"source/{source}/{what}")
