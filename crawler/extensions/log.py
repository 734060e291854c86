"""What a run's log leaves out, because the summary counts it, and what a page cannot write into it."""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.spiders import Spider
from twisted.python.failure import Failure

from crawler.stores import StoreError

# Loggers of Scrapy whose word the run's summary or a line of ours says better: lists of enabled parts, HTTP errors,
# and a traceback for each robots.txt that cannot be fetched.
QUIET = {
    "scrapy.middleware": logging.WARNING,
    "scrapy.crawler": logging.WARNING,
    "scrapy.addons": logging.WARNING,
    "scrapy.core.engine": logging.WARNING,
    "scrapy.spidermiddlewares.httperror": logging.WARNING,
    "scrapy.downloadermiddlewares.robotstxt": logging.CRITICAL,
}


# Loggers that trace what a page under way meets after the store failed; one line of ours has told of that.
TRACING = ("scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal")


def quiet() -> None:
    """Set the levels above. A command calls it: Scrapy's own set-up of logging, which comes first, resets them."""
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    for name in TRACING:
        logging.getLogger(name).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], StoreError))


# Control characters, line ends of any alphabet, and marks that turn the direction of what follows.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_USER = re.compile(r"(://)[^\s/?#@]{1,500}@")


class ForeignText(logging.Filter):
    """Makes what comes from outside harmless: it stays on its line, colours nothing, and names no user or password.

    A message's arguments are foreign; its template is ours and may have lines. A traceback's lines are indented, so
    that none of them can pass for a line of the log.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; nothing is left out."""
        if isinstance(record.args, dict):
            record.args = {name: _harmless(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_harmless(value) for value in record.args)
        if record.exc_info and record.exc_info[1] and not record.exc_text:
            lines = "".join(traceback.format_exception(record.exc_info[1])).splitlines()
            record.exc_text = "\n".join(f"  | {printable(line)}" for line in lines)
        return True


def printable(text: str) -> str:
    """Return a text of one line, with escapes for what is not to be printed, and without users in addresses."""
    escaped = _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], text)
    return _USER.sub(r"\1", escaped)


def _harmless(value: object) -> object:
    return value if isinstance(value, int | float) or value is None else printable(str(value))


class QuietLogFormatter(LogFormatter):
    """Scrapy's own, but an item is one line for debugging: Scrapy prints a dropped one, a whole page, as a warning."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Put the filter before everything that writes the log; this is the first part that a crawl makes."""
        for handler in logging.getLogger().handlers:
            if not any(isinstance(known, ForeignText) for known in handler.filters):
                handler.addFilter(ForeignText())
        return super().from_crawler(crawler)

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Return a line with the reason and the address."""
        args = {"reason": str(exception), "url": getattr(item, "url", None) or response}
        return {"level": logging.DEBUG, "msg": "Dropped (%(reason)s): %(url)s", "args": args}

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:
        """Return a line with the article's title instead of its record."""
        record = getattr(item, "record", item)  # `scrapy reclean` ends with pages that are cleaned, not stored
        args = {"url": record.get("url"), "title": record.get("title")}
        return {"level": logging.DEBUG, "msg": "Stored %(url)s: %(title)r", "args": args}
