"""`newsgalley inspect URL`: fetches a page like `newsgalley crawl article`, but returns it instead of storing it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from cleaners.page import Page
from crawler.frontier.article_pages import ArticlePages
from crawler.frontier.source_run import SourceRun, given_run
from crawler.frontier.story_parts import StoryParts
from crawler.pipelines.dropped import PageUnfinished
from crawler.pipelines.story import PartMissingError
from crawler.sources.arguments import given_links
from crawler.sources.source import ArticleLink
from crawler.spiders.store_spider import StoreSpider


class InspectSpider(StoreSpider):
    """Fetches the page in `-a urls=URL`, with the `joined` further pages of its story, and keeps it as `page`."""

    name = "inspect"
    articles: ArticlePages
    parts: StoryParts
    page: Page | None = None

    def __init__(self, urls: str | None = None, joined: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._links = given_links(urls, None)
        self._joined = joined

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str]) -> list[ArticleLink]:
        """Return the link that the argument names. Raises ValueError, with one clear sentence, if there is none."""
        return given_links(arguments.get("urls"), None)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn the archive off, because an inspected page must leave nothing behind."""
        super().update_settings(settings)
        settings.set("ARCHIVE_DIR", "", priority="spider")
        settings.set("ARCHIVE_URL", "", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider with its `ArticlePages`."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.articles = ArticlePages(crawler)
        spider.parts = StoryParts(crawler)
        return spider

    async def begin(self) -> AsyncIterator[Request]:
        """Yield the request for the page."""
        run = given_run()
        self.outcomes = {"given": run.outcome}
        for link in self._links:
            yield self.articles.request(link, run).replace(callback=self.keep)

    async def keep(self, response: Response, link: ArticleLink, run: SourceRun) -> None:
        """Keep the page, and pass nothing to the pipelines."""
        page = next(iter(await self.articles.parse(response, link, run)), None)
        self.page = page and replace(page, later_pages=tuple(await self._later_pages(page)))

    async def _later_pages(self, page: Page) -> list[Page]:
        """Return the further pages of the story, up to the first one that is not available."""
        later: list[Page] = []
        for address in self._joined:
            try:
                part = await self.parts.fetch(address, page, page.url)
            except (PartMissingError, PageUnfinished):
                break
            later.append(part)
        return later

    def why_no_page(self) -> str:
        """Return the reason code why no page was fetched that can be cleaned."""
        failures = self.outcomes["given"].page_failures if self.outcomes else None
        return next(iter(failures)) if failures else "not_html"
