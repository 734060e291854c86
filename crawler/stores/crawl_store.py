"""The store for a running crawl: its methods are coroutines, and one thread runs their queries on the database."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from scrapy.crawler import Crawler

from cleaners.compare.fingerprints import Fingerprints
from cleaners.compare.site_lines import SiteLineCounts
from cleaners.record import Record
from cleaners.rights.tdmrep import TdmRule
from crawler.sources.settled import Settled
from crawler.sources.source import ArticleLink, Source
from crawler.stores.articles import Saved
from crawler.stores.claims.due import DueRules
from crawler.stores.claims.shards import Shard
from crawler.stores.claims.site_claims import Claimed
from crawler.stores.crawl_state import Recheck
from crawler.stores.crawls import CrawlCounts
from crawler.stores.deletion import Deletion
from crawler.stores.recleaned import Recleaned
from crawler.stores.runs import RunHealth
from crawler.stores.sites.discovered import Discovered
from crawler.stores.sites.hosts import KeptRobots
from crawler.stores.sites.listings import ListingState
from crawler.stores.sites.site_lines import SiteLine
from crawler.stores.store import Store, open_store
from crawler.stores.store_thread import StoreThread

T = TypeVar("T")


class CrawlStore:
    """The asynchronous face of a store, which `store_of(crawler)` hands to spiders, pipelines and extensions.

    Every method passes its question to the store's thread, which answers in the order of the calls. A write is
    committed when its method returns. To add a question, write it on the class of its table (`CrawlState`, `Listings`,
    `DiscoveredListings`, `Parameters`, `TdmRules`, `Articles`, `SiteLines`, `Runs`, `RecleanStage`), and add a method
    to its group here that passes it to `_ask`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = StoreThread(store.engine)
        self._ask = self._thread.ask

    # --- the run

    @property
    def shown_uri(self) -> str:
        """The address of the store without its password."""
        return self._store.shown_uri

    def on_failure(self, told: Callable[[str], None]) -> None:
        """Have a function called with a sentence, in the store's thread, when the store fails."""
        self._store.breaker.on_failure = told

    async def take_lock(self) -> bool:
        """Take the lock of a run, waiting as `RunLock` does; return False where a run that must be alone holds it."""
        return await self._ask(self._store.lock.acquire, shared=True)

    async def release_lock(self) -> None:
        """Give back the lock of a run, and the sites that it has claimed."""
        await self._ask(self._store.claims.give_all_back)
        await self._ask(self._store.lock.release)

    # --- the sites that the run works on

    @property
    def claimed_sites(self) -> Collection[str] | None:
        """The sites that this run has claimed; None where runs are alone and claim nothing."""
        return self._store.claims.held if self._store.claims.are_needed else None

    async def confirm_claims(self) -> None:
        """Ask the server something, so that it keeps the session and the claims. Raises StoreError if they are lost."""
        await self._ask(self._store.claims.confirm)

    async def claim_due(self, sources: Sequence[Source], most: int, rules: DueRules) -> Claimed:
        """Claim up to `most` sites that have something to do, most overdue first."""
        return await self._ask(self._store.claims.claim, sources, most, rules)

    async def claim_site(self, site: str) -> bool:
        """Claim a site; return False where another run has it."""
        return bool(await self.claim_sites([site]))

    async def claim_sites(self, sites: Collection[str]) -> set[str]:
        """Claim those of some sites that are free, and return them."""
        return await self._ask(self._store.claims.take, sites)

    async def give_sites_back(self, sites: Collection[str]) -> None:
        """Give claimed sites back to other runs."""
        await self._ask(self._store.claims.give_back, sites)

    async def history(self, source: str, limit: int) -> list[RunHealth]:
        """Return the last complete runs that stored something at a source, newest first."""
        return await self._ask(self._store.runs.last, source, limit, with_articles=True)

    async def last_runs(self, source: str, limit: int) -> list[RunHealth]:
        """Return the last runs at a source, newest first."""
        return await self._ask(self._store.runs.last, source, limit)

    async def note_runs(self, runs: Sequence[RunHealth], keep: int) -> None:
        """Note one run per source, and keep the last ones."""
        await self._ask(self._store.runs.add, runs, keep)

    async def note_crawl(self, crawl: CrawlCounts) -> None:
        """Note that this crawl has ended."""
        await self._ask(self._store.crawls.add, crawl)

    # --- addresses

    async def note_links(self, links: Sequence[ArticleLink], source: str) -> list[ArticleLink]:
        """Note the links of a listing as pending; return those that were not known before."""
        return await self._ask(self._store.state.note_links, links, source)

    async def add_given(self, links: Sequence[ArticleLink]) -> None:
        """Note addresses that a user names as pending, whatever was known of them."""
        await self._ask(self._store.state.add_given, links)

    async def meaningless_parameters(self, hosts: Collection[str]) -> dict[str, frozenset[str]]:
        """Return the query parameters of each host that change nothing, by its own canonical addresses."""
        return await self._ask(self._store.parameters.meaningless, hosts)

    async def known(self, keys: Sequence[str]) -> set[str]:
        """Return the article ids that are ids of known addresses."""
        return await self._ask(self._store.state.known, keys)

    async def pending(self, source: str, limit: int) -> list[ArticleLink]:
        """Return up to `limit` pending links of a source that are due."""
        return await self._ask(self._store.state.pending, source, limit)

    async def count_pending(self) -> int:
        """Return how many addresses are pending, failed ones included."""
        return await self._ask(self._store.state.count_pending)

    async def due_rechecks(self, of_sources: Sequence[str], limit: int) -> list[Recheck]:
        """Return up to `limit` stored articles of these sources that are due for a recheck."""
        return await self._ask(self._store.state.due_rechecks, of_sources, limit)

    async def state_of(self, address: str) -> str | None:
        """Return the state of an address, None where it was never seen."""
        return await self._ask(self._store.state.state_of, address)

    async def mark_rechecked(self, address: str) -> None:
        """Note that a recheck found the page of a stored article unchanged."""
        await self._ask(self._store.state.mark_rechecked, address)

    async def mark_dropped(self, addresses: Sequence[str], reason: str, article: str | None = None) -> bool:
        """Mark addresses as dropped; return True if one of them led to an article before, which stays."""
        return await self._ask(self._store.state.mark_dropped, addresses, reason, article)

    async def postpone(self, address: str, reason: str, most: int) -> bool:
        """Keep a pending address for a later run; return False if that was done `most` times for the same reason."""
        return await self._ask(self._store.state.postpone, address, reason, most)

    async def defer(self, address: str, wait_seconds: float) -> None:
        """Keep a pending address until some seconds have passed; this is not a failed attempt."""
        await self._ask(self._store.state.defer, address, wait_seconds)

    async def mark_failed(self, address: str, reason: str, wait_seconds: float = 0) -> bool:
        """Note a failed fetch, to be tried again after a pause; return False when the address is given up."""
        return await self._ask(self._store.state.mark_failed, address, reason, wait_seconds)

    # --- listings

    async def listing_states(self, urls: Sequence[str]) -> list[ListingState]:
        """Return what each of these listings answered last, in their order."""
        return await self._ask(self._store.listings.states, urls)

    async def settled(self, url: str) -> Settled:
        """Return the settled entries of a sitemap."""
        return await self._ask(self._store.listings.settled, url)

    async def note_listing(self, url: str, state: ListingState, settled: Settled | None = None) -> None:
        """Save the state of a listing. Save its links first."""
        await self._ask(self._store.listings.note, url, state, settled)

    async def note_listing_unchanged(self, url: str) -> None:
        """Note that a listing was read again and has not changed."""
        await self._ask(self._store.listings.note_unchanged, url)

    async def due_discovered(self, source: str, found: Sequence[Discovered]) -> list[Discovered]:
        """Note listings that discovery found; return all of the source that are due, the most productive first."""
        return await self._ask(self._store.discovered.due, source, found)

    async def resting_sections(self, source: str) -> list[str]:
        """Return the addresses of the sections of a source that are not due."""
        return await self._ask(self._store.discovered.resting, source)

    async def note_discovered_read(self, source: str, url: str) -> None:
        """Note that a listing of discovery was read."""
        await self._ask(self._store.discovered.note_read, source, url)

    async def note_discovered_absent(self, source: str, url: str) -> None:
        """Note that there is no listing at an address that discovery tried."""
        await self._ask(self._store.discovered.note_absent, source, url)

    async def note_discovered_article(self, source: str, url: str) -> None:
        """Note that a listing of discovery led to a new article."""
        await self._ask(self._store.discovered.note_article, source, url)

    async def tdm_rules(self, site: str) -> list[TdmRule] | None:
        """Return the rules of a site's tdmrep.json; None if they were not read within a day."""
        return await self._ask(self._store.tdm_rules.get, site)

    async def note_tdm_rules(self, site: str, rules: list[TdmRule]) -> None:
        """Save the rules of a site's tdmrep.json."""
        await self._ask(self._store.tdm_rules.note, site, rules)

    async def pause_seconds(self, host: str) -> float:
        """Return for how long a host wants no requests, 0 without a pause."""
        return await self._ask(self._store.hosts.pause_seconds, host)

    async def note_pause(self, host: str, seconds: float) -> None:
        """Note that a host wants no requests for some time."""
        await self._ask(self._store.hosts.note_pause, host, seconds)

    async def robots(self, host: str, keep_seconds: float) -> KeptRobots | None:
        """Return the robots.txt of a host if a run has read it within the last `keep_seconds`."""
        return await self._ask(self._store.hosts.robots, host, keep_seconds)

    async def note_robots(self, host: str, kept: KeptRobots) -> None:
        """Save the answer of a host for its robots.txt."""
        await self._ask(self._store.hosts.note_robots, host, kept)

    async def requests_today(self, host: str) -> int:
        """Return how many requests all runs have sent to a host on this day."""
        return await self._ask(self._store.hosts.requests_today, host)

    async def note_requests(self, host: str, number: int) -> None:
        """Add requests that were sent to a host to those of this day."""
        await self._ask(self._store.hosts.note_requests, host, number)

    async def note_source_read(self, source_id: str) -> None:
        """Note that a run has read all listings of a source."""
        await self._ask(self._store.listings.note_source_read, source_id)

    # --- articles

    async def add(self, record: Record, prints: Fingerprints) -> Saved:
        """Save a fetched article as `Store.add` does, in a transaction with other articles that are waiting."""
        return await self._thread.commit(lambda connection: self._store.add(connection, record, prints))

    async def article(self, article_id: str) -> Record | None:
        """Return the record with this id, or None."""
        return await self._ask(self._store.articles.get, article_id)

    async def articles(self, ids: Sequence[str]) -> list[Record]:
        """Return the records with these ids, without those that are not there."""
        return await self._ask(self._store.articles.records, ids)

    async def count_articles(self) -> int:
        """Return the number of articles."""
        return await self._ask(self._store.articles.count)

    async def ids_of_hosts(self, hosts: set[str]) -> list[str]:
        """Return the ids of all articles from these hosts."""
        return await self._ask(self._store.articles.ids_of_hosts, hosts)

    async def with_deletion(self, function: Callable[[Deletion], T]) -> T:
        """Return the result of a function that deletes articles, called in the store's thread."""
        return await self._ask(function, self._store.deletion)

    def with_deletion_now(self, function: Callable[[Deletion], T]) -> T:
        """Do the same for a thread that is not the reactor's, which is blocked meanwhile."""
        return self._thread.ask_now(function, self._store.deletion)

    # --- site lines

    async def known_lines(self, url: str | None, is_counted: bool = False) -> SiteLineCounts:
        """Return the lines that other pages of the site repeat."""
        return await self._ask(self._store.site_lines.known_lines, url, is_counted)

    async def unsettled_lines(self) -> list[SiteLine]:
        """Return the lines that stored articles were not cleaned with yet."""
        return await self._ask(self._store.site_lines.unsettled)

    async def settle_lines(self, lines: Sequence[SiteLine]) -> None:
        """Note that the stored articles were cleaned with these lines."""
        await self._ask(self._store.site_lines.settle, lines)

    # --- results of cleaning again, by the key of their selection

    async def to_reclean(
        self, key: str, since: str | None, source: str | None, shard: Shard, after: Record | None
    ) -> list[Record]:
        """Return the next selected articles without a result, oldest first, after the given one."""
        return await self._ask(self._store.reclean_stage(key).to_do, since, source, shard, after)

    async def note_recleaned(self, key: str, result: Recleaned) -> None:
        """Note the result for one article."""
        await self._ask(self._store.reclean_stage(key).add, result)

    async def forget_recleaned(self, key: str) -> None:
        """Delete the results of a selection."""
        await self._ask(self._store.reclean_stage(key).forget)

    async def claim_recleaned(self, key: str) -> bool:
        """Claim a selection; return False if another run works on it."""
        return await self._ask(self._store.reclean_stage(key).claim)

    async def forget_other_recleaned(self, key: str, start: str = "") -> int:
        """Delete the results of other selections whose key begins so; return how many this one has already."""
        return await self._ask(self._store.reclean_stage(key).forget_others, start)

    async def write_recleaned(self, key: str) -> dict[str, int]:
        """Replace old records by the new ones of a selection; return how many by what was done."""
        return await self._ask(self._store.reclean_stage(key).write, drop=False)

    def close(self) -> None:
        """Finish what is under way, then close the store."""
        self._thread.close()
        self._store.close()


_stores: weakref.WeakKeyDictionary[Crawler, CrawlStore] = weakref.WeakKeyDictionary()


def store_of(crawler: Crawler) -> CrawlStore:
    """Return the store that all components of a crawler share, opened at the first call."""
    if crawler not in _stores:
        _stores[crawler] = CrawlStore(open_store(crawler))
    return _stores[crawler]
