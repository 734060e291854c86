"""Repeat failed requests, and requests that were answered without a page."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares import retry
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.network.errors import CertificateRefusedError
from crawler.network.status import holds_page

ONCE = 1  # retries of a request that was answered without its page, because some sites always answer like this
_CONDITIONS = ("If-None-Match", "If-Modified-Since")


class RetryMiddleware(retry.RetryMiddleware):
    """Repeats requests after some statuses and errors, as Scrapy's does, and also after a response without a page.

    Such a response has an empty body, or the status "not modified" although the request had no condition. Both are
    faults of a cache, which are usually temporary.
    """

    def process_response(  # type: ignore[override]  # without the spider, which Scrapy does not pass any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the request for its second try."""
        if not _lacks_page(request, response):
            return super().process_response(request, response)
        assert self.crawler.spider is not None
        most = min(ONCE, self.max_retry_times)
        again = retry.get_retry_request(request, spider=self.crawler.spider, reason="no_content", max_retry_times=most)
        return again or response

    def process_exception(  # type: ignore[override]  # the same
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Return the request for another try; None if the host's certificate is refused, as it would be again."""
        is_final = isinstance(exception, CertificateRefusedError)
        return None if is_final else super().process_exception(request, exception)


def _lacks_page(request: Request, response: Response) -> bool:
    """Return True if a response lacks the requested page or listing; an empty robots.txt is valid."""
    if request.callback in (None, NO_CALLBACK) or request.meta.get("dont_obey_robotstxt"):
        return False
    if response.status == 304:
        return not any(name in request.headers for name in _CONDITIONS)
    return holds_page(response.status) and not response.body.strip()
