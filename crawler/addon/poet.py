"""A scrapy-poet provider that gives clean articles to callbacks and page objects which declare one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from cleaners.article import Article
from crawler.addon.cleaning import CleaningError, cleaning_of

try:
    import zyte_common_items as zyte
    from scrapy_poet.page_input_providers import PageObjectInputProvider
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(f"{missing.name} is missing: pip install 'newsgalley[poet]'.") from None


class CleanArticleProvider(PageObjectInputProvider):
    """Provides `cleaners.Article` and `zyte_common_items.Article`, cleaned in a worker process within limits.

    `SCRAPY_POET_PROVIDERS = {"crawler.addon.poet.CleanArticleProvider": 500}`.
    """

    provided_classes = {Article, zyte.Article}  # noqa: RUF012 - the base class declares it
    name = "newsgalley"

    async def __call__(
        self, to_provide: set[Callable[..., Any]], response: Response, crawler: Crawler
    ) -> Sequence[Any]:
        """Return the article as an object of each class; raise CleaningError if the page cannot be cleaned."""
        from crawler.addon.zyte import to_zyte_article

        if not isinstance(response, HtmlResponse):
            raise CleaningError(response.url, "not_html", "the response is not HTML")
        article = await cleaning_of(crawler).article(response)
        return [article if cls is Article else to_zyte_article(article) for cls in to_provide]
