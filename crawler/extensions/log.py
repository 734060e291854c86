"""Keep the log short and safe.

Short: the run's summary counts what Scrapy would log line by line, and a repeated fault is not logged each time. Safe:
text from a page can neither forge a log line nor send commands to a terminal, and users and passwords in addresses are
not logged.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.spiders import Spider
from twisted.python.failure import Failure

from crawler.extensions.floods import FloodFilter
from crawler.messages.foreign_text import escaped
from crawler.stores import StoreError

# The lowest level that is logged from these loggers of Scrapy. Below it they list enabled components and log every HTTP
# error, and a traceback for each robots.txt that cannot be fetched. The summary or a line of ours reports these better.
LEVELS = {
    "scrapy.middleware": logging.WARNING,
    "scrapy.crawler": logging.WARNING,
    "scrapy.addons": logging.WARNING,
    "scrapy.core.engine": logging.WARNING,
    "scrapy.spidermiddlewares.httperror": logging.WARNING,
    "scrapy.downloadermiddlewares.robotstxt": logging.CRITICAL,
}

# After the store has failed, these loggers print a traceback for each page in progress; we log the failure once.
TRACEBACK_LOGGERS = ("scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal")


def quiet_scrapy_logs() -> None:
    """Set the levels above. Commands call this after Scrapy has set up logging, which resets levels."""
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
    for name in TRACEBACK_LOGGERS:
        logging.getLogger(name).addFilter(_is_not_store_failure)
    logging.getLogger("scrapy.extensions.feedexport").addFilter(_is_not_feed_failure)
    logging.getLogger("asyncio").addFilter(_is_not_given_up_request)


def _is_not_given_up_request(record: logging.LogRecord) -> bool:
    """Return False for a log record about the task of a request that a stopped run gave up."""
    message = record.getMessage()
    return not (message.startswith("Task was destroyed") and "DownloaderMiddlewareManager" in message)


def _is_not_feed_failure(record: logging.LogRecord) -> bool:
    """Return False for a log record about a feed that cannot be written, because we log one sentence about it."""
    return not (record.exc_info and isinstance(record.exc_info[1], OSError))


def _is_not_store_failure(record: logging.LogRecord) -> bool:
    """Return False for a log record about an exception of the store."""
    return not (record.exc_info and isinstance(record.exc_info[1], StoreError))


MAX_LINE_CHARACTERS = 2_000  # of each argument of a message, and of each line of a traceback


class ForeignTextFilter(logging.Filter):
    """Escapes control characters and line breaks in text from outside, and removes users and passwords in addresses.

    The arguments of a message come from outside; its template is ours and may have several lines. The lines of a
    traceback are indented, so that none of them looks like a log line.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Escape the record in place; return True, because every record is kept."""
        if isinstance(record.args, dict):
            record.args = {name: _sanitize(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_sanitize(value) for value in record.args)
        if record.exc_info and record.exc_info[1] and not record.exc_text:
            lines = "".join(traceback.format_exception(record.exc_info[1])).splitlines()
            record.exc_text = "\n".join(f"  | {_cut(escaped(line))}" for line in lines)
        return True


def _sanitize(value: object) -> object:
    """Return numbers and None unchanged, anything else as escaped text."""
    return value if isinstance(value, int | float) or value is None else _cut(escaped(str(value)))


def _cut(line: str) -> str:
    """Cut a long line, so that a page or address of a megabyte does not fill the log."""
    return line if len(line) <= MAX_LINE_CHARACTERS else f"{line[:MAX_LINE_CHARACTERS]}… ({len(line)} characters)"


def _filter_all_handlers() -> None:
    for handler in logging.getLogger().handlers:
        if not any(isinstance(known, ForeignTextFilter) for known in handler.filters):
            handler.addFilter(FloodFilter())
            handler.addFilter(ForeignTextFilter())


class QuietLogFormatter(LogFormatter):
    """Logs an item as one DEBUG line. Scrapy's formatter would log a whole dropped page as a warning."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Add the filters to all log handlers here, because a crawl creates its formatter before everything else.

        Add them again when the spider is open, because Scrapy may replace its handler until then.
        """
        _filter_all_handlers()
        crawler.signals.connect(_filter_all_handlers, signal=signals.spider_opened)
        return super().from_crawler(crawler)

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Return a line with the reason and the address."""
        args = {"reason": str(exception), "url": getattr(item, "url", None) or response}
        return {"level": logging.DEBUG, "msg": "Dropped (%(reason)s): %(url)s", "args": args}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Return a line with the address; Scrapy's would have the whole page or record."""
        args = {"url": getattr(item, "url", None) or response}
        return {"level": logging.ERROR, "msg": "Cannot process %(url)s", "args": args}

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:
        """Return a line with the article's title instead of its record."""
        record = getattr(item, "record", item)  # the items of `newsgalley reclean` are cleaned pages
        args = {"url": record.get("url"), "title": record.get("title")}
        return {"level": logging.DEBUG, "msg": "Stored %(url)s: %(title)r", "args": args}
