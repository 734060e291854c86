"""AutoThrottle that obeys the Crawl-delay of robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Spider, signals
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser

from crawler.network.robots import robots_agent

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler


class CrawlDelayThrottle(AutoThrottle):
    """Adapts each host's delay to its latency, but never below the Crawl-delay of its robots.txt."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._user_agent = robots_agent(crawler.settings)
        self._crawl_delays: dict[str, float] = {}  # seconds, by host
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Note the Crawl-delay of a host, and apply it to the host's current and later slots."""
        delay = robotparser.crawl_delay(self._user_agent)
        engine = self.crawler.engine
        if not delay or engine is None:
            return
        host = engine.downloader.get_slot_key(request)
        self._crawl_delays[host] = delay
        # The downloader deletes an idle slot after a minute and creates the next one from these settings.
        engine.downloader.per_slot_settings.setdefault(host, {}).update(delay=delay, jitter=0.0)
        if host in engine.downloader.slots:
            self._apply_crawl_delay(host, engine.downloader.slots[host])

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        if host is not None and slot is not None:
            self._apply_crawl_delay(host, slot)

    def _apply_crawl_delay(self, host: str, slot: Slot) -> None:
        """Raise a slot's delay to the Crawl-delay of its host."""
        if host in self._crawl_delays:
            slot.delay = max(slot.delay, self._crawl_delays[host])
            slot.jitter = 0.0  # random variation would make every second delay shorter than the Crawl-delay
