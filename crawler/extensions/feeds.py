"""Write the feeds of `-O` and `-o`. A feed that cannot be written ends the run, and the earlier file stays."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, FileFeedStorage

from crawler.atomic_file import AtomicFile
from crawler.ending import end_run
from crawler.messages.wording import error_message
from crawler.reports.summary import FEED_FAILED

logger = logging.getLogger(__name__)


class AtomicFileStorage(FileFeedStorage):
    """Writes the feed of `-O` as an `AtomicFile`. `-o` appends; after a failure the file has its earlier content."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_broken = False  # a record is missing or half-written
        self.error: OSError | None = None  # raised by `store`, the last step

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the file to write to."""
        if self.write_mode != "wb":
            file = super().open(spider)
            self._earlier_bytes = file.tell()
            return file
        Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        self._file = AtomicFile(self.path)
        return self._file.open()

    def store(self, file: Any) -> None:
        """Close the file and, unless it is broken, replace the earlier one. Raises OSError if that fails."""
        try:
            if self.write_mode != "wb":
                self._end_appended(file)
            elif self.is_broken:
                self._file.discard(file)
            else:
                self._file.finish(file)
        except OSError as error:
            self.error = error
            raise

    def _end_appended(self, file: Any) -> None:
        """Close a file that was appended to; cut a broken one, because its last record may be incomplete."""
        if not self.is_broken:
            file.close()
            return
        with suppress(OSError):  # a full disk has no room for what is still buffered
            file.close()
        if Path(self.path).is_file():
            os.truncate(self.path, self._earlier_bytes)


class FeedExtension(FeedExporter):
    """Scrapy's feeds, except that a record that cannot be written ends the run and leaves the earlier feeds.

    Scrapy itself would log a traceback for each record, replace the earlier feed by a broken one, and exit with 0.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.failure: str | None = None  # a sentence about the first failure
        self._closed: asyncio.Task[None] | None = None

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Write a record to each feed."""
        if self.failure is not None:
            return
        try:
            super().item_scraped(item, spider)
        except (OSError, ValueError, TypeError) as error:  # ValueError: the encoding lacks a character
            self._fail(error)
            end_run(self.crawler, FEED_FAILED)  # the next run can then feed the articles that this one leaves

    async def close_spider(self, spider: Spider) -> None:
        """Store the feeds; later calls wait for the first one. The run report also calls this."""
        if self._closed is None:
            self._closed = asyncio.ensure_future(super().close_spider(spider))
        await self._closed

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Finish and store one feed."""
        try:
            await super()._close_slot(slot, spider)
        except (OSError, ValueError, TypeError) as error:
            self._fail(error)
            if isinstance(slot.storage, AtomicFileStorage) and slot.file:
                slot.storage.store(slot.file)
        if found := getattr(slot.storage, "error", None):
            self._fail(found)
        elif self.crawler.stats.get_value(f"feedexport/failed_count/{type(slot.storage).__name__}"):
            self._fail(OSError(f"{slot.uri} was not stored, see above"))

    def _fail(self, error: Exception) -> None:
        """Log the first failure in one sentence, and keep the feeds from replacing earlier files."""
        for slot in self.slots:
            if isinstance(slot.storage, AtomicFileStorage):
                slot.storage.is_broken = True
        if self.failure is None:
            cure = "Make room or name another file" if isinstance(error, OSError) else "Correct FEED_EXPORT_ENCODING"
            self.failure = (
                f"The feed {', '.join(self.feeds)} cannot be written: {error_message(error)}. {cure}; the articles are "
                "in the store, and `newsgalley export` writes them"
            )
            logger.error("%s", self.failure)
