"""Delete old articles when a run ends (KEEP_ARTICLES_DAYS)."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.archive.bucket.bucket import Bucket
from crawler.archive.bucket.configured import bucket_of
from crawler.archive.files import ArchiveError, folder_to_write
from crawler.erasure import blank_in, erase
from crawler.messages.wording import counted
from crawler.moments import as_text
from crawler.stores import CrawlStore, StoreError, store_of
from crawler.stores.deletion import Selection

NEWS = "news"  # the only spider whose runs delete articles
# Files of the archive up to this long after an article's last stored fetch are searched for its pages, because rechecks
# that changed nothing left pages there. It is longer than the last of RECHECK_AFTER; searching later files takes time.
SEARCH_AFTER = timedelta(days=14)

logger = logging.getLogger(__name__)


class KeepingExtension:
    """Deletes the articles that were fetched more than KEEP_ARTICLES_DAYS ago, as `newsgalley delete --before` does."""

    def __init__(self, store: CrawlStore, keep_days: float, folder: Path | None, bucket: Bucket | None) -> None:
        self._store = store
        self._keep_days = keep_days
        self._blank = blank_in(folder, bucket, SEARCH_AFTER)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeepingExtension:
        """Read KEEP_ARTICLES_DAYS; raise NotConfigured where it is 0."""
        settings = crawler.settings
        keep_days = settings.getfloat("KEEP_ARTICLES_DAYS")
        if keep_days <= 0:
            raise NotConfigured
        extension = cls(store_of(crawler), keep_days, folder_to_write(settings), bucket_of(settings))
        crawler.signals.connect(extension.delete_old, signal=signals.spider_closed)
        return extension

    async def delete_old(self, spider: Spider) -> None:
        """Delete the old articles and log their number, but only at the end of `newsgalley crawl news`.

        Other spiders may just have stored old pages from an archive, or only read the store.
        """
        if spider.name != NEWS:
            return
        before = as_text(datetime.now(UTC) - timedelta(days=self._keep_days))
        try:
            erased = await self._store.ask(lambda store: erase(store.deletion, Selection(before=before), self._blank))
        except (ArchiveError, StoreError) as error:
            logger.error("KEEP_ARTICLES_DAYS: old articles could not be deleted: %s", error)
            return
        if erased.articles:
            logger.info("KEEP_ARTICLES_DAYS=%g: %s deleted", self._keep_days, counted(erased.articles, "article"))
