"""Keeps every fetched article page in the archive, as it came over the wire."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Request, Response

from cleaners.article import CLEANER_VERSION
from crawler.archive.files import ArchiveError, archive_folder, delete_old, repair
from crawler.archive.records import Exchange
from crawler.archive.writer import ArchiveWriter

logger = logging.getLogger(__name__)

MEGABYTE, GIGABYTE = 1 << 20, 1 << 30


class ArchiveMiddleware:
    """Writes the page of each request that carries `archive` in its meta, and notes its place there as `raw_ref`.

    It stands outside HttpCompressionMiddleware, so that it sees the body as it came, and inside RedirectMiddleware, so
    that it sees pages only. A page counts as fetched once it is on the disk.
    """

    def __init__(self, crawler: Crawler, folder: Path, max_file_mb: float, keep_days: float, max_gb: float) -> None:
        self._crawler = crawler
        self._folder = folder
        self._keep_days = keep_days
        self._max_bytes = max_gb * GIGABYTE
        agent = crawler.settings["USER_AGENT"]
        info = {
            "software": f"newsgalley/{CLEANER_VERSION}",
            "format": "WARC File Format 1.1",
            "http-header-user-agent": agent,
        }
        self._writer = ArchiveWriter(folder, int(max_file_mb * MEGABYTE), info, self._delete_old)
        crawler.signals.connect(self._clear_up, signal=signals.spider_opened)
        crawler.signals.connect(self._close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveMiddleware:
        """Read ARCHIVE_DIR (empty: off), ARCHIVE_MAX_FILE_MB, ARCHIVE_KEEP_DAYS and ARCHIVE_MAX_GB."""
        settings = crawler.settings
        if not settings["ARCHIVE_DIR"]:
            raise NotConfigured
        return cls(
            crawler,
            archive_folder(settings["ARCHIVE_DIR"], settings["STORE_URI"]),
            settings.getfloat("ARCHIVE_MAX_FILE_MB"),
            settings.getfloat("ARCHIVE_KEEP_DAYS"),
            settings.getfloat("ARCHIVE_MAX_GB"),
        )

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the response, kept; ArchiveError, and the run ends, where the archive cannot be written."""
        context = request.meta.get("archive")
        if context is None or not 200 <= response.status < 300:
            return response
        exchange = _exchange(request, response, context)
        try:
            # In a thread: compressing and waiting for the disk must not hold up the other hosts.
            request.meta["raw_ref"] = await asyncio.to_thread(self._writer.append, exchange)
        except ArchiveError as error:
            self._end_run(error)
            raise
        self._crawler.stats.inc_value("archive/pages")
        return response

    def _end_run(self, error: ArchiveError) -> None:
        engine = self._crawler.engine
        assert engine is not None
        if not self._crawler.stats.get_value("archive/failed"):
            logger.error("%s", error)
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="archive_failed"))
        self._crawler.stats.inc_value("archive/failed")

    def _clear_up(self) -> None:
        if not self._folder.is_dir():
            return
        for path, cut in repair(self._folder):
            logger.warning("%s was left open by a run that was killed: finished, %d bytes cut off", path, cut)
        self._delete_old()

    def _delete_old(self) -> None:
        for path in delete_old(self._folder, self._keep_days, self._max_bytes):
            logger.info("%s deleted: over ARCHIVE_KEEP_DAYS or ARCHIVE_MAX_GB", path)
            self._crawler.stats.inc_value("archive/files_deleted")

    def _close(self) -> None:
        try:
            self._writer.close()
        except ArchiveError as error:
            logger.error("%s", error)
            self._crawler.stats.inc_value("archive/failed")


def _exchange(request: Request, response: Response, context: dict[str, str | None]) -> Exchange:
    through_proxy = bool(request.meta.get("proxy"))  # then the address is the proxy's
    return Exchange(
        url=response.url,
        fetched_at=datetime.now(UTC),
        status=response.status,
        response_headers=_pairs(response.headers),
        body=response.body,
        method=request.method,
        request_headers=_pairs(request.headers),
        request_body=request.body,
        protocol=response.protocol,
        ip_address=str(response.ip_address) if response.ip_address and not through_proxy else None,
        context=context,
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in headers.items() for value in values]
