"""`scrapy reclean`: the articles of the store cleaned again from their raw pages; nothing is fetched."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from cleaners.article import CLEANER_VERSION
from cleaners.page import Page
from cleaners.record import Record, with_fields_of
from cleaners.rules import RULES_VERSION
from crawler.archive.files import archive_folder
from crawler.archive.reader import RawPageError, read_page
from crawler.pipelines.cleaned import Cleaned
from crawler.pipelines.dropped import PageDropped
from crawler.spiders.pages import PagesSpider
from crawler.stores.condition import parse_condition
from crawler.stores.recleaned import Change, Recleaned, RecleanStage

# What the cleaner does not decide: these stay as they are stored.
KEPT_FIELDS = (
    "id", "url", "requested_url", "source", "discovered_by", "fetched_at", "http", "raw_ref",
    "duplicate_of", "revision",
)  # fmt: skip
OFF = {
    "crawler.extensions.run_report.RunReportExtension": None,
    "crawler.extensions.progress.ProgressExtension": None,
    "scrapy.extensions.feedexport.FeedExporter": None,  # the feed is the crawl's, whose end this may be
    "crawler.extensions.health.HealthExtension": None,
}


def selection_key(since: str | None, source: str | None, where: str | None) -> str:
    """Return the name of a selection under one version of the cleaner: a run goes on with its own findings only."""
    named = [since, source, where, CLEANER_VERSION, RULES_VERSION]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


class RecleanSpider(PagesSpider):
    """Cleans the selected articles from their raw pages, and notes what changed; it writes no article."""

    name = "reclean"
    stage: RecleanStage
    _folder: Path
    _site_lines_on: bool
    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]  # Scrapy reads it from the class
        "ITEM_PIPELINES": {"crawler.pipelines.clean.CleanPipeline": 100},
    }

    def __init__(
        self, since: str | None = None, source: str | None = None, where: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._since, self._source = since, source
        self._matches = parse_condition(where) if where else lambda _: True
        self._key = selection_key(since, source, where)
        self._under_way: dict[str, Record] = {}
        self.counts: Counter[str] = Counter()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn off what tells of a crawl: this run has a report of its own."""
        super().update_settings(settings)
        settings.set("EXTENSIONS", {**settings["EXTENSIONS"], **OFF}, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Open the archive and the place of the findings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._folder = archive_folder(crawler.settings["ARCHIVE_DIR"] or "archive", crawler.settings["STORE_URI"])
        spider._site_lines_on = crawler.settings.getbool("SITE_LINES")
        spider.stage = spider.store.reclean_stage(spider._key)
        crawler.signals.connect(spider._scraped, signal=signals.item_scraped)
        crawler.signals.connect(spider._dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider._failed, signal=signals.item_error)
        return spider

    def pages(self) -> Iterator[Page]:
        """Yield the raw page of each selected article that this selection has no finding of."""
        if known := self.stage.forget_others():
            self.logger.info("Going on with a run that did not end: %d articles are cleaned already", known)
        for record in self.stage.to_do(self._since, self._source):
            if self._matches(record) and (page := self._raw_page(record)):
                self._under_way[page.raw_ref or ""] = record
                yield page

    def progress(self) -> str:
        """Return how many pages were read, and what became of them."""
        return f"read {self.pages_read} pages: {', '.join(f'{name} {n}' for name, n in self.counts.items())}"

    def _raw_page(self, record: Record) -> Page | None:
        if not record["raw_ref"]:
            self._note(Recleaned(record["id"], "raw_page_gone", "never_kept"))
            return None
        try:
            page = read_page(self._folder, record["raw_ref"])
        except RawPageError as error:
            self.logger.info("%s", error)
            self._note(Recleaned(record["id"], "raw_page_gone", "not_found"))
            return None
        known = self.store.site_lines.known_lines(record["url"], is_counted=True) if self._site_lines_on else {}
        return replace(page, fetched_at=record["fetched_at"], site_lines=known)

    def _scraped(self, item: Cleaned) -> None:
        old = self._under_way.pop(item.record["raw_ref"] or "")
        if item.dropped:
            self._note(Recleaned(old["id"], "no_article", item.dropped))
            return
        new = with_fields_of(item.record, old, KEPT_FIELDS)
        change = difference(old, new)
        self._note(
            Recleaned(old["id"], "changed" if change else "unchanged", None, change, new if new != old else None)
        )

    def _dropped(self, item: Page, exception: Exception) -> None:
        old = self._under_way.pop(item.raw_ref or "")
        if isinstance(exception, PageDropped):  # any other is a run that ends: the page stays to be done
            self._note(Recleaned(old["id"], "failed", exception.reason))

    def _failed(self, item: Page) -> None:
        self._note(Recleaned(self._under_way.pop(item.raw_ref or "")["id"], "failed", "pipeline_error"))

    def _note(self, found: Recleaned) -> None:
        self.counts[found.outcome] += 1
        self.stage.add(found)


def difference(old: Record, new: Record) -> Change | None:
    """Return what differs between two records of an article: fields, paragraphs gained and lost; None for nothing."""
    stored: Mapping[str, object] = old
    fields = sorted(name for name, value in new.items() if name != "cleaner" and value != stored.get(name))
    if not fields:
        return None
    before, after = (Counter(block["text"] for block in record["blocks"]) for record in (old, new))
    return {
        "url": new["url"],
        "fields": fields,
        "gained": list((after - before).elements()),
        "lost": list((before - after).elements()),
    }
