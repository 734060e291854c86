"""Reads listings in a separate thread. Entries of a large sitemap that the store knows are skipped."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from cleaners.urls import article_id
from crawler.frontier.listings import ListingRef, read
from crawler.sources.listing_dates import listing_date
from crawler.sources.selection import is_too_old, select_links
from crawler.sources.sitemap_entries import CutSitemap, Settled, cut_sitemap, rules_fingerprint
from crawler.sources.sitemaps import read_markup
from crawler.sources.source import ArticleLink, Listing, Source
from crawler.stores import CrawlStore

KEYS_AT_ONCE = 5_000  # keys per query, which delays articles by some hundredths of a second
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """The links of a listing, without the entries that need no reading."""

    listing: Listing
    links: list[ArticleLink]  # to be fetched unless they are known
    passed_over: Counter[str]  # the other links by reason code
    known: int = 0  # number of other entries, whose links the store already knows
    settled: Settled | None = None  # entries to skip next time; None: the listing is read as a whole

    @property
    def offered(self) -> int:
        """The number of article links on the listing, after the source's own rules."""
        return len(self.links) + self.known


class ListingReader:
    """Reads one listing at a time. Several at once would be no faster, and would need the memory of all of them."""

    def __init__(self, store: CrawlStore) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="listings")

    async def read(self, ref: ListingRef, body: bytes, url: str, source: Source) -> Reading:
        """Read a listing; raise ListingError if the body is not a listing of that kind."""
        sitemap = await self._cut(ref, body, url, source)
        if sitemap is None:
            return await self.work(_read_all, ref, body, url, source)
        known: set[str] = set()
        keys = list(sitemap.keys.values())
        for start in range(0, len(keys), KEYS_AT_ONCE):
            known |= await self._store.known(keys[start : start + KEYS_AT_ONCE])
        return await self.work(_read_rest, sitemap, known, url, source)

    async def work(self, function: Callable[..., T], *arguments: object) -> T:
        """Call a function in the thread: a sitemap of 50,000 entries takes seconds, and would hold up the reactor."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    async def _cut(self, ref: ListingRef, body: bytes, url: str, source: Source) -> CutSitemap | None:
        if ref.kind != "sitemap":
            return None
        settled = await self._store.settled(ref.url)
        if settled.rules != rules_fingerprint(source):
            settled = Settled()
        return await self.work(cut_sitemap, body, url, settled)


def _read_all(ref: ListingRef, body: bytes, url: str, source: Source) -> Reading:
    listing = read(ref, body, url, source)
    links, passed_over = select_links(listing.articles, source, datetime.now(UTC))
    return Reading(listing, links, passed_over)


def _read_rest(sitemap: CutSitemap, known: set[str], url: str, source: Source) -> Reading:
    """Read the new entries. Known ones passed the rules in an earlier run, and can only have become too old since."""
    now = datetime.now(UTC)
    listing = read_markup(sitemap.rest(known), url)
    links, passed_over = select_links(listing.articles, source, now)
    new = {key: link for link in links if (key := article_id(link.url)) not in known}  # a sitemap may name one twice
    young = known if source.max_age is None else known - _too_old(sitemap, known, source, now)
    passed_over["too_old"] += len(known) - len(young)
    settled = Settled.from_sitemap(sitemap, young | new.keys(), source)
    return Reading(listing, list(new.values()), +passed_over, len(young) + len(sitemap.offered), settled)


def _too_old(sitemap: CutSitemap, keys: set[str], source: Source, now: datetime) -> set[str]:
    dates = sitemap.dates(keys).items()
    return {key for key, date in dates if is_too_old(listing_date(date), source.max_age, now)}
