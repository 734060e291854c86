"""Obey Retry-After and long Crawl-delays: pause requests to a host, or stop them for the rest of the run."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.headers import header
from crawler.network.robots import robots_agent
from crawler.stores import StoreError, store_of

TOO_MANY_REQUESTS = 429
BUSY_STATUSES = (TOO_MANY_REQUESTS, 503)  # whose Retry-After asks for a pause (RFC 6585, RFC 9110)

# Seconds: 30 days. A longer pause is a mistake, such as a date in the year 9999, and is cut to this.
MAX_RETRY_AFTER_SECONDS = 30 * 86_400

# Seconds before a request to a busy host is repeated, doubled at each retry. Some hosts send 429 without Retry-After,
# or with 0 or a date that has just passed; retries without a pause would only use up RETRY_TIMES.
LEAST_PAUSE_SECONDS = 1.0

_SECONDS = re.compile(r"([0-9]+)(\.[0-9]+)?")

# Why a host is closed: a long pause in its Retry-After header, or a long Crawl-delay in its robots.txt.
CloseReason = Literal["retry_after", "crawl_delay"]


class HostClosed(IgnoreRequest):
    """A request was not sent or repeated, because its host wants a pause longer than WAIT_MAX_SECONDS.

    `seconds` is the requested pause.
    """

    def __init__(self, reason: CloseReason, seconds: float) -> None:
        super().__init__(f"{reason}: the host asks for a pause of {seconds:.0f} seconds")
        self.reason = reason
        self.seconds = seconds


class RetryAfterMiddleware:
    """Pauses a host for a short Retry-After. A long one, or a long Crawl-delay, closes the host for this run.

    A pause is long if it exceeds WAIT_MAX_SECONDS. The store keeps it, and later runs obey it.
    """

    def __init__(self, crawler: Crawler, longest_wait_seconds: float, user_agent: str) -> None:
        self._crawler = crawler
        self._longest_wait_seconds = longest_wait_seconds
        self._user_agent = user_agent
        self._closed: dict[str, HostClosed] = {}
        self._store = store_of(crawler)
        self._earlier: dict[str, asyncio.Task[None]] = {}  # by host: obeys a pause that an earlier run was asked for
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterMiddleware:
        """Read WAIT_MAX_SECONDS and the user agent of robots.txt."""
        settings = crawler.settings
        return cls(crawler, settings.getfloat("WAIT_MAX_SECONDS"), robots_agent(settings))

    async def process_request(self, request: Request) -> None:
        """Wait for the end of a pause that an earlier run was asked for; raise HostClosed for a closed host."""
        host = _host(request)
        if host not in self._earlier:
            self._earlier[host] = asyncio.ensure_future(self._keep_earlier_pause(host, request))
        await asyncio.shield(self._earlier[host])
        if closed := self._closed.get(_host(request)):
            raise HostClosed(closed.reason, closed.seconds)

    async def _keep_earlier_pause(self, host: str, request: Request) -> None:
        try:
            seconds = await self._store.ask(lambda store: store.hosts.pause_seconds(host))
        except StoreError:
            return  # the run ends
        if seconds > self._longest_wait_seconds:
            self._close(request, "retry_after", seconds)
        else:
            await asyncio.sleep(seconds)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Pause the host if its response has Retry-After or the status 429.

        RetryMiddleware then repeats the request after the pause.

        Raises:
            HostClosed: The pause is longer than WAIT_MAX_SECONDS.
        """
        asked = retry_after_seconds(response) if response.status in BUSY_STATUSES else None
        if asked is None and response.status != TOO_MANY_REQUESTS:
            return response
        if asked is not None:
            self._crawler.stats.inc_value("politeness/retry_after")
        seconds = max(asked or 0, LEAST_PAUSE_SECONDS * 2 ** request.meta.get("retry_times", 0))
        if seconds >= MAX_RETRY_AFTER_SECONDS:
            self._crawler.stats.inc_value("politeness/retry_after_cut")
        with suppress(StoreError):  # the run ends
            await self._store.ask(lambda store: store.hosts.note_pause(_host(request), seconds))
        if seconds > self._longest_wait_seconds:
            raise self._close(request, "retry_after", seconds)
        self._pause(request, seconds)
        return response

    def _pause(self, request: Request, seconds: float) -> None:
        """Make the downloader pause for some seconds before it sends anything to the host of a request."""
        assert self._crawler.engine is not None
        slot = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is not None:
            # The next request is sent `delay` seconds after `lastseen`, which is ignored if there is no delay.
            slot.delay = max(slot.delay, 0.01)
            slot.lastseen = time.monotonic() + seconds

    def _close(self, request: Request, reason: CloseReason, seconds: float) -> HostClosed:
        """Close the host of a request for this run, and return the exception to raise."""
        self._crawler.stats.inc_value(f"politeness/host_closed/{reason}")
        return self._closed.setdefault(_host(request), HostClosed(reason, seconds))

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Close the host if its Crawl-delay is too long."""
        delay = robotparser.crawl_delay(self._user_agent)
        if delay and delay > self._longest_wait_seconds:
            self._close(request, "crawl_delay", delay)


def retry_after_seconds(response: Response) -> float | None:
    """Return the pause in seconds that a Retry-After header asks for; None without a valid header.

    The header has an HTTP date or a number of seconds, to which some servers add a fraction; only nine digits are read.
    The result is at most MAX_RETRY_AFTER_SECONDS.
    """
    raw = (header(response, "Retry-After") or "").strip()
    if seconds := _SECONDS.fullmatch(raw):
        return min(float(seconds[1][:9]) + bool(seconds[2]), MAX_RETRY_AFTER_SECONDS)
    try:
        moment = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # `astimezone` would fail, because the last hours of the year 9999 have no time in UTC.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), MAX_RETRY_AFTER_SECONDS)


def _host(request: Request) -> str:
    """Return host and port, because another port of a host is another server, which may not be busy."""
    return urlparse_cached(request).netloc
