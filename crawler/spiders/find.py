"""What a site offers: its feeds, sitemaps and sections, tried out, as a ready source."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response, TextResponse

from crawler.frontier.listing_reader import Reading
from crawler.frontier.listings import Kind, ListingRef
from crawler.frontier.source_run import SourceRun
from crawler.sources.front_page import find_sections
from crawler.sources.sitemaps import COMMON_FEED_PATHS
from crawler.sources.source import Source
from crawler.spiders.news import NewsSpider

MOST_LISTED = 10  # of a kind in the entry: beyond that a reader does not choose


class FindSpider(NewsSpider):
    """Reads the listings of one site and fetches no article."""

    name = "find"

    def __init__(self, site: str | None = None, **kwargs: Any) -> None:
        super().__init__(site=site, most="0", **kwargs)
        self.offered: dict[str, tuple[Kind, int]] = {}  # what each listing is, and how many articles it offers
        self.sections: list[str] = []
        self.language: str | None = None
        self.site_name: str | None = None

    async def parse_listing(self, response: Response, run: SourceRun, ref: ListingRef) -> AsyncIterator[Request]:
        """Note sections, language and name on the front page as well."""
        async for request in super().parse_listing(response, run, ref):
            yield request
        if ref.kind == "front_page" and isinstance(response, TextResponse):
            self.sections = find_sections(response.body, response.url)
            self.site_name = response.xpath("string(//meta[@property='og:site_name']/@content)").get() or None
            self.language = response.xpath("string(/html/@lang)").get() or None

    def note_read(self, run: SourceRun, ref: ListingRef, reading: Reading) -> Iterator[Request]:
        """Note what a listing offers; a front page that names no feed is asked for the usual ones."""
        self.offered[ref.url] = (ref.kind, len(reading.listing.articles) + reading.known)
        if ref.kind == "front_page" and not reading.listing.listings:
            usual = [urljoin(run.source.home, path) for path in COMMON_FEED_PATHS]
            yield from self._ask(run, [ListingRef(url, "feed", guessed=True) for url in usual])


def found_source(spider: FindSpider) -> tuple[Source | None, str]:
    """Return the site as a source, or None and why not."""
    run = spider.runs[0]
    if not run.outcome.listings_read:
        return None, f"nothing could be read: {run.outcome.failure(stored=0)}"
    feeds, sitemaps = (_of_kind(spider, kind) for kind in ("feed", "sitemap"))
    if not (feeds or sitemaps or spider.sections or run.outcome.offered):
        return None, "no feeds, sitemaps, sections or article links were found"
    sections = tuple(spider.sections[:MOST_LISTED])
    source = replace(run.source, feeds=feeds, sitemaps=sitemaps, sections=sections, language=spider.language)
    return replace(source, name=spider.site_name or source.name), ""


def _of_kind(spider: FindSpider, kind: str) -> tuple[str, ...]:
    """Return the listings of a kind that offer articles, the ones with most first."""
    found = [(count, url) for url, (its_kind, count) in spider.offered.items() if its_kind == kind and count]
    return tuple(url for _, url in sorted(found, key=lambda pair: -pair[0])[:MOST_LISTED])
