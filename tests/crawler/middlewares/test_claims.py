import asyncio
import time
from types import SimpleNamespace
from typing import Any

from crawler.middlewares.claims import CONFIRM_SECONDS, SURE_SECONDS, ClaimMiddleware
from crawler.network.downloader import StoppableDownloader


class ResumedDownloader(StoppableDownloader):
    resumed = 0

    def resume(self) -> None:
        self.resumed += 1


class LateStore:
    """A store that answers after the run has become unsure of its claims."""

    claimed_sites: frozenset[str] = frozenset()
    middleware: ClaimMiddleware

    async def ask(self, question: Any) -> None:
        self.middleware._confirmed_at = time.monotonic() - SURE_SECONDS


def test_requests_that_waited_for_a_late_confirmation_are_sent() -> None:
    downloader = ResumedDownloader.__new__(ResumedDownloader)  # needs no crawl to count
    crawler: Any = SimpleNamespace(
        signals=SimpleNamespace(connect=lambda *_, **__: None), engine=SimpleNamespace(downloader=downloader)
    )
    store: Any = LateStore()
    middleware = store.middleware = ClaimMiddleware(crawler, store)
    middleware._confirmed_at = time.monotonic() - CONFIRM_SECONDS
    assert middleware._is_sure()
    asyncio.run(middleware._confirm())
    assert middleware._is_sure()
    assert downloader.resumed == 1
