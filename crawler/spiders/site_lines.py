"""Clean articles again, at the end of a run, if they were stored before one of their lines became a site line."""

from __future__ import annotations

import secrets
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler

from cleaners.compare.site_lines import kept_lines, removed_lines
from cleaners.page import Page
from cleaners.record import Record
from crawler.sources.source import site_of
from crawler.spiders.recleaning import Recleaning, RecleaningSpider
from crawler.stores.sites.line_counts import counted_host
from crawler.stores.sites.site_lines import SiteLine

ARTICLES_AT_ONCE = 100  # read by one query, about five megabytes
KEY = "site_lines"  # the start of the key of the results; simultaneous runs have different keys


class SiteLinesSpider(RecleaningSpider):
    """Cleans the articles with a changed site line, in their texts or removed from them, and writes the new records.

    A line that is no longer a site line is put back. The next run does what this one leaves undone. Runs on one
    PostgreSQL share the sites among them.
    """

    name = "site_lines"

    def __init__(self, folders: Sequence[str] = (), **kwargs: Any) -> None:
        """Create the spider. `folders` were named in the crawl before, so raw pages in them may be read."""
        super().__init__(**kwargs)
        self._folders = [Path(folder) for folder in folders]
        self._lines: list[SiteLine] = []
        self._began_at = time.monotonic()
        self._key = f"{KEY} {secrets.token_hex(8)}"

    def make_recleaning(self, crawler: Crawler) -> Recleaning:
        """Return the `Recleaning` that reads the raw pages and notes the results."""
        return Recleaning(crawler, self._key, self._folders)

    async def pages(self) -> AsyncIterator[Page]:
        """Yield the raw page of each article to clean again."""
        await self.store.ask(lambda store: store.reclean_results(self._key).claim())
        # Delete the results of runs that were killed.
        await self.store.ask(lambda store: store.reclean_results(self._key).forget_others(KEY))
        self._lines = await self._claimed_lines()
        if self._lines:
            self.logger.info("Site lines: %d changed; cleaning the articles with them again", len(self._lines))
        has_changed = _changed_by(self._lines)
        ids = await self.store.ask(lambda store: store.articles.ids_of_hosts({line.host for line in self._lines}))
        for first in range(0, len(ids), ARTICLES_AT_ONCE):
            for record in filter(has_changed, await self._records(ids[first : first + ARTICLES_AT_ONCE])):
                if page := await self.recleaning.raw_page(record):
                    yield page

    async def _records(self, ids: Sequence[str]) -> list[Record]:
        return await self.store.ask(lambda store: store.articles.records(ids))

    async def _unsettled(self) -> list[SiteLine]:
        return await self.store.ask(lambda store: store.site_lines.unsettled())

    async def _claimed_lines(self) -> list[SiteLine]:
        """Return the changed lines of the sites that no other run has claimed. Their articles must be cleaned again."""
        sites = {line.host: site_of(f"http://{line.host}/") for line in await self._unsettled()}
        claimed = await self._claimed(sorted(set(sites.values())))
        # Another run may have settled lines before it gave the site back.
        return [line for line in await self._unsettled() if sites.get(line.host) in claimed]

    async def _claimed(self, sites: Sequence[str]) -> set[str]:
        """Claim up to MAX_SITES free sites if runs share them; the others are left to runs that end later."""
        shares = self.store.claimed_sites is not None
        most = (self.settings.getint("MAX_SITES") if shares else 0) or len(sites)
        claimed: set[str] = set()
        waiting = list(sites)
        while waiting and len(claimed) < most:
            batch = [waiting.pop() for _ in range(min(most - len(claimed), len(waiting)))]
            claimed |= await self._take(batch)
        return claimed

    async def _take(self, sites: Sequence[str]) -> set[str]:
        return await self.store.ask(lambda store: store.claims.take(sites))

    def progress(self) -> str:
        """Return how many pages were read."""
        return f"Site lines: read {self.flow.pages_read} pages"

    async def closed(self, reason: str) -> None:
        """Write the new records, and note that all stored articles were cleaned with the lines."""
        if reason != "finished":
            return
        done = await self.store.ask(lambda store: store.reclean_results(self._key).write(drop=False))
        await self.store.ask(lambda store: store.site_lines.settle(self._lines))
        learned = sum(line.confirmed for line in self._lines)
        self.logger.info(
            "Site lines: %d learned, %d no longer repeated; %d articles cleaned again, %d had no raw page, %.0f s",
            learned, len(self._lines) - learned, done["written"], self.recleaning.counts["raw_page_gone"],
            time.monotonic() - self._began_at,
        )  # fmt: skip


def _changed_by(lines: Sequence[SiteLine]) -> Callable[[Record], bool]:
    """Return a test whether one of these lines has become a site line, or ceased to be one, in an article."""
    learned: defaultdict[str, set[str]] = defaultdict(set)
    given_up: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        (learned if line.confirmed else given_up)[line.host].add(line.fingerprint)

    def is_changed(record: Record) -> bool:
        host = counted_host(record["url"])
        stays = learned[host].isdisjoint(kept_lines(record)) and given_up[host].isdisjoint(removed_lines(record))
        return not stays

    return is_changed
