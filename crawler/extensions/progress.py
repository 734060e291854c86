"""Log the progress of a run, one line every PROGRESS_SECONDS."""

from __future__ import annotations

import logging
from collections.abc import Callable

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall

logger = logging.getLogger(__name__)

Say = Callable[[str], None]


class ProgressExtension:
    """Logs the numbers of listings read, pages fetched, dropped, failed and waiting, and articles stored."""

    def __init__(self, crawler: Crawler, interval_seconds: float, say: Say = logger.info) -> None:
        if interval_seconds <= 0:
            raise NotConfigured
        self._crawler = crawler
        self._interval_seconds = interval_seconds
        self._say = say
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
        self._say(progress_line(self._crawler.stats.get_stats()))


def progress_line(stats: dict[str, int]) -> str:
    """Return the figures of a run so far on one line, without those that are still meaningless."""
    failed = sum(count for name, count in stats.items() if name.startswith("fetch/failed/"))
    waiting = stats.get("scheduler/enqueued", 0) - stats.get("scheduler/dequeued", 0)
    parts = [f"pages {stats.get('clean/pages', 0)}", f"articles {stats.get('store/stored', 0)}"]
    if named := stats.get("discover/listings/requested", 0):
        parts.insert(0, f"listings {stats.get('discover/listings/done', 0)} of {named}")
    parts += [
        f"{name} {count}"
        for name, count in (
            ("unchanged", stats.get("store/unchanged", 0)),
            ("dropped", stats.get("store/dropped", 0)),
            ("failed", failed),
            ("requests waiting", waiting),
        )
        if count
    ]
    if stats.get("clean/pages", 0) and not stats.get("clean/done", 0):
        parts.append("cleaning workers starting")
    return ", ".join(parts)
