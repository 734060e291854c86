"""The store of a running crawl: a thread runs its queries, so that the reactor never waits for the database."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

from cleaners.compare.fingerprints import Fingerprints
from cleaners.record import Record
from crawler.stores.articles import Saved
from crawler.stores.store import Store, open_store
from crawler.stores.store_thread import StoreThread

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

T = TypeVar("T")


class CrawlStore:
    """The asynchronous interface of a store; spiders, pipelines and extensions get it by `store_of(crawler)`.

    A crawl reads and writes the store with functions, which run in the store's thread:

        pending = await store.ask(lambda store: store.state.pending("harbour-courier", 20))

    The thread runs them in the order of the calls. A write is committed when `ask` returns.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = StoreThread(store.engine)

    async def ask(self, question: Callable[[Store], T]) -> T:
        """Return the result of a function of the store. If another process is in its way, it runs a second time."""
        return await self._thread.ask(question, self._store)

    def ask_now(self, question: Callable[[Store], T]) -> T:
        """Do the same for a thread other than the reactor's, which is blocked meanwhile."""
        return self._thread.ask_now(question, self._store)

    async def add(self, record: Record, prints: Fingerprints, copies: Sequence[str] = ()) -> Saved:
        """Save a fetched article as `Store.add` does, in one transaction with other waiting articles."""
        return await self._thread.commit(lambda connection: self._store.add(connection, record, prints, copies))

    async def stored_at(self, address: str) -> Record | None:
        """Return the stored article at an address."""
        return await self.ask(lambda store: store.stored_at(address))

    async def take_lock(self) -> bool:
        """Take the lock of a run, waiting like `RunLock`; return False if a run that must be alone holds it."""
        return await self.ask(lambda store: store.lock.acquire(shared=True))

    async def release_lock(self) -> None:
        """Give back the sites that the run has claimed, then its lock."""
        await self.ask(lambda store: store.claims.give_all_back())
        await self.ask(lambda store: store.lock.release())

    @property
    def claimed_sites(self) -> Collection[str] | None:
        """The sites that this run has claimed; None on SQLite, where a run is alone and claims nothing."""
        return self._store.claims.held if self._store.claims.are_needed else None

    @property
    def shown_uri(self) -> str:
        """The address of the store without its password."""
        return self._store.shown_uri

    def on_failure(self, report: Callable[[str], None]) -> None:
        """Call a function with a sentence, in the store's thread, when the store fails."""
        self._store.breaker.on_failure = report

    def close(self) -> None:
        """Finish the work in progress, then close the store."""
        self._thread.close()
        self._store.close()


_stores: weakref.WeakKeyDictionary[Crawler, CrawlStore] = weakref.WeakKeyDictionary()


def store_of(crawler: Crawler) -> CrawlStore:
    """Return the store that all components of a crawler share, opened at the first call."""
    if crawler not in _stores:
        _stores[crawler] = CrawlStore(open_store(crawler))
    return _stores[crawler]
