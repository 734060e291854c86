"""Logs the progress of a run, one line every PROGRESS_SECONDS."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall

logger = logging.getLogger(__name__)


class ProgressExtension:
    """Logs the numbers of pages fetched, articles stored, pages dropped and failed, and waiting requests."""

    def __init__(self, crawler: Crawler, interval_seconds: float) -> None:
        if interval_seconds <= 0:
            raise NotConfigured
        self._crawler = crawler
        self._interval_seconds = interval_seconds
        self._loop: AsyncioLoopingCall | LoopingCall | None = None
        crawler.signals.connect(self._start, signal=signals.spider_opened)
        crawler.signals.connect(self._stop, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProgressExtension:
        """Read PROGRESS_SECONDS; 0 turns it off."""
        return cls(crawler, crawler.settings.getfloat("PROGRESS_SECONDS"))

    def _start(self) -> None:
        self._loop = create_looping_call(self._log)
        self._loop.start(self._interval_seconds, now=False)

    def _stop(self) -> None:
        if self._loop is not None and self._loop.running:
            self._loop.stop()

    def _log(self) -> None:
        """Log one line with the figures so far."""
        stats = self._crawler.stats.get_stats()
        waiting = stats.get("scheduler/enqueued", 0) - stats.get("scheduler/dequeued", 0)
        failed = sum(count for name, count in stats.items() if name.startswith("fetch/failed/"))
        logger.info(
            "fetched %d pages, stored %d articles, dropped %d, failed %d, %d requests waiting",
            stats.get("response_received_count", 0),
            stats.get("store/stored", 0),
            stats.get("store/dropped", 0),
            failed,
            waiting,
        )
