"""The store: articles, crawl state and site lines in one database, with blocking methods.

Commands use it directly. A running crawl uses `CrawlStore`, which calls it in a thread, because a query must not block
the reactor.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from cleaners.compare.fingerprints import Fingerprints
from cleaners.compare.revisions import MIN_CHANGED_WORDS
from cleaners.record import Record
from cleaners.urls import are_of_one_page, article_id
from crawler.configuration.own import Settings
from crawler.moments import now
from crawler.stores import near_duplicates
from crawler.stores.addresses.crawl_state import CrawlState
from crawler.stores.addresses.known_keys import named_at
from crawler.stores.articles import Articles, Saved
from crawler.stores.changes import log
from crawler.stores.changes.consumers import Consumers
from crawler.stores.changes.log import ChangeLog
from crawler.stores.claims.due import recheck_pauses
from crawler.stores.claims.site_claims import SiteClaims
from crawler.stores.crawls import Crawls
from crawler.stores.database.breaker import Breaker
from crawler.stores.database.engine import StoreAddressError, StoreError, shown
from crawler.stores.database.lock import RunLock
from crawler.stores.database.records import Packed
from crawler.stores.database.silence import SilenceWatch
from crawler.stores.deletion import Deletion, is_deleted
from crawler.stores.identity import identity_of
from crawler.stores.near_duplicates import Representatives, earliest
from crawler.stores.older.upgrade import open_upgraded
from crawler.stores.recleaned import RecleanResults
from crawler.stores.runs import Runs
from crawler.stores.sites import parameters
from crawler.stores.sites.discovered import DiscoveredListings
from crawler.stores.sites.hosts import Hosts
from crawler.stores.sites.line_counts import count_lines
from crawler.stores.sites.listings import Listings
from crawler.stores.sites.parameters import Parameters
from crawler.stores.sites.site_lines import SiteLines
from crawler.stores.sites.tdm_rules import TdmRules

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article to save, and what the store needs to know about it."""

    record: Record
    prints: Fingerprints
    addresses: Sequence[str]  # the requested address and the one after redirects
    alias: str | None = None  # the canonical address
    parts: Sequence[str] = ()  # the addresses of the story's later pages, and of copies of its pages
    stored: Packed | None = None  # the stored record with the same id
    representatives: Representatives = field(default_factory=set)  # of the clusters with its story


class Store:
    """Articles and crawl state, with the transactions that keep them together."""

    def __init__(
        self,
        uri: str,
        recheck_after: Sequence[timedelta] = (),
        revision_min_words: int = MIN_CHANGED_WORDS,
        *,
        for_run: bool = False,
    ) -> None:
        """Open the database.

        `recheck_after` are the times after its first fetch at which an article is rechecked. With `for_run`, one thread
        at a time uses the store, in one session, which can take the lock and claims of a run.
        """
        self.uri = uri
        self.engine = open_upgraded(uri, one_session=for_run)
        self._opened_at = now()
        self.lock = RunLock(self.engine)
        self.breaker = Breaker(self.engine, self.shown_uri, self.lock)
        if self.engine.dialect.name == "postgresql":
            SilenceWatch(self.engine, uri, self.breaker.give_up)
        self.articles = Articles(self.engine, revision_min_words)
        self.changes = ChangeLog(self.engine)
        self.deletion = Deletion(self.engine)
        self.consumers = Consumers(self.engine)
        self.state = CrawlState(self.engine, recheck_after)
        self.listings = Listings(self.engine)
        self.parameters = Parameters(self.engine)
        self.discovered = DiscoveredListings(self.engine)
        self.tdm_rules = TdmRules(self.engine)
        self.hosts = Hosts(self.engine)
        self.runs = Runs(self.engine)
        self.crawls = Crawls(self.engine)
        self.claims = SiteClaims(self.engine)
        self.site_lines = SiteLines(self.engine)

    @property
    def shown_uri(self) -> str:
        """The address of the store without its password."""
        return shown(self.engine)

    def add(self, connection: Connection, record: Record, prints: Fingerprints, copies: Sequence[str] = ()) -> Saved:
        """Save a fetched article and mark its addresses as stored, in the caller's transaction.

        `copies` are addresses at which a page of it appeared again.

        The article gets its id and is linked to the earliest article of its story. With the outcomes "known" and
        "deleted", nothing was saved. "known": the store has the article under another address, by its canonical
        address, because it has moved (`_has_moved`), or because the addresses differ as those of one page do
        (`are_of_one_page`), and returns that record. "deleted": a user deleted the article and has not named its
        address again.

        Comparing and saving share a transaction; otherwise two pages of one story could be compared before either is
        saved.
        """
        if is_deleted(connection, record):
            return Saved(record, "deleted")
        parameters.learn(connection, record)
        identity = identity_of(connection, record)
        record = {**record, "id": identity.id}
        if identity.is_known:
            return Saved(record, "known")
        same_story = near_duplicates.same_story(connection, record, prints.bands)
        moved = None if identity.stored else near_duplicates.same_page(record, same_story)
        if moved and (_is_variant(record, moved) or self._has_moved(connection, record, moved["id"])):
            parameters.learn_from_two(connection, record, moved)
            return Saved(moved, "known")
        representatives = near_duplicates.clusters(connection, record, same_story)
        record["duplicate_of"] = earliest(representatives, record)
        canonical = record["canonical_url"]
        has_canonical_id = canonical and article_id(canonical) == record["id"]
        addresses = [address for address in (record["requested_url"], record["url"]) if address]
        alias = canonical if has_canonical_id else None
        parts = [*(each["url"] for each in record["joined_pages"] if each["url"]), *copies]
        new = Arrival(record, prints, addresses, alias, parts, identity.stored, representatives)
        return self.put(connection, new)

    def _has_moved(self, connection: Connection, record: Record, stored: str) -> bool:
        """Return True if an earlier run stored this page as an article, and a listing named its new address after that.

        Links that a killed run left to the next one were named before the article was stored, so their articles are
        linked, as in a single run. Times are in whole seconds: an article stored in the second in which the address was
        named counts as stored later.
        """
        found_at = named_at(connection, record["requested_url"] or record["url"] or "")
        return found_at is not None and log.was_stored_before(connection, stored, min(found_at, self._opened_at))

    def put(self, connection: Connection, new: Arrival) -> Saved:
        """Save an article under the id in its record, and mark its addresses as stored, in the caller's transaction.

        A stored article gets a new revision if its text or headline has changed; otherwise it only gets new validators
        and rights. The alias is marked too, unless the store knows it already.
        """
        saved = self.articles.put(connection, new.record, new.stored)
        if saved.outcome == "new":
            near_duplicates.add(connection, new.record, new.prints.bands, new.representatives)
            count_lines(connection, new.record, new.prints.lines)  # per article, not per revision
        elif saved.outcome == "revised" and new.stored:
            near_duplicates.index(connection, saved.record, new.prints.bands, new.stored.text)
        self.state.mark_stored(connection, new.addresses, saved.record, new.alias)
        self.state.mark_parts(connection, new.parts, saved.record["id"])
        return saved

    def stored_at(self, address: str) -> Record | None:
        """Return the stored article that was fetched from an address, or None."""
        article = self.state.article_of(address)
        return self.articles.get(article) if article else None

    def reclean_results(self, key: str) -> RecleanResults:
        """Return the results of `newsgalley reclean` for the selection with this key."""
        return RecleanResults(self.engine, key, self.claims)

    def close(self) -> None:
        """Release the lock and close all connections."""
        with suppress(StoreError):  # if the server has ended the session, the lock is free
            self.lock.release()
        self.engine.dispose()


def _is_variant(record: Record, other: Record) -> bool:
    """Return True if the addresses of two records with the same text and title differ as those of one page do."""
    return bool(record["url"] and other["url"]) and are_of_one_page(record["url"] or "", other["url"] or "")


_stores: weakref.WeakKeyDictionary[Crawler, Store] = weakref.WeakKeyDictionary()


def open_store(crawler: Crawler) -> Store:
    """Return the store of a crawler; the first call opens it. It blocks, so use it only before and after the crawl."""
    if crawler not in _stores:
        _stores[crawler] = store_with(crawler.settings)
    return _stores[crawler]


def store_with(settings: Settings) -> Store:
    """Open the store of the settings STORE_URI, RECHECK_AFTER and REVISION_MIN_WORDS.

    Raises:
        StoreAddressError: A setting cannot be used.
        StoreError: The store cannot be opened.
    """
    try:
        rechecks = recheck_pauses(settings)
    except ValueError as error:
        raise StoreAddressError(str(error)) from None
    return Store(settings["STORE_URI"], rechecks, settings.getint("REVISION_MIN_WORDS"), for_run=True)
