"""Scrapy's process for the commands that do not always run a spider; making it imports the spiders."""

from __future__ import annotations

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings


def crawler_process(settings: Settings | None) -> AsyncCrawlerProcess:
    """Return the process in which a command runs its spider."""
    return AsyncCrawlerProcess(settings)
