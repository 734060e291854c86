"""Bounds the number of requests per host in a run."""

from __future__ import annotations

from collections import Counter

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached


class HostBudgetSpent(IgnoreRequest):
    """The host has received all requests of this run; later runs fetch what is left."""


class HostBudgetMiddleware:
    """Refuses requests to a host beyond MAX_REQUESTS_PER_HOST; redirects and retries count too."""

    def __init__(self, max_requests: int) -> None:
        if max_requests <= 0:
            raise NotConfigured
        self._max_requests = max_requests
        self._requests: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostBudgetMiddleware:
        """Read MAX_REQUESTS_PER_HOST; 0 turns it off."""
        return cls(crawler.settings.getint("MAX_REQUESTS_PER_HOST"))

    def process_request(self, request: Request) -> None:
        """Count a request.

        Raises:
            HostBudgetSpent: The budget of its host is spent.
        """
        host = urlparse_cached(request).netloc
        if self._requests[host] >= self._max_requests:
            raise HostBudgetSpent(f"{host} has received all {self._max_requests} requests of this run")
        self._requests[host] += 1
