"""Unpacks answers, within DOWNLOAD_MAXSIZE."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from crawler.network.decompression import ENCODINGS, DecompressionError, decompress, known_encodings


class BodyRefused(IgnoreRequest):
    """An answer whose body cannot be unpacked or is too large; `reason` is its code."""

    def __init__(self, error: DecompressionError) -> None:
        super().__init__(str(error))
        self.reason = error.reason


class DecompressionMiddleware:
    """Asks for packed bodies and unpacks them; a body that is cut off, damaged or too large is refused."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DecompressionMiddleware:
        """Read DOWNLOAD_MAXSIZE, in bytes."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say which encodings are understood."""
        request.headers.setdefault("Accept-Encoding", ", ".join(ENCODINGS))

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the answer unpacked; BodyRefused where that cannot be done."""
        headers = [header.decode("latin-1") for header in response.headers.getlist("Content-Encoding")]
        encodings = known_encodings(headers)
        if not encodings or not response.body:
            return response
        try:
            body = decompress(response.body, encodings, self._max_bytes)
        except DecompressionError as error:
            raise BodyRefused(error) from None
        unpacked = response.replace(body=body)
        del unpacked.headers["Content-Encoding"]
        return unpacked.replace(cls=responsetypes.from_args(headers=unpacked.headers, url=unpacked.url, body=body))
