"""`newsgalley crawl news`: crawls all sources that are due, from their listings to their articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from cleaners.record import Record
from crawler.frontier.article_pages import ArticlePages, note_lost
from crawler.frontier.discovery import Discovery
from crawler.frontier.listing_pages import ListingPages
from crawler.frontier.listings import entry_listings
from crawler.frontier.rechecks import Rechecks
from crawler.frontier.related_links import RelatedLinks
from crawler.frontier.source_run import SourceRun, run_of
from crawler.frontier.story_parts import StoryParts
from crawler.messages.wording import counted
from crawler.moments import as_text
from crawler.network.certificates import unverified_sites
from crawler.pipelines.dropped import LISTS, WALLS, PageDropped
from crawler.pipelines.story_pages import FetchPart
from crawler.reports.summary import FINISHED
from crawler.sources.arguments import chosen_sources
from crawler.sources.source import ArticleLink, Source
from crawler.spiders.arguments import is_yes
from crawler.spiders.store_spider import StoreSpider
from crawler.stores import StoreError
from crawler.stores.claims.due import due_rules
from crawler.stores.claims.site_claims import Claimed

REMEMBERED_LINKS = 500  # of earlier runs, per source and state
USELESS_PAUSE_SECONDS = 7 * 24 * 3600  # the same as for a page that was tried as a list without success


class NewsSpider(StoreSpider):
    """Reads the listings of every due source, and fetches the articles that the store does not have."""

    name = "news"
    articles: ArticlePages
    discovery: Discovery
    fetch_part: FetchPart
    listings: ListingPages
    related_links: RelatedLinks
    rechecks: Rechecks
    runs: list[SourceRun]

    def __init__(
        self,
        sources: str | None = None,
        only: str | None = None,
        site: str | None = None,
        force: str | None = None,
        most: str | None = None,
        all: str | None = None,  # read only by the check before the crawl
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._has_begun = False
        self._arguments = {"sources": sources, "only": only, "site": site}
        self._force = is_yes(force)
        self._most = most

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str | None]) -> list[Source]:
        """Return the sources that the arguments choose. Raises SourceError, a ValueError with one clear sentence."""
        path = arguments.get("sources") or settings["SOURCES_PATH"]
        return chosen_sources(path, arguments.get("only"), arguments.get("site"))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider and load its sources, so that a bad file ends the run before anything is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.articles = ArticlePages(crawler, spider._replacement_requests)
        spider.listings = ListingPages(crawler, spider._fetch)
        spider.related_links = RelatedLinks(crawler, spider.listings.reader, spider._fetch)
        spider.discovery = Discovery(crawler)
        spider.fetch_part = StoryParts(crawler).fetch
        spider.rechecks = Rechecks(crawler, spider.articles)
        sources = cls.check_arguments(crawler.settings, spider._arguments)
        spider.runs = [run_of(source, crawler.settings, spider._most) for source in sources]
        spider.outcomes = {run.source.id: run.outcome for run in spider.runs}
        unverified_sites(crawler).extend(source.home for source in sources if not source.verify_certificates)
        crawler.signals.connect(spider.article_stored, signal=signals.item_scraped)
        crawler.signals.connect(spider.page_dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider.page_ended, signal=signals.item_error)
        crawler.signals.connect(spider.postpone_useless, signal=signals.spider_closed)
        return spider

    async def begin(self) -> AsyncIterator[Request]:
        """Yield the first listings of each due source, then the pending links of earlier runs, then rechecks."""
        works = (await self._claim()).works
        self.runs = [run for run in self.runs if run.source.id in works]
        for run in self.runs:
            await self._remember(run)
            if run.outcome.due:
                for request in await self.listings.requests(run, entry_listings(run.source)):
                    yield request
        for run in self.runs:
            if works[run.source.id].has_pages:
                for request in self._fetch(run, await self._pending(run), run.source.home):
                    yield request
        for request in await self.rechecks.requests(self.runs):
            yield request
        self._has_begun = True

    async def _remember(self, run: SourceRun) -> None:
        """Tell the trap guard to which links of earlier runs led no article."""
        source, most = run.source.id, REMEMBERED_LINKS
        dropped = await self.store.ask(lambda store: store.state.last_links(source, ["dropped"], most))
        if dropped:
            states = ("stored", "recheck")
            run.trap_guard.remember(
                dropped, await self.store.ask(lambda store: store.state.last_links(source, states, most))
            )

    async def _pending(self, run: SourceRun) -> list[ArticleLink]:
        return await self.store.ask(lambda store: store.state.pending(run.source.id, run.articles_left))

    async def _claim(self) -> Claimed:
        """Claim sites that are due, and note which sources are not due or left to other runs."""
        sources, most = [run.source for run in self.runs], self.crawler.settings.getint("MAX_SITES")
        rules = due_rules(self.crawler.settings, force=self._force)
        claimed = await self.store.ask(lambda store: store.claims.claim(sources, most, rules))
        for run in self.runs:
            work = claimed.works.get(run.source.id)
            run.outcome.due = work is not None and work.has_listings
            run.outcome.is_left = run.source.id in claimed.sources_left
        if claimed.busy or claimed.left:
            self.logger.info(
                "This run works on %s. Other runs work on %d more that are due, and %d wait for later runs (MAX_SITES)",
                counted(len(claimed.sites), "site"), len(claimed.busy), len(claimed.left),
            )  # fmt: skip
        elif not any(run.outcome.due for run in self.runs):
            due_at = await self.store.ask(lambda store: store.claims.next_due(sources, rules))
            if due_at:
                self.logger.info("No source is due before %s; -a force=1 reads the listings now", as_text(due_at))
        return claimed

    def needs_site(self, site: str) -> bool:
        """Return True if a source of a site is not done yet."""
        return not self._has_begun or any(run.source.site == site and not run.is_done for run in self.runs)

    def _fetch(self, run: SourceRun, links: list[ArticleLink], listing: str) -> Iterator[Request]:
        """Yield requests for the links on a listing that the trap guard lets through.

        Links on tried pages, which a trap has without end, count as links on the front page.
        """
        is_tried = listing in run.sections.tried
        released = run.trap_guard.offer(links, run.source.home if is_tried else listing, is_tried=is_tried)
        self._count_held_back()
        run.listing_of.update((link.url, listing) for link in links)
        for link in run.take_articles(released):
            yield self.articles.request(link, run)

    async def article_stored(self, item: Record, response: Response) -> None:
        """Request the articles that the trap guard held back until one of their kind was stored."""
        if item["revision"] == 1:
            await self._request_held_back(item, response.cb_kwargs["link"], response.cb_kwargs["run"])
            await self._request_related(response, response.cb_kwargs["run"])
        self.page_ended(response)

    async def page_dropped(self, response: Response, exception: Exception) -> None:
        """Request other pages in place of one that is a wall, and the articles of one that turned out to be a list."""
        reason = exception.reason if isinstance(exception, PageDropped) else None
        link, run = response.cb_kwargs["link"], response.cb_kwargs["run"]
        if reason:
            note_lost(link, run, reason)
        assert self.crawler.engine is not None
        if reason in WALLS:
            for request in self._replacement_requests(link, run):
                self.crawler.engine.crawl(request)
        if reason in LISTS:
            async for request in self.listings.parse_as_listing(response, run, link.url):
                self.crawler.engine.crawl(request)
        self.page_ended(response)

    async def postpone_useless(self, reason: str) -> None:
        """Postpone links on tried pages for a week if no link of their shape led to an article in the whole run.

        If a source's related links lead into a maze, postpone all links on its tried pages. Otherwise, the next run
        would follow a trap from where this one stopped.
        """
        useless = [link.url for run in self.runs for link in run.useless]
        if reason == FINISHED and useless:
            with suppress(StoreError):  # logged by the store already; the next run then requests them
                await self.store.ask(lambda store: store.state.defer(useless, USELESS_PAUSE_SECONDS))

    def page_ended(self, response: Response) -> None:
        """Note that a page is done."""
        response.cb_kwargs["run"].pages_open -= 1

    async def _request_held_back(self, item: Record, link: ArticleLink, run: SourceRun) -> None:
        if not run.is_proof(item, link.url):
            return
        run.note_related(link.url)
        await self.discovery.note_article(run, link)
        released = run.trap_guard.note_article(link)
        assert self.crawler.engine is not None
        for section in await self.listings.waiting_sections(run):
            self.crawler.engine.crawl(section)
        for held_back in run.take_articles(released):
            self.crawler.engine.crawl(self.articles.request(held_back, run))
        self._count_held_back()

    async def _request_related(self, response: Response, run: SourceRun) -> None:
        assert self.crawler.engine is not None
        for request in await self.related_links.requests(response, run):
            self.crawler.engine.crawl(request)

    def _replacement_requests(self, link: ArticleLink, run: SourceRun) -> list[Request]:
        """Return requests for waiting links of the trap guard, in place of a link whose page is gone."""
        released = run.trap_guard.note_gone(link)
        requests = [self.articles.request(held_back, run) for held_back in run.take_articles(released)]
        self._count_held_back()
        return requests

    def _count_held_back(self) -> None:
        held_back = sum(run.trap_guard.waiting for run in self.runs)
        if held_back or "discover/passed_over/held_back" in self.crawler.stats.get_stats():
            self.crawler.stats.set_value("discover/passed_over/held_back", held_back)
