"""End a run within a bounded time after a signal or a failure of the store."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.ossignal import install_shutdown_handlers
from scrapy.utils.spider import DefaultSpider

from crawler import signals
from crawler.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED
from crawler.extensions.run_report import RunReportExtension
from crawler.reports.summary import INTERRUPTED, STORE_FAILED, exit_code
from crawler.stores import CrawlStore, store_of

logger = logging.getLogger(__name__)

# Seconds after the grace period until the summary is written, even if something hangs. The same time later, a thread
# ends the process.
FINAL_SECONDS = 4


class StoppingExtension:
    """Stops a run: sends no new requests, gives those in transfer a grace period, leaves the rest to a later run."""

    def __init__(self, crawler: Crawler, store: CrawlStore, grace_seconds: float) -> None:
        self._crawler = crawler
        self._grace_seconds = grace_seconds
        self._stopping = False
        self._signalled = False
        self._last_resort = threading.Lock()  # held until a signal arrives
        self._last_resort.acquire()
        store.on_failure(self._store_failed)
        crawler.signals.connect(self._handle_signals, signal=scrapy_signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StoppingExtension:
        """Read STOP_GRACE_SECONDS; raise NotConfigured for Scrapy's `shell` and `fetch`, which stop by themselves."""
        if issubclass(crawler.spidercls, DefaultSpider):
            raise NotConfigured
        return cls(crawler, store_of(crawler), crawler.settings.getfloat("STOP_GRACE_SECONDS"))

    def stop(self, reason: str, grace_seconds: float) -> None:
        """Close the spider for a reason. Call this in the reactor's thread."""
        engine = self._crawler.engine
        if self._stopping or engine is None or engine.spider is None:
            return
        self._stopping = True
        loop = asyncio.get_running_loop()
        self._closing = loop.create_task(engine.close_spider_async(reason=reason))
        self._crawler.signals.send_catch_log(signals.stopping)
        loop.call_later(grace_seconds, self._crawler.signals.send_catch_log, signals.abandoned)
        loop.call_later(grace_seconds + FINAL_SECONDS, self._force_end, reason)

    def _handle_signals(self) -> None:
        """Replace Scrapy's signal handler, whose graceful stop waits for every download."""
        threading.Thread(target=self._end_hanging, name="last resort", daemon=True).start()
        install_shutdown_handlers(self._on_signal)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Stop the run at the first signal, end the process at the second."""
        if self._signalled:
            os._exit(EXIT_INTERRUPTED)  # safe at any moment, because the store's transactions survive a kill
        self._signalled = True
        self._last_resort.release()
        self._call_in_reactor(self._stop_on_signal, signal.Signals(number).name)

    def _end_hanging(self) -> None:
        """End the process if the reactor hangs after a signal.

        This thread is started in advance, because starting a thread needs a lock, which the code that the signal
        handler interrupts may hold.
        """
        self._last_resort.acquire()
        time.sleep(self._grace_seconds + 2 * FINAL_SECONDS)
        os._exit(EXIT_INTERRUPTED)

    def _stop_on_signal(self, name: str) -> None:
        logger.info("%s: the run ends within %.0f seconds; send it again to end at once", name, self._grace_seconds)
        self.stop(INTERRUPTED, self._grace_seconds)

    def _store_failed(self, message: str) -> None:
        logger.error("%s", message)
        # In the reactor's thread, because this method is called in the store's thread.
        self._call_in_reactor(self.stop, STORE_FAILED, 0)

    def _call_in_reactor(self, function: Callable[..., None], *args: object) -> None:
        from twisted.internet import reactor

        reactor.callFromThread(function, *args)

    def _force_end(self, reason: str) -> None:
        self._ending = asyncio.ensure_future(self._end(reason))

    async def _end(self, reason: str) -> None:
        """Write the summary and end the process if something still hangs, such as a listing in a thread.

        The store need not be closed, because its transactions survive a kill.
        """
        report, spider = self._crawler.get_extension(RunReportExtension), self._crawler.spider
        if report is None or spider is None:  # a run without a summary, such as that of `newsgalley reclean`
            os._exit(EXIT_INTERRUPTED if reason == INTERRUPTED else EXIT_ERROR)
        if report.summary is not None:
            return
        os._exit(exit_code(await report.close(spider, reason)))
