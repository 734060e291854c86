"""One page, fetched as `scrapy crawl article` does and handed back instead of stored."""

from __future__ import annotations

from scrapy.http import Response
from scrapy.settings import BaseSettings

from cleaners.page import Page
from crawler.frontier.outcome import SourceOutcome
from crawler.sources.source import ArticleLink
from crawler.spiders.article import ArticleSpider


class InspectSpider(ArticleSpider):
    """Fetches the page of `-a urls=URL` and keeps it as `page`."""

    name = "inspect"
    page: Page | None = None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Leave nothing behind: a look is not archived."""
        super().update_settings(settings)
        settings.set("ARCHIVE_DIR", "", priority="spider")

    async def parse_article(self, response: Response, link: ArticleLink, outcome: SourceOutcome) -> list[Page]:
        """Keep the page; return nothing, so that no pipeline sees it."""
        self.page = next(iter(await super().parse_article(response, link, outcome)), None)
        return []

    def why_no_page(self) -> str:
        """Return the reason code where nothing was fetched that could be cleaned."""
        failures = self.outcomes["given"].page_failures if self.outcomes else None
        return next(iter(failures)) if failures else "not_html"
