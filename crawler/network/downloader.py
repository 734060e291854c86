"""A downloader that a run can end without: Scrapy's own finishes every request that it was given, however slow."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from crawler import signals


class RunStoppedError(Exception):
    """The run ended before the page was fetched; the next one fetches it."""


class StoppableDownloader(Downloader):
    """Lets go of the requests that wait when the run stops, and of those under way when their time is over."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._stopped = False
        self._unanswered: dict[Request, Deferred[Response | Request]] = {}
        crawler.signals.connect(self._stop, signal=signals.stopping)
        crawler.signals.connect(self._abandon, signal=signals.abandoned)

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Response | Request]:
        """Return what becomes of a request; RunStoppedError where the run ends first."""
        answer: Deferred[Response | Request] = Deferred()
        self._unanswered[request] = answer
        super().fetch(request).addBoth(self._answered, request)
        return answer

    def _answered(self, result: Response | Request | Failure, request: Request) -> None:
        if answer := self._unanswered.pop(request, None):
            answer.callback(result)  # a Failure takes the way of an error

    def _process_queue(self, slot: Slot) -> None:
        if not self._stopped:
            super()._process_queue(slot)

    def _stop(self) -> None:
        self._stopped = True
        under_way = {request for slot in self.slots.values() for request in slot.transferring}
        self._let_go([request for request in self._unanswered if request not in under_way])

    def _abandon(self) -> None:
        self._stopped = True
        self._let_go(list(self._unanswered))

    def _let_go(self, requests: list[Request]) -> None:
        for request in requests:
            if answer := self._unanswered.pop(request, None):
                answer.errback(Failure(RunStoppedError()))  # type: ignore[no-untyped-call]
