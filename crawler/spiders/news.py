"""`scrapy crawl news`: all sources that are due, from their listings to their articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from cleaners.record import Record
from crawler.frontier.listing_reader import ListingReader, Reading
from crawler.frontier.listings import ListingRef, body_hash, entry_listings, further_listings
from crawler.frontier.outcome import SourceOutcome
from crawler.frontier.source_run import SourceRun
from crawler.network.certificates import unverified_sites
from crawler.sources.address_shape import cache_shapes
from crawler.sources.arguments import chosen_sources
from crawler.sources.selection import fresh_listings
from crawler.sources.sitemaps import COMMON_SITEMAP_PATHS
from crawler.sources.source import ArticleLink, ListingError, Source
from crawler.spiders.failures import UNFINISHED, reason_of
from crawler.spiders.rechecks import RecheckSpider
from crawler.stores.crawl_state import ListingState

LINKS_AT_ONCE = 500  # noted in a transaction: some hundredths of a second
LISTING_PRIORITY = 100  # before articles: what is new is known before the bounds of the run are used up


class NewsSpider(RecheckSpider):
    """Reads the listings of every due source, and fetches the articles that the store does not have."""

    name = "news"
    reader: ListingReader

    def __init__(
        self,
        sources: str | None = None,
        only: str | None = None,
        site: str | None = None,
        force: str | None = None,
        most: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._arguments = {"sources": sources, "only": only, "site": site}
        self._force = force not in (None, "", "0", "false", "no")
        self._most = most
        self.runs: list[SourceRun] = []

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str | None]) -> list[Source]:
        """Return the sources that the arguments choose; SourceError, a ValueError, with one clear sentence."""
        path = arguments.get("sources") or settings["SOURCES_PATH"]
        return chosen_sources(path, arguments.get("only"), arguments.get("site"))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Load the sources, so that a bad file ends the run before anything is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.reader = ListingReader(spider.store)
        settings = crawler.settings
        for source in cls.check_arguments(settings, spider._arguments):
            most = settings.getint("MAX_ARTICLES_PER_SOURCE") if spider._most is None else int(spider._most)
            articles = most if source.max_articles is None else min(most, source.max_articles)
            outcome = spider.outcomes[source.id] = SourceOutcome(
                source.id, due=spider._is_due(source), verify_certificates=source.verify_certificates
            )
            if not source.verify_certificates:
                unverified_sites(crawler).append(source.home)
            listings, trial = settings.getint("MAX_LISTINGS_PER_SOURCE"), settings.getint("TRAP_GUARD_TRIAL")
            spider.runs.append(SourceRun(source, outcome, articles, listings, trial=trial))
        crawler.signals.connect(spider.article_stored, signal=signals.item_scraped)
        return spider

    async def first_requests(self) -> AsyncIterator[Request]:
        """Yield the first listings of each due source, and what earlier runs found and did not finish."""
        for run in self.runs:
            if run.outcome.due:
                for request in self._ask(run, entry_listings(run.source)):
                    yield request
        for run in self.runs:
            left = await self.store.thread.call(self.store.state.pending, run.source.id, run.articles_left)
            for request in self._fetch(run, left, run.source.home):
                yield request
        for request in self.recheck_requests():
            yield request

    def article_stored(self, item: Record, response: Response) -> None:
        """Ask for the articles that were held back until one of their kind proved to be one."""
        if item["revision"] > 1:
            return
        link, outcome = response.cb_kwargs["link"], response.cb_kwargs["outcome"]
        run = next(run for run in self.runs if run.outcome is outcome)
        if not run.tells_something_new(item):
            return
        released = run.trap_guard.note_article(link)
        assert self.crawler.engine is not None
        for held_back in run.take_articles(released):
            self.crawler.engine.crawl(self.article_request(held_back, outcome))
        self._count_held_back()

    async def parse_listing(self, response: Response, run: SourceRun, ref: ListingRef) -> AsyncIterator[Request]:
        """Yield the requests that a listing leads to; unchanged since the last run, it is not read again."""
        last = await self.store.thread.call(self.store.state.listing, ref.url)
        fingerprint = await self.reader.work(body_hash, response.body)
        run.outcome.listings_read += ref.kind != "robots"
        if response.status == 304 or fingerprint == last.body_hash:
            run.outcome.listings_unchanged += 1
            run.outcome.offered += last.offered
            if last.offered:
                run.note_offers(ref)
            requests = self._ask_further(run, ref, [url for url, _ in last.further])
        else:
            requests = await self._take(response, run, ref, fingerprint)
        for request in requests:
            yield request
        await self._listing_done(run)

    async def listing_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Note a listing that could not be fetched; without robots.txt, usual paths are tried."""
        kwargs = failure.request.cb_kwargs  # type: ignore[attr-defined]
        run, ref, reason = kwargs["run"], kwargs["ref"], reason_of(failure)
        if reason == UNFINISHED:
            return  # still waited for: the source does not count as listed
        for request in self._failed(run, ref, reason):
            yield request
        await self._listing_done(run)

    async def _take(self, response: Response, run: SourceRun, ref: ListingRef, fingerprint: str) -> Iterator[Request]:
        try:
            reading = await self.reader.read(ref, response.body, response.url, run.source)
        except ListingError as error:
            if not ref.guessed:
                self.logger.warning("%s: %s", run.source.id, error)
            run.outcome.listings_read -= 1
            return self._failed(run, ref, "not_a_listing")
        for reason, count in reading.passed_over.items():
            self.crawler.stats.inc_value(f"discover/passed_over/{reason}", count)
        run.outcome.offered += reading.offered
        if reading.offered:
            run.note_offers(ref)
        further = fresh_listings(reading.listing, run.source, datetime.now(UTC))
        state = ListingState(
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
            body_hash=fingerprint,
            further=tuple((url, ref.kind) for url in further),
            offered=reading.offered,
        )
        new = await self._note_links(run.source, reading.links)
        await self.reader.work(cache_shapes, [link.url for link in new])
        # After its links: a run killed between them reads it once more.
        await self.store.thread.call(self.store.state.note_listing, ref.url, state, reading.settled)
        articles = self._fetch(run, new, ref.url)
        return chain(self.note_read(run, ref, reading), self._ask_further(run, ref, further), articles)

    async def _note_links(self, source: Source, links: list[ArticleLink]) -> list[ArticleLink]:
        """Note links as pending, some at a time, so that articles need not wait to be stored; return the new."""
        new: list[ArticleLink] = []
        for start in range(0, len(links), LINKS_AT_ONCE):
            some = links[start : start + LINKS_AT_ONCE]
            new += await self.store.thread.call(self.store.state.note_links, some, source.id)
        return new

    def note_read(self, run: SourceRun, ref: ListingRef, reading: Reading) -> Iterator[Request]:
        """Hear of each listing that was read; for spiders that want more of it."""
        return iter(())

    def _ask_further(self, run: SourceRun, ref: ListingRef, named: list[str]) -> Iterator[Request]:
        settings = self.crawler.settings
        further = further_listings(ref, named[: settings.getint("SITEMAP_MAX_CHILDREN")])
        yield from self._ask(run, [child for child in further if child.depth <= settings.getint("SITEMAP_MAX_DEPTH")])
        if ref.kind == "robots" and not further:
            yield from self._ask_usual_sitemaps(run)

    def _ask_usual_sitemaps(self, run: SourceRun) -> Iterator[Request]:
        usual = [urljoin(run.source.home, path) for path in COMMON_SITEMAP_PATHS]
        yield from self._ask(run, [ListingRef(url, "sitemap", guessed=True) for url in usual])

    def _ask(self, run: SourceRun, refs: list[ListingRef]) -> Iterator[Request]:
        for ref in run.take_listings(refs):
            last = self.store.state.listing(ref.url)
            headers = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
            yield Request(
                ref.url,
                callback=self.parse_listing,
                errback=self.listing_failed,
                headers={name: value for name, value in headers.items() if value},
                priority=LISTING_PRIORITY - ref.depth,  # what an endless index names comes after what others name
                dont_filter=True,
                meta={"handle_httpstatus_list": [304], "dont_obey_robotstxt": ref.kind == "robots"},
                cb_kwargs={"run": run, "ref": ref},
            )

    def _fetch(self, run: SourceRun, links: list[ArticleLink], listing: str) -> Iterator[Request]:
        released = run.trap_guard.offer(links, listing)
        self._count_held_back()
        for link in run.take_articles(released):
            yield self.article_request(link, run.outcome)

    def _count_held_back(self) -> None:
        held_back = sum(run.trap_guard.waiting for run in self.runs)
        if held_back or "discover/passed_over/held_back" in self.crawler.stats.get_stats():
            self.crawler.stats.set_value("discover/passed_over/held_back", held_back)

    def _failed(self, run: SourceRun, ref: ListingRef, reason: str) -> Iterator[Request]:
        if ref.kind == "robots" and reason.startswith("http_"):  # the host answers, it just has none
            yield from self._ask_usual_sitemaps(run)
        elif ref.kind != "robots" and not ref.guessed:
            run.outcome.listing_failures[ref.url] = reason
            self.crawler.stats.inc_value(f"discover/failed/{reason}")

    async def _listing_done(self, run: SourceRun) -> None:
        run.waiting -= 1
        if not run.waiting and run.outcome.listings_read:
            await self.store.thread.call(self.store.state.note_listed, run.source.id)

    def _is_due(self, source: Source) -> bool:
        last = None if self._force else self.store.state.listed_at(source.id)
        return last is None or last + source.every <= datetime.now(UTC)


def _header(response: Response, name: str) -> str | None:
    raw = response.headers.get(name)
    return raw.decode("latin-1") if raw else None
