"""Clean stored articles again from their raw pages; the base of two spiders, which fetch nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from cleaners.page import Page
from cleaners.record import Record, RightsStatementRecord, with_fields_of
from crawler.archive.bucket.configured import bucket_of
from crawler.archive.bucket.errors import BucketError
from crawler.archive.files import folder_to_read
from crawler.archive.reader import RawPageError, read_page, read_story
from crawler.ending import ARCHIVE_FAILED, end_run
from crawler.pipelines.cleaned import Cleaned
from crawler.pipelines.dropped import PageDropped
from crawler.spiders.page_flow import PageFlow
from crawler.spiders.store_spider import StoreSpider
from crawler.stores import store_of
from crawler.stores.recleaned import Change, Recleaned

# Fields that the cleaner does not set; they keep their stored values.
KEPT_FIELDS = (
    "id", "url", "requested_url", "source", "discovered_by", "fetched_at", "http", "raw_ref",
    "duplicate_of", "revision",
)  # fmt: skip
# Extensions that report on a crawl; recleaning has its own report.
CRAWL_REPORTS = (
    "crawler.extensions.run_report.RunReportExtension",
    "crawler.extensions.progress.ProgressExtension",
    "crawler.extensions.feeds.FeedExtension",  # the feed belongs to the crawl before
    "crawler.extensions.health.HealthExtension",
)

logger = logging.getLogger(__name__)


class Recleaning:
    """Reads the raw pages of articles, and notes the results of cleaning them again; it changes no article."""

    def __init__(self, crawler: Crawler, key: str, folders: Sequence[Path] = ()) -> None:
        """Prepare the recleaning. The results are noted under `key`, which names the selection of articles.

        `folders` may be read in addition to ARCHIVE_DIR and RAW_PAGE_FOLDERS.
        """
        settings = crawler.settings
        self._crawler = crawler
        self._has_failed = False  # True after the bucket failed
        self.key = key
        self.counts: Counter[str] = Counter()  # articles by outcome
        self._store = store_of(crawler)
        self._folder = folder_to_read(settings)
        self._others = [*map(Path, settings.getlist("RAW_PAGE_FOLDERS")), *folders]
        self._bucket = bucket_of(settings)
        self._uses_site_lines = settings.getbool("SITE_LINES")
        self._under_way: defaultdict[str, deque[Record]] = defaultdict(deque)  # stored records by raw_ref
        crawler.signals.connect(self._scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._dropped, signal=signals.item_dropped)
        crawler.signals.connect(self._failed, signal=signals.item_error)

    async def raw_page(self, record: Record) -> Page | None:
        """Return the raw page of an article, which is then in progress; if the page is gone, note that and return None.

        Return None also if the bucket fails. The run then ends, and a later one cleans the article.
        """
        if not record["raw_ref"]:
            await self._note(Recleaned(record["id"], "raw_page_gone", "never_kept"))
            return None
        try:
            page = await asyncio.to_thread(self._read, record)
        except BucketError as error:
            self._end_run(error)
            return None
        except RawPageError as error:
            logger.log(logging.WARNING if error.reason == "not_allowed" else logging.INFO, "%s", error)
            await self._note(Recleaned(record["id"], "raw_page_gone", error.reason))
            return None
        known = (
            await self._store.ask(lambda store: store.site_lines.known_lines(record["url"], is_counted=True))
            if self._uses_site_lines
            else {}
        )
        self._under_way[page.raw_ref or ""].append(record)
        later = tuple(replace(each, site_lines=known) for each in page.later_pages)
        rights = _site_rights(record)
        return replace(page, fetched_at=record["fetched_at"], site_lines=known, site_rights=rights, later_pages=later)

    def _read(self, record: Record) -> Page:
        """Return the raw page of an article with the later pages of its story."""
        return read_story(record, lambda raw_ref: read_page(self._folder, raw_ref, self._others, self._bucket))

    def _end_run(self, error: BucketError) -> None:
        """End the run at the first failure of the bucket, because it is unknown which raw pages are gone."""
        if not self._has_failed:
            self._has_failed = True
            logger.error("%s", error)
            end_run(self._crawler, ARCHIVE_FAILED)

    async def _scraped(self, item: Cleaned) -> None:
        old = self._done(item.record["raw_ref"])
        if item.dropped:
            await self._note(Recleaned(old["id"], "no_article", item.dropped))
            return
        new = with_fields_of(item.record, old, KEPT_FIELDS)
        change = difference(old, new)
        record = new if new != old else None
        await self._note(Recleaned(old["id"], "changed" if change else "unchanged", None, change, record))

    async def _dropped(self, item: Page, exception: Exception) -> None:
        old = self._done(item.raw_ref)
        if isinstance(exception, PageDropped):  # otherwise the run ends, and a later one cleans the page
            await self._note(Recleaned(old["id"], "failed", exception.reason))

    async def _failed(self, item: Page) -> None:
        await self._note(Recleaned(self._done(item.raw_ref)["id"], "failed", "pipeline_error"))

    def _done(self, raw_ref: str | None) -> Record:
        """Return the stored record of a page that is done; several records may have the same raw page."""
        waiting = self._under_way[raw_ref or ""]
        record = waiting.popleft()
        if not waiting:
            del self._under_way[raw_ref or ""]
        return record

    async def _note(self, result: Recleaned) -> None:
        self.counts[result.outcome] += 1
        await self._store.ask(lambda store: store.reclean_results(self.key).add(result))


class RecleaningSpider(StoreSpider):
    """A spider that cleans stored articles again. It notes the results under its key and changes no article."""

    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]  # Scrapy reads it from the class
        "ITEM_PIPELINES": {"crawler.pipelines.clean.CleanPipeline": 100}
    }
    recleaning: Recleaning
    flow: PageFlow

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn off the reports of a crawl."""
        super().update_settings(settings)
        settings.set("EXTENSIONS", {**settings["EXTENSIONS"], **dict.fromkeys(CRAWL_REPORTS)}, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider with its `Recleaning` and `PageFlow`."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.recleaning = spider.make_recleaning(crawler)
        spider.flow = PageFlow(crawler, spider.progress)
        return spider

    async def begin(self) -> AsyncIterator[Page]:
        """Yield the raw pages of the articles to clean again."""
        async for page in self.flow.through(self.pages()):
            yield page

    def make_recleaning(self, crawler: Crawler) -> Recleaning:
        """Return the `Recleaning` that reads the raw pages and notes the results."""
        raise NotImplementedError

    def pages(self) -> AsyncIterator[Page]:
        """Return the raw pages."""
        raise NotImplementedError

    def progress(self) -> str:
        """Return a line about the spider's progress."""
        raise NotImplementedError


def _site_rights(record: Record) -> tuple[RightsStatementRecord, ...]:
    """Return the site's statements about rights from the stored record, because the archive lacks the site's files."""
    rights = record.get("rights")  # records of earlier versions have none
    return tuple(each for each in rights["statements"] if each["scope"] == "site") if rights else ()


def difference(old: Record, new: Record) -> Change | None:
    """Return the fields and block texts that differ between two records of an article; None if nothing differs."""
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
