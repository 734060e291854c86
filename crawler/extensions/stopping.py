"""Ends a run in good time: at a signal, or when its store fails."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.utils.ossignal import install_shutdown_handlers

from crawler import signals
from crawler.extensions.run_report import RunReportExtension
from crawler.reports.summary import EXIT_INTERRUPTED, INTERRUPTED, STORE_FAILED, exit_code
from crawler.stores import Store, store_of

logger = logging.getLogger(__name__)

# Seconds after the grace: by then the summary is written whatever still hangs; after as long again the process ends.
LAST_SECONDS = 4


class StoppingExtension:
    """Stops the run: nothing new is asked for, what is under way has a grace, the rest waits for a later run."""

    def __init__(self, crawler: Crawler, store: Store, grace_seconds: float) -> None:
        self._crawler = crawler
        self._store = store
        self._grace_seconds = grace_seconds
        self._stopping = False
        self._signalled = False
        store.breaker.on_failure = self._store_failed
        crawler.signals.connect(self._take_signals, signal=scrapy_signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StoppingExtension:
        """Read STOP_GRACE_SECONDS."""
        return cls(crawler, store_of(crawler), crawler.settings.getfloat("STOP_GRACE_SECONDS"))

    def stop(self, reason: str, grace_seconds: float) -> None:
        """Close the spider with a reason; call it in the reactor's thread."""
        engine = self._crawler.engine
        if self._stopping or engine is None or engine.spider is None:
            return
        self._stopping = True
        loop = asyncio.get_running_loop()
        self._closing = loop.create_task(engine.close_spider_async(reason=reason))
        self._crawler.signals.send_catch_log(signals.stopping)
        loop.call_later(grace_seconds, self._crawler.signals.send_catch_log, signals.abandoned)
        loop.call_later(grace_seconds + LAST_SECONDS, self._end, reason)

    def _take_signals(self) -> None:
        """Put our handler in the place of Scrapy's, whose graceful end waits for every download."""
        install_shutdown_handlers(self._on_signal)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Stop at the first signal, end at once at the second."""
        if self._signalled:
            os._exit(EXIT_INTERRUPTED)  # safe at any moment: the store is as sound as after a kill
        self._signalled = True
        last = threading.Timer(self._grace_seconds + 2 * LAST_SECONDS, os._exit, [EXIT_INTERRUPTED])
        last.daemon = True  # for a reactor that stands still; a run that ends in time does not wait for it
        last.start()
        self._call_in_reactor(self._stop_for, signal.Signals(number).name)

    def _stop_for(self, name: str) -> None:
        logger.info("%s: the run ends within %.0f seconds; once more to end it at once", name, self._grace_seconds)
        self.stop(INTERRUPTED, self._grace_seconds)

    def _store_failed(self, what: str) -> None:
        logger.error("%s", what)
        # Not at once: the statement that failed may stand in the midst of a callback, or in a thread.
        self._call_in_reactor(self.stop, STORE_FAILED, 0)

    def _call_in_reactor(self, function: Callable[..., None], *args: object) -> None:
        from twisted.internet import reactor

        reactor.callFromThread(function, *args)

    def _end(self, reason: str) -> None:
        """End the process though something hangs, such as a listing in a thread; the store needs no good-bye."""
        report, spider = self._crawler.get_extension(RunReportExtension), self._crawler.spider
        if report is None or spider is None or report.summary is not None:
            return
        os._exit(exit_code(report.close(spider, reason)))
