"""Archive every fetched article page, unchanged."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Request, Response

from cleaners import __version__
from crawler.archive.bucket.configured import make_uploader
from crawler.archive.files import ArchiveError, delete_old, folder_to_write, repair
from crawler.archive.records import Exchange
from crawler.archive.writer import ArchiveWriter
from crawler.ending import ARCHIVE_FAILED, end_run
from crawler.erasure import StoreDeletions
from crawler.network.status import holds_page
from crawler.signals import stopping
from crawler.stores import store_of

logger = logging.getLogger(__name__)

MEGABYTE, GIGABYTE = 1 << 20, 1 << 30  # bytes


class ArchiveMiddleware:
    """Archives the response to each request with `archive` in its meta, and sets `raw_ref` there to its place.

    RedirectMiddleware has replaced redirects by new requests, so the responses are pages. DecompressionMiddleware comes
    next, so the bodies are still as the site sent them. A response is passed on only when it has reached the disk. With
    a bucket, complete files are uploaded from there.
    """

    def __init__(self, crawler: Crawler, folder: Path, max_file_mb: float, keep_days: float, max_gb: float) -> None:
        self._crawler = crawler
        self._folder = folder
        self._keep_days = keep_days
        self._max_bytes = max_gb * GIGABYTE
        self._uploader = make_uploader(crawler, folder, self._finish_old, self._finish)
        agent = crawler.settings["USER_AGENT"]
        info = {
            "software": f"newsgalley/{__version__}",
            "format": "WARC File Format 1.1",
            "http-header-user-agent": agent,
        }
        if self._uploader:
            max_file_mb = min(max_file_mb, crawler.settings.getfloat("ARCHIVE_UPLOAD_MB"))
        self._writer = ArchiveWriter(folder, int(max_file_mb * MEGABYTE), info, self._rolled)
        crawler.signals.connect(self._repair, signal=signals.spider_opened)
        crawler.signals.connect(self._close, signal=signals.spider_closed)
        if self._uploader:
            crawler.signals.connect(self._uploader.hurry, signal=stopping)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveMiddleware:
        """Read ARCHIVE_DIR (empty: off), ARCHIVE_MAX_FILE_MB, ARCHIVE_KEEP_DAYS and ARCHIVE_MAX_GB.

        RESPECT_TDM turns the archive off, because pages are archived before their rights are known.
        """
        settings = crawler.settings
        folder = folder_to_write(settings)
        if folder is None or settings.getbool("RESPECT_TDM"):
            raise NotConfigured
        return cls(
            crawler,
            folder,
            settings.getfloat("ARCHIVE_MAX_FILE_MB"),
            settings.getfloat("ARCHIVE_KEEP_DAYS"),
            settings.getfloat("ARCHIVE_MAX_GB"),
        )

    async def process_response(self, request: Request, response: Response) -> Response:
        """Archive the response and return it.

        Raises:
            ArchiveError: The archive cannot be written, and the run ends.
        """
        context = request.meta.get("archive")
        if context is None or not holds_page(response.status):
            return response
        exchange = _exchange(request, response, context)
        try:
            # In a thread: compressing and waiting for the disk must not hold up the other hosts.
            request.meta["raw_ref"] = await asyncio.to_thread(self._append, exchange)
        except ArchiveError as error:
            self._end_run(error)
            raise
        self._crawler.stats.inc_value("archive/pages")
        return response

    def _append(self, exchange: Exchange) -> str:
        if self._uploader:
            self._uploader.wait_for_room()
        return self._writer.append(exchange)

    def _end_run(self, error: ArchiveError) -> None:
        """Log the first failure and close the spider; count all of them."""
        if not self._crawler.stats.get_value("archive/failed"):
            logger.error("%s", error)
            end_run(self._crawler, ARCHIVE_FAILED)
        self._crawler.stats.inc_value("archive/failed")

    def _repair(self) -> None:
        """Finish the files of killed runs; then start the uploads or, without a bucket, delete old files."""
        if self._folder.is_dir():
            for path, cut_bytes in repair(self._folder):
                logger.warning("Repaired %s, left open by a killed run: %d bytes cut off its end", path, cut_bytes)
        if self._uploader:
            self._uploader.start(StoreDeletions(store_of(self._crawler)))
        elif self._folder.is_dir():
            self._delete_old()

    def _rolled(self) -> None:
        """Upload the full file or, without a bucket, delete old files."""
        if self._uploader:
            self._uploader.wake()
        else:
            self._delete_old()

    def _finish_old(self) -> None:
        self._writer.finish_older(self._crawler.settings.getfloat("ARCHIVE_UPLOAD_AFTER_SECONDS"))

    def _delete_old(self) -> None:
        for path in delete_old(self._folder, self._keep_days, self._max_bytes):
            logger.info("Deleted %s, which exceeds ARCHIVE_KEEP_DAYS or ARCHIVE_MAX_GB", path)
            self._crawler.stats.inc_value("archive/files_deleted")

    async def _close(self) -> None:
        self._finish()
        if self._uploader:
            await asyncio.to_thread(self._uploader.close)

    def _finish(self) -> None:
        """Finish the last file."""
        try:
            self._writer.close()
        except ArchiveError as error:
            logger.error("%s", error)
            self._crawler.stats.inc_value("archive/failed")


def _exchange(request: Request, response: Response, context: dict[str, str | None]) -> Exchange:
    """Return a request and its response as an exchange for the archive."""
    through_proxy = bool(request.meta.get("proxy"))  # then the response's IP address is the proxy's
    return Exchange(
        url=response.url,
        fetched_at=datetime.now(UTC),
        status=response.status,
        response_headers=_header_pairs(response.headers),
        body=response.body,
        method=request.method,
        request_headers=_header_pairs(request.headers),
        request_body=request.body,
        protocol=response.protocol,
        ip_address=str(response.ip_address) if response.ip_address and not through_proxy else None,
        context=context,
    )


def _header_pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in headers.items() for value in values]
