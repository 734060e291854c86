"""Decompress responses to at most DOWNLOAD_MAXSIZE bytes."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from crawler.network.decompression import (
    ENCODINGS,
    DecompressionError,
    brotli_page,
    decompress,
    encoding_of,
    supported_encodings,
)
from crawler.network.headers import header
from crawler.network.robots import is_robots


class BodyRefused(IgnoreRequest):
    """The body of a response cannot be decompressed or is too large; `reason` is the code for statistics."""

    def __init__(self, error: DecompressionError) -> None:
        super().__init__(str(error))
        self.reason = error.reason


class DecompressionMiddleware:
    """Requests compressed bodies and decompresses them; refuses truncated, damaged and oversized ones.

    It replaces Scrapy's HttpCompressionMiddleware, which does not say why it refuses a body.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._max_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DecompressionMiddleware:
        """Read DOWNLOAD_MAXSIZE, in bytes."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add Accept-Encoding. A robots.txt is requested uncompressed, so that the start of a large one can be read."""
        request.headers.setdefault("Accept-Encoding", "identity" if is_robots(request) else ", ".join(ENCODINGS))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the decompressed response, or the request for another try if the end of the body is missing.

        Raises:
            BodyRefused: The body cannot be decompressed or is too large.
        """
        try:
            return self._unpacked(response)
        except BodyRefused as error:
            again = self._repeated(request) if error.reason == "truncated" else None
            if again is None:
                raise
            return again

    def _repeated(self, request: Request) -> Request | None:
        assert self._crawler.spider is not None
        return get_retry_request(request, spider=self._crawler.spider, reason="truncated")

    def _unpacked(self, response: Response) -> Response:
        headers = [header.decode("latin-1") for header in response.headers.getlist("Content-Encoding")]
        encodings = supported_encodings(headers)
        is_html = "html" in (header(response, "Content-Type") or "").lower()
        if not encodings and (shown := encoding_of(response.body)):
            return _unpack_unlabelled(response, shown, self._max_bytes)
        is_named = encodings[-1:] == ["br"] or encoding_of(response.body) is not None
        if is_html and not is_named and (page := brotli_page(response.body, self._max_bytes)):
            return _decompressed(response, page)
        if not encodings or not response.body:
            return response
        try:
            body = decompress(response.body, encodings, self._max_bytes)
            if len(encodings) == 1 and encoding_of(body) == "gzip" and is_html:  # compressed twice but declared once
                body = decompress(body, ["gzip"], self._max_bytes)
        except DecompressionError as error:
            raise BodyRefused(error) from None
        return _decompressed(response, body)


def _unpack_unlabelled(response: Response, encoding: str, max_bytes: int) -> Response:
    """Decompress a file that was compressed in advance and that its server does not declare as compressed.

    A page must be whole. A sitemap, whose address often ends in .gz, is left to its reader, which can read a part.
    """
    try:
        return _decompressed(response, decompress(response.body, [encoding], max_bytes))
    except DecompressionError as error:
        if "html" in (header(response, "Content-Type") or "").lower():
            raise BodyRefused(error) from None
        return response


def _decompressed(response: Response, body: bytes) -> Response:
    """Return the response with its decompressed body, in the response class for its type."""
    decompressed = response.replace(body=body)
    decompressed.headers.pop("Content-Encoding", None)
    response_type = responsetypes.from_args(headers=decompressed.headers, url=decompressed.url, body=body)
    return decompressed.replace(cls=response_type)
