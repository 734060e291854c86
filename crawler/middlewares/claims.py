"""Keep the runs on one PostgreSQL apart: a run sends requests only to sites that it has claimed."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress

from scrapy import Spider, signals
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.downloader import StoppableDownloader
from crawler.sources.source import site_of
from crawler.stores import CrawlStore, StoreError, store_of

# How many seconds requests wait for a site that another run has claimed. Runs take turns on a host that several sites
# share, such as a service that hosts feeds. A run keeps the sites of its own sources much longer.
WAIT_SECONDS = 20.0
PAUSE_SECONDS = 0.5  # between two tries
HAND_OVER_SECONDS = 1.0  # before the first request to a site that another run has just given back
CHECK_SECONDS = 1.0  # between two searches for sites that can be given back; a site is kept for at least this time
CONFIRM_SECONDS = 2.0  # between two queries that confirm the claims: the server ends the sessions of silent runs
# Requests are sent for this many seconds after the last confirmed query. The server keeps claims longer than that
# (`idle_session_timeout`), so a process that was stopped and continues first confirms its claims.
SURE_SECONDS = 6.0


class HostBusy(IgnoreRequest):
    """Another run has claimed the host's site; the page stays pending."""


class ClaimMiddleware:
    """Claims the site of each request before it is sent, and gives back sites that the run no longer needs.

    A run claims the sites of its sources when it begins. Their listings and pages may lead to other sites, which are
    claimed here while requests to them are in progress. This is the last middleware before the downloader, so a request
    is sent right after the claim.
    """

    def __init__(self, crawler: Crawler, store: CrawlStore) -> None:
        if store.claimed_sites is None:
            raise NotConfigured
        self._crawler = crawler
        self._store = store
        self._claiming: dict[str, asyncio.Task[bool]] = {}  # by site
        self._busy: set[str] = set()  # sites that did not become free in time; requests no longer wait for them
        self._hosts: defaultdict[str, set[str]] = defaultdict(set)  # by site
        self._leaving: set[str] = set()  # sites that are being given back
        self._used_at: dict[str, float] = {}  # monotonic seconds of the last request to a site
        self._confirmed_at = time.monotonic()  # when the last answered query was sent
        self._watch: asyncio.Task[None] | None = None
        crawler.signals.connect(self._start, signal=signals.spider_opened)
        # Not earlier, because the end of a run still uses the session.
        crawler.signals.connect(self._stop, signal=signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ClaimMiddleware:
        """Use the store of the crawl; raise NotConfigured where only one run at a time can use the store."""
        return cls(crawler, store_of(crawler))

    @property
    def _downloader(self) -> StoppableDownloader:
        assert self._crawler.engine is not None
        downloader: Downloader = self._crawler.engine.downloader
        assert isinstance(downloader, StoppableDownloader)
        return downloader

    async def process_request(self, request: Request) -> None:
        """Claim the site of a request.

        Raises:
            HostBusy: Another run has claimed the site.
        """
        site = site_of(request.url)
        self._hosts[site].add(urlparse_cached(request).hostname or "")
        while site in self._leaving:
            await asyncio.sleep(PAUSE_SECONDS)
        if site not in (self._store.claimed_sites or ()):
            if site not in self._claiming:
                self._claiming[site] = asyncio.ensure_future(self._claim(site))
            if not await asyncio.shield(self._claiming[site]):
                raise HostBusy(f"another run works on {site}")
        self._used_at[site] = time.monotonic()

    async def _claim(self, site: str) -> bool:
        """Try to claim a site for all requests that wait for it; return True if that worked."""
        began = time.monotonic()
        try:
            while not await self._store.ask(lambda store: store.claims.take([site])):
                if site in self._busy or time.monotonic() - began >= WAIT_SECONDS:
                    self._busy.add(site)
                    return False
                await asyncio.sleep(PAUSE_SECONDS)
            if time.monotonic() - began >= PAUSE_SECONDS:
                # The other run may have been killed, while the host still answers its requests.
                await asyncio.sleep(HAND_OVER_SECONDS)
            return True
        finally:
            del self._claiming[site]

    def _start(self, spider: Spider) -> None:
        needs_site: Callable[[str], bool] = getattr(spider, "needs_site", lambda _: False)
        self._downloader.may_send = self._is_sure
        self._watch = asyncio.ensure_future(self._keep_claims(needs_site))

    def _stop(self) -> None:
        if self._watch:
            self._watch.cancel()

    async def _keep_claims(self, needs_site: Callable[[str], bool]) -> None:
        """Confirm the claims, and give sites back, until the store fails or the run ends."""
        with suppress(StoreError):
            while True:
                await self._confirm()
                held = tuple(self._store.claimed_sites or ())
                self._leaving = {site for site in held if not self._is_in_use(site) and not needs_site(site)}
                await self._store.ask(lambda store: store.claims.give_back(self._leaving))
                self._leaving = set()
                await asyncio.sleep(CHECK_SECONDS)

    async def _confirm(self) -> None:
        asked_at = time.monotonic()
        if asked_at - self._confirmed_at < CONFIRM_SECONDS:
            return
        await self._store.ask(lambda store: store.claims.confirm())
        self._confirmed_at = asked_at
        # In any case, because claims may have become unsure during the query, and nothing else wakes waiting requests.
        self._downloader.resume()

    def _is_sure(self) -> bool:
        """Return True if it is certain that no other run has claimed the sites of this one."""
        return time.monotonic() - self._confirmed_at < SURE_SECONDS

    def _is_in_use(self, site: str) -> bool:
        """Return True if requests to a site are in progress, or if the delay after the last one is not over."""
        now = time.monotonic()
        if now - self._used_at.get(site, 0) < CHECK_SECONDS or site in self._claiming:
            return True
        slots = [slot for host in self._hosts[site] if (slot := self._downloader.slots.get(host))]
        return any(
            now - slot.lastseen < slot.delay or any(site_of(request.url) == site for request in slot.active)
            for slot in slots
        )
