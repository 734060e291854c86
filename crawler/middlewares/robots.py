"""Obey robots.txt according to RFC 9309: a site whose robots.txt cannot be read gets no requests."""

from __future__ import annotations

import time

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from cleaners.rights.site import SiteRights, read_robots
from crawler.middlewares.claims import HostBusy
from crawler.middlewares.decompression import BodyRefused
from crawler.middlewares.host_budget import HostBudgetSpent
from crawler.middlewares.retry_after import HostClosed
from crawler.network.downloader import RunStoppedError
from crawler.network.errors import BODY_FAILURES, HOST_FAILURES
from crawler.network.robots import MAX_BYTES, is_robots
from crawler.network.robots_lines import robots_lines

KEEP_SECONDS = 24 * 3600  # RFC 9309: a robots.txt should not be used for longer
TOO_MANY_REQUESTS = 429
# Failures of a robots.txt that every request to its host would repeat. The requests fail in the same way, unsent.
_REPEATED = (HostBusy, HostClosed, HostBudgetSpent, RunStoppedError, *HOST_FAILURES)


class RobotsUnreachable(IgnoreRequest):
    """A request was not sent, because the host's robots.txt gives a server error or cannot be read."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware with RFC 9309's rules for failures; Scrapy's allows everything if a robots.txt fails.

    Server errors, the status 429, an unreachable host and an unreadable body forbid everything while they last. Other
    errors allow everything, as if the site had no robots.txt. The answer at the end of redirects decides. The file's
    statements about rights go into `site_rights` in the meta of each request.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._failures: dict[str, Exception] = {}
        self._rights: dict[str, SiteRights] = {}  # the statements of each robots.txt about rights
        self._read_at: dict[str, float] = {}  # monotonic seconds, by host and port

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the parser of the host's robots.txt; None if everything is allowed.

        Raises:
            RobotsUnreachable: The robots.txt gives a server error or cannot be read.
            Exception: The host failed, so its robots.txt could not be fetched.
        """
        netloc = urlparse_cached(request).netloc
        self._forget_after_a_day(netloc)
        parser = await super().robot_parser(request)
        if failure := self._failures.get(netloc):
            raise failure.with_traceback(None)
        request.meta["site_rights"] = self._rights.get(netloc)
        return parser

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise RobotsUnreachable if a robots.txt redirects to an address that fails.

        Such a failure is not one of the host that redirects: its pages are not requested, and may be later.
        """
        first = next(iter(request.meta.get("redirect_urls", ())), "")
        if isinstance(exception, RunStoppedError) or not (first and is_robots(request.replace(url=first))):
            return
        name = type(exception).__name__
        raise RobotsUnreachable(f"the robots.txt at {first} redirects to {request.url}, which fails: {name}")

    def _forget_after_a_day(self, netloc: str) -> None:
        known = not isinstance(self._parsers.get(netloc), Deferred)
        if known and time.monotonic() - self._read_at.get(netloc, 0) > KEEP_SECONDS:
            self._parsers.pop(netloc, None)
            self._failures.pop(netloc, None)
            self._rights.pop(netloc, None)
            self._read_at[netloc] = time.monotonic()

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == TOO_MANY_REQUESTS:
            raise RobotsUnreachable(f"the robots.txt of {netloc} answers {response.status}")
        is_there = 200 <= response.status < 300
        if is_there:
            lines = robots_lines(response.body[:MAX_BYTES].decode("utf-8", "surrogateescape"))
            body = "\n".join(lines).encode("utf-8", "surrogateescape")
            self._rights[netloc] = read_robots(body, self._robotstxt_useragent or "")
        self._stats.inc_value("robots/read" if is_there else "robots/absent")
        await super()._parse_robots(response if is_there else response.replace(body=b""), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, (BodyRefused, *BODY_FAILURES)):
            exc = RobotsUnreachable(f"the robots.txt of {netloc} cannot be read: {type(exc).__name__}")
        is_unreachable = isinstance(exc, (RobotsUnreachable, *_REPEATED))
        if is_unreachable:
            self._failures[netloc] = exc
        self._stats.inc_value("robots/unreachable" if is_unreachable else "robots/absent")
        super()._robots_error(exc, netloc)
