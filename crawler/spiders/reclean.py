"""`newsgalley reclean`: cleans the articles of the store again from their raw pages, without fetching anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

from scrapy.crawler import Crawler

from cleaners import __version__
from cleaners.page import Page
from cleaners.record import Record
from cleaners.rules import RULES_VERSION
from crawler.spiders.recleaning import Recleaning, RecleaningSpider
from crawler.stores.claims.shards import WHOLE, Shard
from crawler.stores.condition import parse_condition
from crawler.stores.recleaned import shard_key


def selection_key(since: str | None, source: str | None, where: str | None, shard: Shard = WHOLE) -> str:
    """Return the key of a selection and the cleaner's version, so that a run continues only with matching results."""
    named = [since, source, where, __version__, RULES_VERSION]
    return shard_key(hashlib.blake2b(json.dumps(named).encode(), digest_size=20).hexdigest(), shard)


class RecleanSpider(RecleaningSpider):
    """Cleans the selected articles from their raw pages and notes the changes; it changes no article."""

    name = "reclean"

    def __init__(
        self,
        since: str | None = None,
        source: str | None = None,
        where: str | None = None,
        shard: Shard = WHOLE,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._since, self._source, self._shard = since, source, shard
        self._matches = parse_condition(where) if where else lambda _: True
        self._key = selection_key(since, source, where, shard)

    def make_recleaning(self, crawler: Crawler) -> Recleaning:
        """Return the `Recleaning` that reads the raw pages and notes the results."""
        return Recleaning(crawler, self._key)

    async def pages(self) -> AsyncIterator[Page]:
        """Yield the raw page of each article to clean again."""
        if known := await self.store.ask(lambda store: store.reclean_results(self._key).forget_others()):
            self.logger.info("Going on with a run that did not end: %d articles are cleaned already", known)
        last = None
        while records := await self._selected_after(last):
            for record in filter(self._matches, records):
                if page := await self.recleaning.raw_page(record):
                    yield page
            last = records[-1]

    async def _selected_after(self, last: Record | None) -> list[Record]:
        return await self.store.ask(
            lambda store: store.reclean_results(self._key).to_do(self._since, self._source, self._shard, last)
        )

    def progress(self) -> str:
        """Return how many pages were read, and how many articles had each outcome."""
        outcomes = ", ".join(f"{name} {count}" for name, count in self.recleaning.counts.items())
        return f"read {self.flow.pages_read} pages: {outcomes}"
