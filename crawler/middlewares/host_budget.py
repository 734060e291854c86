"""At most so many requests to a host in a run."""

from __future__ import annotations

from collections import Counter

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached


class HostBudgetSpent(IgnoreRequest):
    """The host had its requests of this run; what is left is for the next."""


class HostBudgetMiddleware:
    """Turns away what goes beyond MAX_REQUESTS_PER_HOST, redirects and further tries included."""

    def __init__(self, most: int) -> None:
        if most <= 0:
            raise NotConfigured
        self._most = most
        self._asked: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostBudgetMiddleware:
        """Read MAX_REQUESTS_PER_HOST; 0 turns it off."""
        return cls(crawler.settings.getint("MAX_REQUESTS_PER_HOST"))

    def process_request(self, request: Request) -> None:
        """Count a request, or turn it away."""
        host = urlparse_cached(request).netloc
        if self._asked[host] >= self._most:
            raise HostBudgetSpent(f"{self._most} requests to {host} in this run")
        self._asked[host] += 1
