"""Refuse responses that do not hold a whole page, such as 206 with a part of it."""

from __future__ import annotations

from scrapy import Spider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError, HttpErrorMiddleware

from crawler.network.status import holds_page


class HttpStatusMiddleware(HttpErrorMiddleware):
    """Lets a 2xx response pass if it holds a page; Scrapy's middleware lets all of them pass."""

    def process_spider_input(self, response: Response, spider: Spider | None = None) -> None:
        """Raise HttpError for an error response, or for a success without the page; `errback` then gets it."""
        if 200 <= response.status < 300 and not holds_page(response.status):
            raise HttpError(response, f"HTTP status {response.status} does not bring the whole page")
        super().process_spider_input(response)
