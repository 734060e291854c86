"""The end of a run: articles that were stored before a line was known to be the site's own are cleaned again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cleaners.compare.site_lines import kept_lines, removed_lines
from cleaners.page import Page
from cleaners.record import Record
from crawler.spiders.reclean import RecleanSpider
from crawler.stores.site_lines import SiteLine, host_of


class SiteLinesSpider(RecleanSpider):
    """Cleans the articles that hold a line of which the site lines has changed its mind, and writes what came of it.

    A line that is no site lines any more comes back. What a run leaves undone, the next one does.
    """

    name = "site_lines"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._key = "site_lines"
        self._lines: list[SiteLine] = []

    def pages(self) -> Iterator[Page]:
        """Yield the raw pages of the articles that such a line stands in, or was taken out of."""
        self.stage.forget()
        self._lines = self.store.site_lines.unsettled()
        learned: defaultdict[str, set[str]] = defaultdict(set)
        given_up: defaultdict[str, set[str]] = defaultdict(set)
        for line in self._lines:
            (learned if line.confirmed else given_up)[line.host].add(line.fingerprint)
        for record in self._records({line.host for line in self._lines}):
            host = host_of(record["url"])
            stays = learned[host].isdisjoint(kept_lines(record)) and given_up[host].isdisjoint(removed_lines(record))
            if not stays and (page := self._raw_page(record)):
                self._under_way[page.raw_ref or ""] = record
                yield page

    def _records(self, hosts: set[str]) -> Iterator[Record]:
        ids = [each for each, url in self.store.articles.addresses() if host_of(url) in hosts]
        for article_id in ids:
            if record := self.store.articles.get(article_id):
                yield record

    def closed(self, reason: str) -> None:
        """Write the new records, and note that the stored articles know of the lines."""
        if reason != "finished":
            return
        done = self.stage.write(drop=False)
        self.store.site_lines.settle(self._lines)
        learned = sum(line.confirmed for line in self._lines)
        self.logger.info(
            "Site lines: %d new lines, %d given up; %d articles cleaned again, %d without a raw page",
            learned, len(self._lines) - learned, done["written"], self.counts["raw_page_gone"],
        )  # fmt: skip
