"""`newsgalley crawl news`: all sources that are due, from their listings to their articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from cleaners.record import Record
from crawler.frontier.article_pages import ArticlePages
from crawler.frontier.discovery import Discovery
from crawler.frontier.listing_pages import ListingPages
from crawler.frontier.listings import entry_listings
from crawler.frontier.rechecks import Rechecks
from crawler.frontier.source_run import SourceRun, run_of
from crawler.frontier.store_spider import StoreSpider
from crawler.network.certificates import unverified_sites
from crawler.sources.arguments import chosen_sources
from crawler.sources.source import ArticleLink, Source
from crawler.spiders.arguments import is_yes


class NewsSpider(StoreSpider):
    """Reads the listings of every due source, and fetches the articles that the store does not have."""

    name = "news"
    articles: ArticlePages
    discovery: Discovery
    listings: ListingPages
    rechecks: Rechecks
    runs: list[SourceRun]

    def __init__(
        self,
        sources: str | None = None,
        only: str | None = None,
        site: str | None = None,
        force: str | None = None,
        most: str | None = None,
        all: str | None = None,  # read before the crawl only
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._arguments = {"sources": sources, "only": only, "site": site}
        self._force = is_yes(force)
        self._most = most

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str | None]) -> list[Source]:
        """Return the sources that the arguments choose. Raises SourceError, a ValueError, with one clear sentence."""
        path = arguments.get("sources") or settings["SOURCES_PATH"]
        return chosen_sources(path, arguments.get("only"), arguments.get("site"))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Load the sources: a bad file ends the run before anything is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.articles = ArticlePages(crawler)
        spider.listings = ListingPages(crawler, spider._fetch)
        spider.discovery = Discovery(crawler)
        spider.rechecks = Rechecks(crawler, spider.articles)
        sources = cls.check_arguments(crawler.settings, spider._arguments)
        spider.runs = [run_of(source, crawler.settings, spider._most) for source in sources]
        spider.outcomes = {run.source.id: run.outcome for run in spider.runs}
        unverified_sites(crawler).extend(source.home for source in sources if not source.verify_certificates)
        crawler.signals.connect(spider.article_stored, signal=signals.item_scraped)
        return spider

    async def begin(self) -> AsyncIterator[Request]:
        """Yield the first listings of each due source, then the pending links of earlier runs, then rechecks."""
        await self._choose_due()
        for run in self.runs:
            if run.outcome.due:
                for request in await self.listings.requests(run, entry_listings(run.source)):
                    yield request
        for run in self.runs:
            pending = await self.store.pending(run.source.id, run.articles_left)
            for request in self._fetch(run, pending, run.source.home):
                yield request
        for request in await self.rechecks.requests(self.runs):
            yield request

    async def _choose_due(self) -> None:
        """Mark the sources that are due: those whose interval has passed since a run last read all their listings."""
        read_at = {} if self._force else await self.store.read_times([run.source.id for run in self.runs])
        for run in self.runs:
            last = read_at.get(run.source.id)
            run.outcome.due = last is None or last + run.source.every <= datetime.now(UTC)

    def _fetch(self, run: SourceRun, links: list[ArticleLink], listing: str) -> Iterator[Request]:
        """Yield requests for the links of a listing that the trap guard lets through."""
        released = run.trap_guard.offer(links, listing)
        self._count_held_back()
        run.listing_of.update((link.url, listing) for link in links)
        for link in run.take_articles(released):
            yield self.articles.request(link, run)

    async def article_stored(self, item: Record, response: Response) -> None:
        """Request the articles that the trap guard held back until one of their kind was stored."""
        if item["revision"] > 1:
            return
        link, run = response.cb_kwargs["link"], response.cb_kwargs["run"]
        if not run.tells_something_new(item):
            return
        await self.discovery.note_article(run, link)
        released = run.trap_guard.note_article(link)
        assert self.crawler.engine is not None
        for held_back in run.take_articles(released):
            self.crawler.engine.crawl(self.articles.request(held_back, run))
        self._count_held_back()

    def _count_held_back(self) -> None:
        held_back = sum(run.trap_guard.waiting for run in self.runs)
        if held_back or "discover/passed_over/held_back" in self.crawler.stats.get_stats():
            self.crawler.stats.set_value("discover/passed_over/held_back", held_back)
