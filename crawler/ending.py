"""Ends a run in which a part that it cannot do without has failed."""

from __future__ import annotations

import asyncio

from scrapy.crawler import Crawler

from crawler import signals

_closing: set[asyncio.Task[None]] = set()  # the event loop itself keeps no task alive


def end_run(crawler: Crawler, reason: str) -> None:
    """Close the spider for a reason. What is under way is left to the next run. Call this in the reactor's thread."""
    engine = crawler.engine
    if engine is None or engine.spider is None:
        return
    task = asyncio.ensure_future(engine.close_spider_async(reason=reason))
    _closing.add(task)
    task.add_done_callback(_closing.discard)
    crawler.signals.send_catch_log(signals.stopping)
    crawler.signals.send_catch_log(signals.abandoned)
