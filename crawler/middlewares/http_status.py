"""Refuse responses that do not hold a whole page, such as those with status 206, which hold a part of it."""

from __future__ import annotations

from scrapy import Spider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError, HttpErrorMiddleware

from crawler.network.status import holds_page


class HttpStatusMiddleware(HttpErrorMiddleware):
    """Passes on a 2xx response only if its status means a whole page; Scrapy's middleware passes all of them on."""

    def process_spider_input(self, response: Response, spider: Spider | None = None) -> None:
        """Raise HttpError, which the request's errback gets, for an error response or a success without the page."""
        if 200 <= response.status < 300 and not holds_page(response.status):
            raise HttpError(response, f"HTTP status {response.status} does not bring the whole page")
        super().process_spider_input(response)
