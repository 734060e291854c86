"""`newsgalley sources find`: tries the feeds, sitemaps and sections of a site, and makes a source of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings

from cleaners.page import Page
from crawler.frontier.listing_pages import ListingPages
from crawler.frontier.listings import Kind, ListingRef, entry_listings
from crawler.frontier.reading import Reading
from crawler.frontier.source_run import SourceRun, run_of
from crawler.sources.arguments import site_source
from crawler.sources.selection import is_on_site
from crawler.sources.site_facts import crawl_interval, site_language, site_name
from crawler.sources.source import Source
from crawler.spiders.store_spider import StoreSpider

NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")  # meta tags with a site's name
MOST_LISTED = 10  # listings of one kind in the entry; people do not choose among more


class FindSpider(StoreSpider):
    """Reads the listings of one site and fetches no article."""

    name = "find"
    listings: ListingPages
    run: SourceRun

    def __init__(self, site: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._site = site.strip()
        self.offered: dict[str, tuple[Kind, int]] = {}  # kind of each listing, and how many articles it offers
        self.sections: list[str] = []
        self.front_page: TextResponse | None = None
        self.dates: set[str] = set()  # dates of the articles that its listings offer

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str]) -> list[Source]:
        """Return the site as a source. Raises SourceError, a ValueError, if it is not an address."""
        return [site_source(arguments.get("site", "").strip())]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider and the run of its site."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.listings = ListingPages(crawler, lambda *_: (), spider.note_read)
        spider.run = run_of(site_source(spider._site), crawler.settings, max_articles="0")
        spider.outcomes = {spider.run.source.id: spider.run.outcome}
        return spider

    async def begin(self) -> AsyncIterator[Request]:
        """Yield requests for the front page and robots.txt."""
        for request in await self.listings.requests(self.run, entry_listings(self.run.source)):
            yield request

    def note_read(self, response: Response, run: SourceRun, ref: ListingRef, reading: Reading) -> None:
        """Note how many articles a listing offers, and the front page."""
        self.dates.update(link.date for link in reading.links if link.date)
        self.offered[ref.url] = (ref.kind, len(reading.listing.articles) + reading.known)
        if ref.kind == "front_page" and isinstance(response, TextResponse):
            self.sections = reading.listing.sections
            self.front_page = response


def found_source(spider: FindSpider) -> tuple[Source | None, str]:
    """Return the site as a source, or None and the reason."""
    run = spider.run
    if not run.outcome.listings_read:
        return None, f"nothing could be read: {run.outcome.failure(stored=0)}"
    feeds, sitemaps = (_of_kind(spider, kind) for kind in ("feed", "sitemap"))
    if spider.front_page and not is_on_site(spider.front_page.url, run.source):
        return None, f"leads to {spider.front_page.url}, which is on another site: give that address"
    if not (feeds or sitemaps or spider.sections or run.outcome.offered):
        return None, "no feeds, sitemaps, sections or article links were found"
    sections = tuple(spider.sections[:MOST_LISTED])
    source = replace(run.source, feeds=feeds, sitemaps=sitemaps, sections=sections)
    every = crawl_interval(spider.dates, datetime.now(UTC))
    return replace(_described(source, spider.front_page), every=every), ""


def _described(source: Source, page: TextResponse | None) -> Source:
    """Return the source with a readable id, and with the name and language from its front page."""
    source = replace(source, id=source.id.removeprefix("www."))
    if page is None:
        return source
    read = partial(_first, page)
    names = (read(f"//meta[@property='{name}' or @name='{name}']/@content") for name in NAMES)
    declared = (read("/html/@lang"), read("//meta[@http-equiv='content-language']/@content"),
                read("//meta[@property='og:locale']/@content"))  # fmt: skip
    name = site_name(names, read("//head/title/text()"), urlsplit(page.url).hostname or "")
    return replace(source, name=name or source.name, language=site_language(declared) or _language_of(page))


def _first(page: TextResponse, path: str) -> str | None:
    return page.xpath(path).get()


def _language_of(page: TextResponse) -> str | None:
    """Return the language of a page that declares none, detected from its text."""
    from cleaners.cleaning import clean_page  # here, because it is rarely needed

    return clean_page(Page(body=page.body, url=page.url)).language


def _of_kind(spider: FindSpider, kind: str) -> tuple[str, ...]:
    """Return the listings of a kind that offer articles, those with the most first."""
    found = [(count, url) for url, (its_kind, count) in spider.offered.items() if its_kind == kind and count]
    return tuple(url for _, url in sorted(found, key=lambda pair: -pair[0])[:MOST_LISTED])
