from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from crawler.network.downloader import WAITING_PER_WORKER, StoppableDownloader


@pytest.mark.parametrize(
    ("in_progress", "waiting", "is_full"),
    [
        (0, 0, False),
        (20, 0, True),
        (0, 19 + 2 * WAITING_PER_WORKER, False),
        (0, 20 + 2 * WAITING_PER_WORKER, True),  # a killed run would lose so many fetched pages, and not more
        (12, 8 + 2 * WAITING_PER_WORKER, True),
        (12, 7 + 2 * WAITING_PER_WORKER, False),
    ],
)
def test_requests_wait_while_many_fetched_pages_are_not_stored(in_progress: int, waiting: int, is_full: bool) -> None:
    crawler: Any = get_crawler(settings_dict={"CONCURRENT_REQUESTS": 20, "CLEAN_WORKERS": 2})
    crawler.engine = SimpleNamespace(scraper=SimpleNamespace(slot=SimpleNamespace(itemproc_size=waiting)))
    downloader = StoppableDownloader(crawler)
    downloader.active |= {Request(f"https://www.example.org/{number}") for number in range(in_progress)}
    assert downloader.needs_backout() is is_full
