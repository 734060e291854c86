"""Saves articles, and acknowledges every page that came to an end."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from cleaners.article import Record
from cleaners.page import Page
from cleaners.urls import article_id
from crawler.pipelines.dropped import PageDropped, PageUnchanged, PageUnfinished, count_dropped
from crawler.stores import Store, StoreError, store_of


class StorePipeline:
    """Saves a record and acknowledges its addresses in one transaction; a dropped page is acknowledged too."""

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

    def process_item(self, item: Record) -> Record:
        """Return the record as it is stored; PageUnchanged for one that was looked at again and has not changed."""
        canonical = item["canonical_url"]
        believed = canonical and article_id(canonical) == item["id"]
        addresses = _fetched(item["requested_url"], item["url"])
        saved = self._store.save(item, addresses, alias=canonical if believed else None)
        if saved.outcome == "unchanged":
            self._stats.inc_value("store/unchanged")
            if item["discovered_by"] != "given":  # who asks for a page by its name wants its record
                raise PageUnchanged
            return saved.record
        for what in ("stored", "revised") if saved.outcome == "revised" else ("stored",):
            self._count(saved.record["source"], what)
        return saved.record

    def item_dropped(self, item: Page, exception: Exception) -> None:
        """Acknowledge a dropped page under both its addresses; one that is unfinished still waits."""
        if isinstance(exception, PageUnfinished):
            self._stats.inc_value("clean/unfinished")
            return
        if isinstance(exception, PageUnchanged):
            return
        reason = exception.reason if isinstance(exception, PageDropped) else "dropped"
        article = exception.article_id if isinstance(exception, PageDropped) else None
        was_article = self._store.state.dropped(_fetched(item.requested_url, item.url), reason, article)
        count_dropped(self._stats, item.source, reason, is_look=was_article and item.discovered_by != "given")

    def item_error(self, item: Page, failure: Failure) -> None:
        """Note a page that a pipeline failed on, to be tried again; the traceback stands in the log."""
        if isinstance(failure.value, StoreError):
            self._stats.inc_value("store/unfinished")  # the page still waits: nothing could be noted of it
            return
        self._store.state.failed(item.requested_url or item.url, "pipeline_error")
        self._stats.inc_value("store/failed/pipeline_error")

    def _count(self, source: str | None, what: str) -> None:
        self._stats.inc_value(f"store/{what}")
        self._stats.inc_value(f"source/{source}/{what}")


def _fetched(*addresses: str | None) -> list[str]:
    return [address for address in addresses if address]
