"""One page, one record; the same story elsewhere is linked."""

from __future__ import annotations

from scrapy.crawler import Crawler

from cleaners.article import Record
from cleaners.urls import article_id, url_key
from crawler.pipelines.dropped import PageDropped
from crawler.stores import Store, store_of


class DedupePipeline:
    """Drops a page whose story is stored under another address; links the same story elsewhere by `duplicate_of`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DedupePipeline:
        """Use the crawl's own store."""
        return cls(store_of(crawler))

    def process_item(self, item: Record) -> Record:
        """Return the record, marked; PageDropped where the store has this story from another address."""
        known = self._store.stored_at(item["url"]) if item["url"] else None
        if known and url_key(known["url"] or "") == url_key(item["url"]):
            item["id"] = known["id"]  # another look at it: it stays itself, whatever canonical address it claims now
            item["duplicate_of"] = known["duplicate_of"]
            return item
        stored = self._store.articles.get(item["id"])
        if stored and url_key(stored["url"] or "") != url_key(item["url"] or ""):
            if _same_story(stored, item):
                raise PageDropped("duplicate_url", item["id"])
            item["id"] = article_id(
                item["url"] or item["requested_url"]
            )  # two stories claim one canonical address: neither is believed
        item["duplicate_of"] = self._store.near_duplicates.head_of(item)
        return item


def _same_story(one: Record, other: Record) -> bool:
    return bool(one["content_hash"] == other["content_hash"] or (one["title"] and one["title"] == other["title"]))
