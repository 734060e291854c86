"""The store of a run: articles, crawl state and what sites repeat, in one database."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from datetime import timedelta

from scrapy.crawler import Crawler
from sqlalchemy import Connection

from cleaners.compare.fingerprints import Fingerprints, fingerprints
from cleaners.compare.revisions import MIN_CHANGED_WORDS
from cleaners.record import Record
from cleaners.urls import article_id
from crawler.sources.loader import parse_duration
from crawler.stores.articles import Articles
from crawler.stores.crawl_state import CrawlState
from crawler.stores.database.breaker import Breaker
from crawler.stores.database.engine import StoreAddressError, open_engine
from crawler.stores.database.lock import run_lock
from crawler.stores.database.thread import StoreThread
from crawler.stores.identity import Identity, identity_of, stored_under
from crawler.stores.near_duplicates import NearDuplicates, Representatives, earliest
from crawler.stores.recleaned import RecleanStage
from crawler.stores.revisions import Revisions, Saved
from crawler.stores.runs import Runs
from crawler.stores.site_lines import SiteLines


class Store:
    """Articles and crawl state, with the transactions that keep them together."""

    def __init__(
        self, uri: str, recheck_after: Sequence[timedelta] = (), revision_min_words: int = MIN_CHANGED_WORDS
    ) -> None:
        """`recheck_after`: how long after its first fetch an article is looked at again."""
        self.uri = uri
        self._engine = open_engine(uri)
        self.breaker = Breaker(self._engine, self.shown_uri)
        self.articles = Articles(self._engine)
        self.revisions = Revisions(self._engine, revision_min_words)
        self.runs = Runs(self._engine)
        self.near_duplicates = NearDuplicates(self._engine)
        self.site_lines = SiteLines(self._engine)
        self.state = CrawlState(self._engine, recheck_after)
        self.thread = StoreThread(self._engine)
        self.lock = run_lock(self._engine)

    async def add(self, record: Record, prints: Fingerprints | None = None) -> Saved:
        """Save a fetched article, linked and under its own id, and acknowledge its addresses, once it is committed.

        "known", with the id of a stored article of the same story from another address, means that nothing is saved.
        Comparing and saving are one piece of work, so that no two pages of one story pass side by side.
        """
        return await self.thread.commit(lambda connection: self._add(connection, record.copy(), prints))

    def _add(self, connection: Connection, record: Record, prints: Fingerprints | None) -> Saved:
        identity = identity_of(connection, record)
        record["id"] = identity.id
        if identity.is_known:
            return Saved(record, "known")
        prints = prints or fingerprints(record)
        representatives = self.near_duplicates.representatives(connection, record, prints.bands)
        record["duplicate_of"] = earliest(representatives, record)
        canonical = record["canonical_url"]
        believed = canonical and article_id(canonical) == record["id"]
        addresses = [address for address in (record["requested_url"], record["url"]) if address]
        return self._save(
            connection, record, addresses, canonical if believed else None, identity, prints, representatives
        )

    def save(self, record: Record, addresses: Sequence[str], alias: str | None = None) -> Saved:
        """Save an article and acknowledge the addresses that it was fetched under, in one transaction.

        A stored article gets a new revision where its text or headline has changed, else it stays as it is.
        `alias` is an address that the page claims as its own: it is done too, unless it waits to be fetched itself.
        """
        with self._engine.begin() as connection:
            identity = stored_under(connection, record["id"])
            return self._save(connection, record, addresses, alias, identity, fingerprints(record))

    def _save(
        self,
        connection: Connection,
        record: Record,
        addresses: Sequence[str],
        alias: str | None,
        identity: Identity,
        prints: Fingerprints,
        representatives: Representatives | None = None,
    ) -> Saved:
        saved = self.revisions.compare(connection, record, identity.stored)
        self.articles.save(connection, saved.record)
        if saved.outcome == "new":
            self.near_duplicates.add(connection, record, prints.bands, representatives)
            self.site_lines.count(connection, record, prints.lines)  # an article is counted once
        elif saved.outcome == "revised":
            self.near_duplicates.index(connection, saved.record, prints.bands)
        self.state.stored(connection, addresses, saved.record, alias)
        return saved

    def stored_at(self, address: str) -> Record | None:
        """Return the article that an address led to, None where it led to none."""
        article = self.state.article_of(address)
        return self.articles.get(article) if article else None

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
        settings = crawler.settings
        minimum = settings.getint("REVISION_MIN_WORDS")
        _stores[crawler] = Store(settings["STORE_URI"], _durations(settings.getlist("RECHECK_AFTER")), minimum)
    return _stores[crawler]


def _durations(named: Sequence[str]) -> list[timedelta]:
    try:
        return sorted(parse_duration(each) for each in named)
    except ValueError as error:
        raise StoreAddressError(f"RECHECK_AFTER={','.join(map(str, named))}: each {error}") from None
