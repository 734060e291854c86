"""Read a listing in its worker process: turn its bytes into the links that may be fetched.

This module imports neither Scrapy nor the store, because each worker process imports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cleaners.urls import article_id
from crawler.frontier.listings import ListingRef, read
from crawler.sources.readers.listing_dates import listing_date
from crawler.sources.readers.sitemap_entries import CutSitemap, settle
from crawler.sources.readers.sitemaps import read_markup
from crawler.sources.selection import is_too_old, select_links
from crawler.sources.settled import Settled
from crawler.sources.source import ArticleLink, Listing, ListingError, Source


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a listing: its links and counts, without the entries that were skipped."""

    listing: Listing
    links: list[ArticleLink]  # to be fetched unless the store knows them
    passed_over: Counter[str]  # number of other links by reason code
    known: int = 0  # number of skipped entries, whose links the store knows
    settled: Settled | None = None  # entries to skip next time; None if the listing is read as a whole

    @property
    def offered(self) -> int:
        """The number of article links on the listing that pass the source's rules."""
        return len(self.links) + self.known


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a module-level function, as a worker process can receive it."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


def do_call(call: Call) -> Any:
    """Return the result of a call or its ListingError, because a worker process passes on only results."""
    try:
        return call.function(*call.arguments)
    except ListingError as error:
        return error


def read_whole(ref: ListingRef, body: bytes, url: str, source: Source) -> Reading:
    """Read a listing; raise ListingError if the body is not a listing of its kind."""
    listing = read(ref, body, url, source)
    links, passed_over = select_links(listing.articles, source, datetime.now(UTC))
    passed_over["no_address"] += listing.unaddressed
    return Reading(listing, links, +passed_over)


def read_rest(sitemap: CutSitemap, known: set[str], url: str, source: Source) -> Reading:
    """Read the new entries. Known entries passed the rules in an earlier run; since then, they can only have aged."""
    now = datetime.now(UTC)
    listing = read_markup(sitemap.rest(known), url)
    links, passed_over = select_links(listing.articles, source, now)
    new = {key: link for link in links if (key := article_id(link.url)) not in known}  # a sitemap may name one twice
    young = known if source.max_age is None else known - _too_old(sitemap, known, source, now)
    passed_over["too_old"] += len(known) - len(young)
    passed_over["no_address"] += listing.unaddressed
    settled = settle(sitemap, young | new.keys(), source)
    return Reading(listing, list(new.values()), +passed_over, len(young) + len(sitemap.offered), settled)


def _too_old(sitemap: CutSitemap, keys: set[str], source: Source, now: datetime) -> set[str]:
    dates = sitemap.dates(keys).items()
    return {key for key, date in dates if is_too_old(listing_date(date), source.max_age, now)}
