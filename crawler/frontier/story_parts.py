"""Fetch the further pages of a story like article pages: politely, within the budgets, and into the archive."""

from __future__ import annotations

from typing import cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.page import Page
from crawler.frontier.article_pages import article_page, page_context
from crawler.frontier.failures import FINAL, UNFINISHED, reason_of
from crawler.network.headers import header
from crawler.network.status import holds_page
from crawler.pipelines.dropped import PageUnfinished
from crawler.pipelines.story import PartMissingError
from crawler.sources.content_type import body_kind
from crawler.sources.source import ArticleLink, FoundBy
from crawler.stores import StoreError


class StoryParts:
    """Fetches the pages of a story for the pipeline that joins them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    async def fetch(self, address: str, page: Page, first_page: str | None) -> Page:
        """Return another page, at `address`, of the story to which `page` belongs.

        If it is a later page, `first_page` is the address of the story's first page, which the archive notes.

        Raises:
            PartMissingError: The page cannot be fetched, or is neither HTML nor text.
            PageUnfinished: The run ends.
        """
        title, date = (None, None) if first_page else (page.title_hint, page.date_hint)
        link = ArticleLink(url=address, found_by=cast(FoundBy, page.discovered_by), title=title, date=date)
        context = {**page_context(link, page.source), "first_page": first_page}
        response = await self._response(Request(address, dont_filter=True, meta={"archive": context}))
        if not holds_page(response.status):
            raise PartMissingError(f"http_{response.status}", is_temporary=True)
        kind = body_kind(header(response, "Content-Type") or "", response.body) if response.body.strip() else None
        if kind is None:
            raise PartMissingError("not_html")
        return article_page(response, link, page.source, kind)

    async def _response(self, request: Request) -> Response:
        assert self._crawler.engine is not None
        try:
            return await self._crawler.engine.download_async(request)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - every failure of a request has a reason code
            reason = reason_of(Failure(error))  # type: ignore[no-untyped-call]
            if reason in (UNFINISHED, "archive_failed"):
                raise PageUnfinished from None
            raise PartMissingError(reason, is_temporary=reason not in FINAL) from None
