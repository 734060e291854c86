"""Follow the links on article pages of a source whose listings name few articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.frontier.link_notes import LinkNotes
from crawler.frontier.listing_reader import ListingReader
from crawler.frontier.listings import ListingRef
from crawler.frontier.source_run import SourceRun
from crawler.sources.selection import links_alike, select_links
from crawler.sources.source import ArticleLink, ListingError
from crawler.stores import store_of

FEW_OFFERED = 10  # links on all listings of a source; with fewer, links on its articles are followed too

# Returns requests for the new article links of the page at an address.
Fetch = Callable[[SourceRun, list[ArticleLink], str], Iterable[Request]]


class RelatedLinks:
    """Reads article pages as listings, with the reader of the listings, and notes their links as pending."""

    def __init__(self, crawler: Crawler, reader: ListingReader, fetch: Fetch) -> None:
        self._reader = reader
        self._links = LinkNotes(store_of(crawler))
        self._fetch = fetch

    async def requests(self, response: Response, run: SourceRun) -> list[Request]:
        """Return requests for the articles to which an article links, on a site with few links and without a maze."""
        if run.source.listings() or run.outcome.offered >= FEW_OFFERED:
            return []
        ref = ListingRef(response.url, "section")
        try:
            reading = await self._reader.read(ref, response.body, response.url, run.source)
        except ListingError:
            return []
        now = datetime.now(UTC)
        selected, _ = select_links(links_alike(reading.listing.articles, response.url, now), run.source, now)
        run.note_connections(response.cb_kwargs["link"].url, [link.url for link in selected])
        taken = [] if run.is_in_maze else run.take_related(selected)
        run.sections.tried.add(response.url)
        return [*self._fetch(run, await self._links.note(taken, run.source.id), response.url)]
