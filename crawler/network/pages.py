"""Make the cleaner's input, a `Page`, from a response."""

from __future__ import annotations

from scrapy.http import Response
from w3lib.encoding import http_content_type_encoding

from cleaners.page import Page
from crawler.moments import now
from crawler.network.headers import header, rights_headers


def page_of(response: Response) -> Page:
    """Return a fetched page with the information from its response."""
    return Page(
        body=response.body,
        url=response.url,
        encoding=http_content_type_encoding(header(response, "Content-Type")),
        requested_url=response.request.url if response.request else None,
        fetched_at=now(),
        status=response.status,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        headers=rights_headers(response),
    )
