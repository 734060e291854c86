"""`newsgalley crawl article`: fetches only the given addresses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.frontier.article_pages import ArticlePages
from crawler.frontier.source_run import given_run
from crawler.frontier.story_parts import StoryParts
from crawler.pipelines.story_pages import FetchPart
from crawler.sources.arguments import given_links
from crawler.sources.source import ArticleLink
from crawler.spiders.store_spider import StoreSpider


class ArticleSpider(StoreSpider):
    """Fetches the pages in `-a urls=URL,URL` or `-a file=PATH`, even those that the store has."""

    name = "article"
    articles: ArticlePages
    fetch_part: FetchPart

    def __init__(self, urls: str | None = None, file: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._links = given_links(urls, file)

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str]) -> list[ArticleLink]:
        """Return the links that the arguments name. Raises ValueError, with one clear sentence, if there are none."""
        return given_links(arguments.get("urls"), arguments.get("file"))

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn MIN_QUALITY off, because the user chose these pages."""
        super().update_settings(settings)
        settings.set("MIN_QUALITY", 0.0, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider with its `ArticlePages`."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.articles = ArticlePages(crawler)
        spider.fetch_part = StoryParts(crawler).fetch
        return spider

    async def begin(self) -> AsyncIterator[Request]:
        """Yield a request for each address."""
        await self.store.ask(lambda store: store.state.add_given(self._links))
        run = given_run()
        self.outcomes = {"given": run.outcome}
        for link in self._links:
            yield self.articles.request(link, run)
