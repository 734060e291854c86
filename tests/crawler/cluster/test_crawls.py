"""The crawls of a worker, as processes."""

from __future__ import annotations

import asyncio

from crawler.cluster.crawls import CrawlProcesses, Ended
from crawler.exit_codes import EXIT_BAD_CONFIGURATION


def test_a_crawl_that_cannot_have_noted_itself_is_handed_on() -> None:
    handed_on: list[Ended] = []
    told: list[str] = []
    crawls = CrawlProcesses(["crawl", "no-such-spider"], asyncio.Event(), 1.0, told.append, handed_on.append)
    assert asyncio.run(crawls.run())
    (ended,) = handed_on
    assert ended.exit_code == EXIT_BAD_CONFIGURATION
    assert told[0] == f"Crawl {ended.process} has started"
    assert crawls.ended == {EXIT_BAD_CONFIGURATION: 1}
