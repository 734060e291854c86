"""Make the Scrapy process in which commands run their spiders. Making it imports all spiders."""

from __future__ import annotations

import sys
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings as ScrapysSettings

from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_ERROR
from crawler.extensions.log_failure import log_failure, watch_logs
from crawler.reports.summary import INTERRUPTED

_COOKIES = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"


class CommandProcess(AsyncCrawlerProcess):
    """Notes a signal that arrives before the spider is open; `StoppingExtension` handles later ones."""

    was_signalled = False

    def _signal_shutdown(self, signum: int, _: Any) -> None:
        self.was_signalled = True
        super()._signal_shutdown(signum, _)


def crawler_process(settings: Settings) -> CommandProcess:
    """Return the process in which a command runs its spider. `settings` must be an object of Scrapy's class.

    Raises SystemExit with code 1 if the first line of the log file cannot be written.
    """
    assert isinstance(settings, ScrapysSettings)
    if not settings.getbool("COOKIES_ENABLED"):
        _leave_out_cookies(settings)
    watch_logs()
    process = CommandProcess(settings)
    if settings["LOG_FILE"] and log_failure():
        sys.exit(EXIT_ERROR)  # the sentence is on standard error
    return process


def _leave_out_cookies(settings: ScrapysSettings) -> None:
    """Keep Scrapy from loading its cookies middleware, which takes a tenth of a second to import an HTTP client.

    Scrapy loads every class in its own list of middlewares, even those that are switched off.
    """
    own = settings.getdict("DOWNLOADER_MIDDLEWARES_BASE")
    kept = {path: order for path, order in own.items() if path != _COOKIES}
    settings.set("DOWNLOADER_MIDDLEWARES_BASE", kept, "project")


def was_interrupted(process: CommandProcess, crawler: Crawler) -> bool:
    """Return True if a signal ended the run of a spider."""
    return process.was_signalled or crawler.stats.get_value("finish_reason") == INTERRUPTED
