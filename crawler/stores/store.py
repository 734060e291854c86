"""The store of a run: articles, crawl state and what sites repeat, in one database."""

from __future__ import annotations

import weakref
from collections.abc import Sequence

from scrapy.crawler import Crawler

from crawler.stores.articles import Articles, Record
from crawler.stores.breaker import Breaker
from crawler.stores.crawl_state import CrawlState
from crawler.stores.database import open_engine
from crawler.stores.lock import run_lock
from crawler.stores.near_duplicates import NearDuplicates
from crawler.stores.recleaned import RecleanStage
from crawler.stores.templates import Templates


class Store:
    """Articles and crawl state, with the transactions that keep them together."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._engine = open_engine(uri)
        self.breaker = Breaker(self._engine, self.shown_uri)
        self.articles = Articles(self._engine)
        self.near_duplicates = NearDuplicates(self._engine)
        self.templates = Templates(self._engine)
        self.state = CrawlState(self._engine)
        self.lock = run_lock(self._engine)

    def save(self, record: Record, addresses: Sequence[str], alias: str | None = None) -> None:
        """Save an article and acknowledge the addresses that it was fetched under, in one transaction.

        `alias` is an address that the page claims as its own: it is done too, unless it waits to be fetched itself.
        """
        with self._engine.begin() as connection:
            self.templates.count(connection, record)  # an article is counted once: before it is stored
            self.articles.save(connection, record)
            self.near_duplicates.add(connection, record)
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
        """Give back the lock and all connections."""
        self.lock.release()
        self._engine.dispose()


_stores: weakref.WeakKeyDictionary[Crawler, Store] = weakref.WeakKeyDictionary()


def store_of(crawler: Crawler) -> Store:
    """Return the store that all components of a crawler share, opened at the first call."""
    if crawler not in _stores:
        _stores[crawler] = Store(crawler.settings["STORE_URI"])
    return _stores[crawler]
