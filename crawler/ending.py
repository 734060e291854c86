"""End a run after the failure of a part that it cannot work without: the cleaner or the archive."""

from __future__ import annotations

import asyncio
import logging

from scrapy.crawler import Crawler

from crawler import signals

# Finish reasons.
CLEANER_FAILED = "cleaner_failed"
ARCHIVE_FAILED = "archive_failed"
logger = logging.getLogger(__name__)
_closing: set[asyncio.Task[None]] = set()  # the event loop itself keeps no task alive


def end_run(crawler: Crawler, reason: str) -> None:
    """Close the spider, and leave unfinished requests to the next run. Call this in the reactor's thread."""
    engine = crawler.engine
    if engine is None or engine.spider is None:
        return
    task = asyncio.ensure_future(engine.close_spider_async(reason=reason))
    _closing.add(task)
    task.add_done_callback(_closing.discard)
    crawler.signals.send_catch_log(signals.stopping)
    crawler.signals.send_catch_log(signals.abandoned)


def end_without_cleaner(crawler: Crawler, why: str) -> None:
    """Log why the worker processes cannot work and end the run; further calls do nothing."""
    if crawler.stats.get_value("clean/broken"):
        return
    crawler.stats.inc_value("clean/broken")
    logger.error("The cleaner does not work: %s. No page was dropped; repair the installation and run again", why)
    end_run(crawler, CLEANER_FAILED)
