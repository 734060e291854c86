"""Deliver the changes of articles when a crawl ends (DELIVER_URL)."""

from __future__ import annotations

import asyncio
import logging
import threading

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler import signals
from crawler.delivery.courier import Courier
from crawler.delivery.feed import courier_of, deliver_from
from crawler.stopping import Stop
from crawler.stores import StoreError

TRIES = 3  # per batch, in about 3 seconds; the next run or `newsgalley deliver` tries again

logger = logging.getLogger(__name__)


class DeliveryExtension:
    """Delivers the changes that the receiver does not have, within DELIVER_AT_END_SECONDS."""

    def __init__(self, courier: Courier, uri: str, seconds: float) -> None:
        self._courier = courier
        self._uri = uri
        self._seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DeliveryExtension:
        """Read the settings DELIVER_*; raise NotConfigured if no receiver is set."""
        settings = crawler.settings
        seconds = settings.getfloat("DELIVER_AT_END_SECONDS")
        if not settings["DELIVER_URL"] or seconds <= 0:
            raise NotConfigured
        courier = courier_of(settings, tries=TRIES, stop=Stop(), report=lambda _: None)
        extension = cls(courier, settings["STORE_URI"], seconds)
        crawler.signals.connect(extension.deliver, signal=scrapy_signals.spider_closed)
        crawler.signals.connect(extension.stop, signal=signals.stopping)
        return extension

    def stop(self) -> None:
        """Stop delivering, because the run ends at once."""
        self._courier.stop.set()

    async def deliver(self, spider: Spider) -> None:
        """Deliver the changes and log the result; changes that are not taken wait for the next delivery."""
        timer = threading.Timer(self._seconds, self._courier.stop.set)
        timer.start()
        try:
            # In a thread with its own connections, because the store's thread has other work at the end of a crawl.
            delivered = await asyncio.to_thread(deliver_from, self._uri, self._courier)
        except StoreError as error:
            logger.error("DELIVER_URL: nothing more was delivered: %s", error)
        else:
            if delivered.taken or delivered.waiting:
                logger.log(logging.ERROR if delivered.problem else logging.INFO, "DELIVER_URL: %s", delivered)
        finally:
            timer.cancel()
