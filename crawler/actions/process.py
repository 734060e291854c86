"""Scrapy's process for the commands that do not always run a spider; making it imports the spiders."""

from __future__ import annotations

import signal

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings as ScrapysSettings

from crawler.configuration.own import Settings
from crawler.reports.summary import INTERRUPTED


def crawler_process(settings: Settings) -> AsyncCrawlerProcess:
    """Return the process in which a command runs its spider. The settings are those of Scrapy."""
    assert isinstance(settings, ScrapysSettings)
    return AsyncCrawlerProcess(settings)


def was_interrupted(process: AsyncCrawlerProcess, crawler: Crawler) -> bool:
    """Return True if a signal ended the run of a spider.

    Before the spider is open, Scrapy handles signals: its handler sets another one. Later `StoppingExtension` does.
    """
    was_stopped_early = signal.getsignal(signal.SIGTERM) in (process._signal_kill, signal.SIG_IGN)
    return was_stopped_early or crawler.stats.get_value("finish_reason") == INTERRUPTED
