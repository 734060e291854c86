"""A downloader that gives up its requests when the run stops.

Scrapy's downloader finishes every request that it has accepted, however slow the server is.
"""

from __future__ import annotations

from collections.abc import Callable

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from crawler import signals

# A delay of 0 would make Scrapy send the whole queue of a host at once: it counts the sent requests only after the loop
# that compares this count with the bound per host.
LEAST_DELAY_SECONDS = 0.001
# Fetched pages per cleaning worker that may wait while requests are in progress: enough to keep the workers busy, and
# few, because a killed run loses them and the next one fetches them again.
WAITING_PER_WORKER = 4


class RunStoppedError(Exception):
    """The run ended before the page was fetched; the next run fetches it."""


class StoppableDownloader(Downloader):
    """Gives up waiting requests on the signal `stopping`, and requests in transfer on the signal `abandoned`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._stopped = False
        workers = max(1, crawler.settings.getint("CLEAN_WORKERS"))
        self._most_open = self.total_concurrency + WAITING_PER_WORKER * workers
        self.may_send: Callable[[], bool] = lambda: True  # requests wait while it returns False
        self._unanswered: dict[Request, Deferred[Response | Request]] = {}  # waiting or in transfer
        crawler.signals.connect(self._stop, signal=signals.stopping)
        crawler.signals.connect(self._give_up_all, signal=signals.abandoned)

    def needs_backout(self) -> bool:
        """Return True if requests must wait until others are done or fetched pages are stored."""
        assert self._crawler.engine is not None
        slot = self._crawler.engine.scraper.slot
        waiting = slot.itemproc_size if slot else 0
        return super().needs_backout() or len(self.active) + waiting >= self._most_open

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Response | Request]:
        """Return the deferred response of a request; it fails with RunStoppedError if the run ends first."""
        answer: Deferred[Response | Request] = Deferred()
        if self._stopped:  # the next page of a story, requested after the run stopped
            answer.errback(Failure(RunStoppedError()))  # type: ignore[no-untyped-call]
            return answer
        self._unanswered[request] = answer
        super().fetch(request).addBoth(self._pass_on, request)
        return answer

    def _pass_on(self, result: Response | Request | Failure, request: Request) -> None:
        if answer := self._unanswered.pop(request, None):
            answer.callback(result)  # Twisted treats a Failure as an error

    def _process_queue(self, slot: Slot) -> None:
        """Send waiting requests, unless the run has stopped or may not send at the moment."""
        if not self._stopped and self.may_send():
            slot.delay = max(slot.delay, LEAST_DELAY_SECONDS)
            super()._process_queue(slot)

    def resume(self) -> None:
        """Send the requests that waited for `may_send` to return True."""
        for slot in list(self.slots.values()):
            self._process_queue(slot)

    def _stop(self) -> None:
        """Send no more requests, and give up the waiting ones."""
        self._stopped = True
        in_transfer = {request for slot in self.slots.values() for request in slot.transferring}
        self._give_up([request for request in self._unanswered if request not in in_transfer])

    def _give_up_all(self) -> None:
        """Give up all requests, even those in transfer."""
        self._stopped = True
        self._give_up(list(self._unanswered))

    def _give_up(self, requests: list[Request]) -> None:
        """Fail requests with RunStoppedError, which counts as unfinished, so that a later run fetches their pages."""
        for request in requests:
            if answer := self._unanswered.pop(request, None):
                answer.errback(Failure(RunStoppedError()))  # type: ignore[no-untyped-call]
