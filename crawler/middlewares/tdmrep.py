"""Read a site's `/.well-known/tdmrep.json` before its first article page."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from cleaners.rights.tdmrep import TdmRule, read_rules
from crawler.stores import StoreError, store_of

logger = logging.getLogger(__name__)

PATH = "/.well-known/tdmrep.json"
PRIORITY = 1_000  # before the pages that wait for it, as for robots.txt


class TdmRepMiddleware:
    """Puts the site's rules into the meta of each request for an article page, as `tdm_rules`.

    The file is requested once per site and day, like any other page within the robots.txt, delay and budget of its
    host. The store keeps its rules. A file that cannot be read counts as absent.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("READ_TDMREP"):
            raise NotConfigured
        self._crawler = crawler
        self._store = store_of(crawler)
        self._sites: dict[str, asyncio.Future[list[TdmRule]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TdmRepMiddleware:
        """Read the setting READ_TDMREP."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Add the rules to a request for an article page; let other requests pass."""
        if "archive" not in request.meta:
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._sites:
            self._sites[site] = asyncio.ensure_future(self._rules(site))
        request.meta["tdm_rules"] = await asyncio.shield(self._sites[site])

    async def _rules(self, site: str) -> list[TdmRule]:
        try:
            stored = await self._store.ask(lambda store: store.tdm_rules.get(site))
            if stored is not None:
                return stored
            rules = await self._fetch(site)
            if rules is None:
                return []
            await self._store.ask(lambda store: store.tdm_rules.note(site, rules))
        except StoreError:  # already logged by the store, and the run ends
            return []
        return rules

    async def _fetch(self, site: str) -> list[TdmRule] | None:
        """Fetch the file and return its rules, empty if the site has no file; None if that is unknown."""
        engine = self._crawler.engine
        assert engine is not None
        request = Request(site + PATH, priority=PRIORITY, callback=NO_CALLBACK, meta={"handle_httpstatus_all": True})
        try:
            response: Response = await engine.download_async(request)
        except Exception as error:  # noqa: BLE001, no failure of this file may keep the page from being fetched
            logger.debug("Cannot fetch %s: %s", request.url, error)
            self._crawler.stats.inc_value("tdmrep/failed")
            return None
        rules = read_rules(response.body) if response.status == 200 else []
        self._crawler.stats.inc_value("tdmrep/read" if rules else "tdmrep/absent")
        return rules
