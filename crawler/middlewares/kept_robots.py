"""Answer a request for a robots.txt from the store if a run has read the file recently."""

from __future__ import annotations

from contextlib import suppress

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.robots import MAX_BYTES, is_robots
from crawler.stores import CrawlStore, StoreError, store_of
from crawler.stores.sites.hosts import KeptRobots

TOO_MANY_REQUESTS = 429
KEPT = "kept"  # the flag of a response that was not fetched


class KeptRobotsMiddleware:
    """Keeps each robots.txt that was read, or its absence, in the store. This is the first middleware.

    A server error is not kept, so the next run tries again.
    """

    def __init__(self, store: CrawlStore, keep_seconds: float) -> None:
        if keep_seconds <= 0:
            raise NotConfigured
        self._store = store
        self._keep_seconds = keep_seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeptRobotsMiddleware:
        """Read ROBOTS_KEEP_SECONDS; 0 turns it off."""
        return cls(store_of(crawler), crawler.settings.getfloat("ROBOTS_KEEP_SECONDS"))

    async def process_request(self, request: Request) -> Response | None:
        """Return the kept response for a robots.txt; let other requests pass."""
        if not is_robots(request):
            return None
        try:
            kept = await self._store.ask(
                lambda store: store.hosts.robots(urlparse_cached(request).netloc, self._keep_seconds)
            )
        except StoreError:
            return None  # the run ends
        return Response(request.url, kept.status, body=kept.body, flags=[KEPT]) if kept else None

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep the response for a robots.txt under the first host, before any redirects."""
        redirected = request.meta.get("redirect_urls")
        first = request.replace(url=redirected[0]) if redirected else request
        if is_robots(first) and KEPT not in response.flags and _is_final(response.status):
            body = response.body[:MAX_BYTES] if response.status < 300 else b""
            with suppress(StoreError):  # the run ends
                await self._store.ask(
                    lambda store: store.hosts.note_robots(
                        urlparse_cached(first).netloc, KeptRobots(response.status, body)
                    )
                )
        return response


def _is_final(status: int) -> bool:
    """Return True if a later request would probably get the same response."""
    return 200 <= status < 300 or (400 <= status < 500 and status != TOO_MANY_REQUESTS)
