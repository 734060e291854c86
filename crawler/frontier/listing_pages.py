"""Request listings, handle their responses and failures, and follow the listings that they name."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.urls import article_id
from crawler.ending import end_without_cleaner
from crawler.frontier.discovery import AWAITED, Discovery, awaited_links, followed
from crawler.frontier.failures import UNFINISHED, reason_of
from crawler.frontier.link_notes import LinkNotes
from crawler.frontier.listing_reader import ListingReader, listing_limits
from crawler.frontier.listings import FeedOrSitemap, ListingRef, body_hash, further_listings
from crawler.frontier.reading import Reading
from crawler.frontier.related_links import Fetch
from crawler.frontier.source_run import SourceRun
from crawler.network.headers import conditions, header, linked, without_conditions
from crawler.sources.address_shape import cache_shapes
from crawler.sources.readers.pages.interfaces import WORDPRESS, interface_feeds
from crawler.sources.selection import fresh_listings, is_on_site
from crawler.sources.source import ArticleLink, Listing, ListingError
from crawler.stores import store_of
from crawler.stores.sites.listings import ListingState

MAX_SLOW_LISTINGS = 2  # per source and run; its other listings are then not read, because each holds up all sources
# Some servers answer an unknown condition with one of these failures, although they should ignore it.
CONDITION_FAILURES = ("http_400", "http_412")
LISTING_PRIORITY = 100  # above articles, so that all new links are known before the run reaches its limits

logger = logging.getLogger(__name__)

# Gets every listing that was read.
OnListing = Callable[[Response, SourceRun, ListingRef, Reading], None]


class ListingPages:
    """Requests listings with their validators, notes their links as pending, and follows the listings on them."""

    def __init__(self, crawler: Crawler, fetch: Fetch, on_listing: OnListing | None = None) -> None:
        """Create the component. With `on_listing`, sections are not followed."""
        self._crawler = crawler
        self._store = store_of(crawler)
        limits, on_broken = listing_limits(crawler.settings), partial(end_without_cleaner, crawler)
        self.reader = ListingReader(self._store, limits, on_broken)
        crawler.signals.connect(self.reader.close, signal=signals.spider_closed)
        self._fetch = fetch
        self._on_listing = on_listing
        self._discovery = Discovery(crawler)
        self._links = LinkNotes(self._store)

    async def requests(self, run: SourceRun, refs: Iterable[ListingRef]) -> list[Request]:
        """Return requests for the listings that are new to a run and within its bounds."""
        taken = run.take_listings(refs)
        if not taken:
            return []
        self._crawler.stats.inc_value("discover/listings/requested", len(taken))
        states = await self._store.ask(lambda store: store.listings.states([ref.url for ref in taken]))
        return [self._request(run, ref, state) for ref, state in zip(taken, states, strict=True)]

    async def waiting_sections(self, run: SourceRun) -> list[Request]:
        """Return requests for sections that waited until others led to new articles."""
        return await self.requests(run, await self._discovery.waiting(run))

    def _request(self, run: SourceRun, ref: ListingRef, last: ListingState) -> Request:
        return Request(
            ref.url,
            callback=self.parse,
            errback=self.failed,
            headers=conditions(last.etag, last.last_modified) if last.is_recent else {},
            priority=LISTING_PRIORITY - ref.depth,  # deep sitemaps come last, because an index may be endless
            dont_filter=True,
            meta={"handle_httpstatus_list": [304], "dont_obey_robotstxt": ref.kind == "robots"},
            cb_kwargs={"run": run, "ref": ref},
        )

    async def parse(self, response: Response, run: SourceRun, ref: ListingRef) -> AsyncIterator[Request]:
        """Yield the requests that a listing leads to. Unchanged ones are read once a day, since dates count.

        The status 304 (not modified) is a failure if the request had no condition.
        """
        (last,) = await self._store.ask(lambda store: store.listings.states([ref.url]))
        fingerprint = await self.reader.work(body_hash, response.body)
        run.outcome.listings_read += ref.kind != "robots"
        if response.status == 304 and response.request and not without_conditions(response.request):
            run.outcome.listings_read -= ref.kind != "robots"
            requests = await self._failed(run, ref, "http_304")
        elif response.status == 304 or (last.is_recent and fingerprint == last.body_hash):
            requests = await self._unchanged(run, ref, last)
        else:
            requests = await self._read(response, run, ref, replace(last, body_hash=fingerprint))
        for request in requests:
            yield request
        await self._done(run)

    async def parse_as_listing(self, response: Response, run: SourceRun, url: str) -> AsyncIterator[Request]:
        """Read the page at an article link, which turned out to be a list; yield the requests that it leads to."""
        section = await self._discovery.section_at(run, url) if self._discovers(run) else None
        if section and run.take_listings([section]):
            async for request in self.parse(response, run, section):
                yield request

    async def failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Note that a listing could not be fetched; without a robots.txt, try the usual paths of sitemaps."""
        kwargs = failure.request.cb_kwargs  # type: ignore[attr-defined]
        run, ref, reason = kwargs["run"], kwargs["ref"], reason_of(failure)
        if reason == UNFINISHED:
            return  # listings_waiting keeps counting this listing, so the source does not count as read
        if reason in CONDITION_FAILURES and (unconditional := without_conditions(failure.request)):  # type: ignore[attr-defined]
            yield unconditional
            return
        for request in await self._failed(run, ref, reason):
            yield request
        await self._done(run)

    async def _unchanged(self, run: SourceRun, ref: ListingRef, last: ListingState) -> list[Request]:
        run.outcome.listings_unchanged += 1
        run.outcome.offered += last.offered if ref.page == 1 else 0
        if last.offered:
            run.note_useful_listing(ref)
        if ref.page > 1:
            await self._store.ask(lambda store: store.listings.note_unchanged(ref.url))
        further = further_listings(ref, [url for url, kind in last.further if kind not in ("section", AWAITED)])
        left_over = await self._discovery.left_over(ref, last)
        further += [left_over] if left_over else []
        if not left_over:  # otherwise the next run reads the list again, in case this one is killed too
            await self._discovery.note_read(run, ref, awaited=await self._discovery.awaited(run, ref, last))
        return await self._follow(run, ref, further)

    async def _read(self, response: Response, run: SourceRun, ref: ListingRef, last: ListingState) -> list[Request]:
        """Read a listing; `last` is its last state with the hash of the new body."""
        try:
            reading = await self._reading_of(response, run, ref)
        except ListingError as error:
            if not ref.guessed:
                logger.warning("%s: %s", run.source.id, error)
            run.outcome.listings_read -= 1
            run.slow_listings += error.reason == "listing_timeout"
            return await self._failed(run, ref, error.reason)
        self._count(run, ref, reading)
        further = further_listings(ref, fresh_listings(reading.listing, run.source, datetime.now(UTC)))
        feeds = linked(response, "alternate", "+xml")
        if ref.kind == "front_page":
            further += further_listings(ref, feeds)
        # Sections are noted before the listing, so that the next run reads the listing again if this one is killed.
        listing = _with_headers(reading.listing, response, feeds if ref.kind == "section" else [])
        requests = await self._follow(run, ref, further, listing)
        etag, last_modified = header(response, "ETag"), header(response, "Last-Modified")
        state = replace(last, etag=etag, last_modified=last_modified, offered=reading.offered)
        address = reading.listing.next_page or next(iter(linked(response, "next")), None)
        next_page = await self._discovery.next_page(ref, address, last) if self._reads_further_pages(run, ref) else None

        def noted(new: list[ArticleLink]) -> ListingState:
            named = [(each.url, each.kind) for each in (*further, *followed(next_page, new))]
            return replace(state, further=(*named, *awaited_links(ref, new, awaited)))

        awaited = await self._discovery.awaited(run, ref, last)
        links, is_article = reading.links, self._discovers(run) and await self._is_article_not_section(ref, reading)
        if is_article:
            links = [*links, ArticleLink(url=response.url, found_by="section")]
        new = await self._links.note_with_listing(ref.url, links, run.source.id, noted, reading.settled)
        if is_article and last.read_at:
            run.sections.note_again(ref, reading.links, new)
        run.sections.tried.update([ref.url] if ref.guessed else [])
        next_pages = await self.requests(run, followed(next_page, new))
        await self.reader.work(cache_shapes, [link.url for link in new])
        if not (next_page and next_page.is_left_over):  # as for a list that has not changed
            await self._discovery.note_read(run, ref, *(([], []) if is_article else (new, awaited)))
        if not next_pages:
            await self._discovery.note_list_end(run, ref)
        if self._on_listing:
            self._on_listing(response, run, ref, reading)
        return [*requests, *next_pages, *self._fetch(run, new, ref.list_url)]

    def _reads_further_pages(self, run: SourceRun, ref: ListingRef) -> bool:
        """Return True if the run reads further pages of a list."""
        return self._discovers(run) or (ref.kind in ("section", "feed") and self._on_listing is None)

    async def _is_article_not_section(self, ref: ListingRef, reading: Reading) -> bool:
        """Return True if a page taken for a section declares itself an article and was not known as a list."""
        if ref.kind != "section" or not reading.listing.is_article:
            return False
        keys = {article_id(link.url) for link in reading.links}
        return ref.guessed or keys <= await self._store.ask(lambda store: store.state.known(keys))

    async def _reading_of(self, response: Response, run: SourceRun, ref: ListingRef) -> Reading:
        if run.slow_listings >= MAX_SLOW_LISTINGS:
            raise ListingError(f"{ref.url}: earlier listings of the site took too long", "listing_timeout")
        if ref.kind == "front_page" and not is_on_site(response.url, run.source) and self._on_listing is None:
            advice = "is on another site; if the newspaper has moved, make that address its home page"
            raise ListingError(f"{ref.url}: leads to {response.url}, which {advice}", "other_site")
        return await self.reader.read(ref, response.body, response.url, run.source)

    def _count(self, run: SourceRun, ref: ListingRef, reading: Reading) -> None:
        for reason, count in reading.passed_over.items():
            self._crawler.stats.inc_value(f"discover/passed_over/{reason}", count)
        if ref.page == 1:  # runs read different numbers of further pages, and the health rules compare runs
            run.outcome.offered += reading.offered
        if reading.offered:
            run.note_useful_listing(ref)

    async def _follow(
        self, run: SourceRun, ref: ListingRef, further: list[ListingRef], listing: Listing | None = None
    ) -> list[Request]:
        """Return requests for the listings that a listing names, and for those that discovery adds.

        `listing` is None if the listing has not changed or could not be read.
        """
        chosen = await self._discovery.named(run, ref, further, listing or Listing())
        if ref.kind in ("front_page", "section") and self._discovers(run):
            chosen += await self._discovery.sections(run, ref, listing or Listing())
        return await self.requests(run, chosen)

    def _discovers(self, run: SourceRun) -> bool:
        """Return True if the run discovers sections, because the source names no listings."""
        return self._on_listing is None and not run.source.listings()

    async def _failed(self, run: SourceRun, ref: ListingRef, reason: str) -> list[Request]:
        if ref.kind == "robots":  # if the host answers, it has no robots.txt
            return await self._follow(run, ref, []) if reason.startswith("http_") else []
        if ref.guessed:
            await self._discovery.note_absent(run, ref)
            return []
        await self._discovery.note_read(run, ref)
        run.outcome.listing_failures[ref.url] = reason
        self._crawler.stats.inc_value(f"discover/failed/{reason}")
        if ref.kind in ("feed", "sitemap"):
            return await self._replacements(run, ref.url, ref.kind)
        return await self._follow(run, ref, []) if ref.kind == "front_page" and reason.startswith("http_") else []

    async def _replacements(self, run: SourceRun, failed: str, kind: FeedOrSitemap) -> list[Request]:
        """Return requests for listings that may replace one that failed.

        These are the sitemaps beyond SITEMAP_MAX_CHILDREN of their index, one at a time, and the usual addresses when
        all declared listings of a kind have failed.
        """
        requests: list[Request] = []
        while kind == "sitemap" and run.spare_sitemaps and not requests:
            requests = await self.requests(run, [run.spare_sitemaps.popleft()])
        was_declared = run.declared_listings.pop(failed, None)
        if was_declared and kind not in run.declared_listings.values():
            requests += await self.requests(run, await self._discovery.usual_addresses(run, kind))
        return requests

    async def _done(self, run: SourceRun) -> None:
        run.listings_waiting -= 1
        self._crawler.stats.inc_value("discover/listings/done")
        if not run.listings_waiting and run.outcome.listings_read:
            await self._store.ask(lambda store: store.listings.note_source_read(run.source.id))


def _with_headers(listing: Listing, response: Response, possible_sections: list[str]) -> Listing:
    """Return a listing with the addresses in the headers of its response: WordPress interfaces, and pages to try."""
    interfaces = interface_feeds(response.url, linked(response, WORDPRESS))
    return replace(
        listing,
        possible_feeds=[*listing.possible_feeds, *interfaces],
        possible_sections=[*listing.possible_sections, *possible_sections],
    )
