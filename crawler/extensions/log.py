"""What a run's log leaves out, because the summary counts it."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.spiders import Spider
from twisted.python.failure import Failure

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


def quiet() -> None:
    """Set the levels above. A command calls it: Scrapy's own set-up of logging, which comes first, resets them."""
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)


class QuietLogFormatter(LogFormatter):
    """Scrapy's own, but an item is one line for debugging: Scrapy prints a dropped one, a whole page, as a warning."""

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
