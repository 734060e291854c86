"""The download handler: refuses addresses, limits headers, and bounds the time of all tries for a page together."""

from __future__ import annotations

from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, ResponseDataLossError, StopDownload
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.addresses.policy import PORTS, policy_of
from crawler.network.certificates import certificate_policy
from crawler.network.errors import refined
from crawler.network.http_client import client_factory
from crawler.network.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from crawler.network.robots import is_robots
from crawler.network.whole_body import is_whole

# The timeout of a try or redirect that starts when no time is left, so that it also ends as a timeout.
MIN_TIMEOUT_SECONDS = 0.1


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler, limited by DOWNLOAD_TIMEOUT per page, MAX_HEADER_BYTES and the address policy."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._policy = policy_of(crawler.settings)
        self._max_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._page_seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._pool._factory = client_factory(crawler.settings.getint("MAX_HEADER_BYTES"))  # type: ignore[assignment]
        self._contextFactory: Any = certificate_policy(crawler, self._contextFactory)
        crawler.signals.connect(self._end_robots, signal=signals.bytes_received)

    async def download_request(self, request: Request) -> Response:
        """Download a page in the rest of its time.

        Raises:
            AddressRefused: The policy refuses the URL or the addresses of its host.
        """
        if proxy := request.meta.get("proxy"):
            self._policy.trust_proxy(proxy)
        self._policy.check(request.url)
        # Scrapy copies the meta of a request to its retries and redirects.
        spent = request.meta.get("seconds_spent", 0.0)
        request.meta["download_fail_on_dataloss"] = False  # see `_untruncated`
        request.meta["download_timeout"] = max(self._page_seconds - spent, MIN_TIMEOUT_SECONDS)
        if is_robots(request):
            request.meta.update(download_maxsize=0, robots_bytes=0)  # see `_end_robots`
        started = monotonic()
        try:
            response = await super().download_request(without_credentials(request))
        except DownloadFailedError as error:
            raise refined(error) from error.__cause__
        except CannotResolveHostError:
            if not proxy:
                # The resolver leaves out refused addresses. If none is left, the refusal is the better reason.
                parts = urlparse_cached(request)
                self._policy.check_resolved(parts.hostname or "", parts.port or PORTS[parts.scheme])
            raise
        finally:
            request.meta["seconds_spent"] = spent + monotonic() - started
        return _untruncated(response, self._max_bytes)

    def _end_robots(self, data: bytes, request: Request) -> None:
        """End the download of a robots.txt at DOWNLOAD_MAXSIZE and keep its beginning, whose rules apply."""
        if "robots_bytes" in request.meta:
            request.meta["robots_bytes"] += len(data)
            if request.meta["robots_bytes"] > max(self._max_bytes, MAX_ROBOTS_BYTES):
                raise StopDownload(fail=False)


def _untruncated(response: Response, max_bytes: int) -> Response:
    """Return a response, without a wrong length; raise ResponseDataLossError if its body is truncated.

    The body of a redirect is not checked.
    """
    is_redirect = 300 <= response.status < 400 and "Location" in response.headers
    if "dataloss" not in response.flags or is_redirect:
        return response
    if not is_whole(response.body, max_bytes):
        raise ResponseDataLossError(f"the body of {response.url} breaks off")
    response.headers.pop("Content-Length", None)
    return response


def without_credentials(request: Request) -> Request:
    """Return the request without the user and password in its URL, which must be neither sent nor stored."""
    parts = urlsplit(request.url)
    if "@" not in parts.netloc:
        return request
    return request.replace(url=parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())
