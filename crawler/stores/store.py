"""The store of a run: articles and crawl state in one database."""

from __future__ import annotations

import weakref
from collections.abc import Sequence

from scrapy.crawler import Crawler
from sqlalchemy import Connection

from cleaners.similarity import Sketch
from cleaners.similarity import sketch as sketch_of
from cleaners.urls import article_id
from crawler.stores.articles import Articles, Record
from crawler.stores.breaker import Breaker
from crawler.stores.crawl_state import CrawlState
from crawler.stores.database import open_engine
from crawler.stores.identity import settle_identity
from crawler.stores.lock import run_lock
from crawler.stores.near_duplicates import NearDuplicates, earliest
from crawler.stores.recleaned import RecleanStage
from crawler.stores.thread import StoreThread


class Store:
    """Articles and crawl state, with the transactions that keep them together."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._engine = open_engine(uri)
        self.breaker = Breaker(self._engine, self.shown_uri)
        self.articles = Articles(self._engine)
        self.near_duplicates = NearDuplicates(self._engine)
        self.state = CrawlState(self._engine)
        self.thread = StoreThread(self._engine)
        self.lock = run_lock(self._engine)

    async def add(self, record: Record, sketch: Sketch | None) -> str | None:
        """Save a fetched article, linked and under its own id, and acknowledge its addresses, once it is committed.

        Returns None, or the id of the article that the store has of its story from another address: then nothing is
        saved. Comparing and saving are one piece of work, so that no two pages of one story pass side by side.
        """
        return await self.thread.commit(lambda connection: self._add(connection, record, sketch))

    def _add(self, connection: Connection, record: Record, sketch: Sketch | None) -> str | None:
        if known_as := settle_identity(connection, record):
            return known_as
        sketch = sketch or sketch_of(record["text"])
        heads = self.near_duplicates.heads(connection, record, sketch)
        record["duplicate_of"] = earliest(heads, record)
        canonical = record["canonical_url"]
        believed = canonical and article_id(canonical) == record["id"]
        addresses = [address for address in (record["requested_url"], record["url"]) if address]
        self._save(connection, record, addresses, canonical if believed else None)
        self.near_duplicates.add(connection, record, sketch, heads)
        return None

    def save(self, record: Record, addresses: Sequence[str], alias: str | None = None) -> None:
        """Save an article as it is and acknowledge the addresses that it was fetched under, in one transaction.

        `alias` is an address that the page claims as its own: it is done too, unless it waits to be fetched itself.
        """
        with self._engine.begin() as connection:
            self._save(connection, record, addresses, alias)
            self.near_duplicates.add(connection, record)

    def _save(self, connection: Connection, record: Record, addresses: Sequence[str], alias: str | None) -> None:
        self.articles.save(connection, record)
        self.state.stored(connection, addresses, record["id"])
        if alias:
            self.state.note_alias(connection, alias, record["id"])

    @property
    def shown_uri(self) -> str:
        """The address of the store without its password."""
        return self._engine.url.set(drivername=self._engine.dialect.name).render_as_string()

    def reclean_stage(self, key: str) -> RecleanStage:
        """Return the place where a run of `scrapy reclean` over one selection keeps its findings."""
        return RecleanStage(self._engine, key)

    def close(self) -> None:
        """Finish what is under way, give back the lock and all connections."""
        self.thread.close()
        self.lock.release()
        self._engine.dispose()


_stores: weakref.WeakKeyDictionary[Crawler, Store] = weakref.WeakKeyDictionary()


def store_of(crawler: Crawler) -> Store:
    """Return the store that all components of a crawler share, opened at the first call."""
    if crawler not in _stores:
        _stores[crawler] = Store(crawler.settings["STORE_URI"])
    return _stores[crawler]
