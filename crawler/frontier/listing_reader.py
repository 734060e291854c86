"""Read listings in a worker process within limits, and skip the entries of a large sitemap that the store knows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from scrapy.settings import BaseSettings

from cleaners.workers.attempt import Failure, Reason
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import WorkerStartError
from crawler.frontier.listings import ListingRef
from crawler.frontier.reading import Call, Reading, do_call, read_rest, read_whole
from crawler.pipelines.limits import read_limits
from crawler.sources.readers.sitemap_entries import CutSitemap, cut_sitemap, rules_fingerprint
from crawler.sources.settled import Settled
from crawler.sources.source import ListingError, ListingFailure, Source
from crawler.stores import CrawlStore

KEYS_AT_ONCE = 5_000  # keys per query, which delays articles by some hundredths of a second
FAILURES: dict[Reason, ListingFailure] = {
    "timeout": "listing_timeout",
    "memory": "listing_memory",
    "crash": "listing_crash",
    "error": "listing_error",
}
T = TypeVar("T")


class ListingReader:
    """Reads one listing at a time; several at once would be no faster and would all need memory.

    With limits, a worker process reads the listings, and only a listing that exceeds a limit is lost.
    """

    def __init__(
        self, store: CrawlStore, limits: Limits | None = None, on_broken: Callable[[str], None] = lambda _: None
    ) -> None:
        """Create a reader; `on_broken` is called with the reason if the worker process cannot start."""
        self._store = store
        self._on_broken = on_broken
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="listings")
        self._pool: WorkerPool[Call, Any] | None = WorkerPool(do_call, 1, limits, _preload) if limits else None

    async def read(self, ref: ListingRef, body: bytes, url: str, source: Source) -> Reading:
        """Read a listing.

        Raises:
            ListingError: The body is not a listing of its kind, or could not be read within the limits.
        """
        sitemap = await self._cut(ref, body, url, source)
        if sitemap is None:
            return await self._in_process(url, read_whole, ref, body, url, source)
        known: set[str] = set()
        keys = list(sitemap.keys.values())
        for start in range(0, len(keys), KEYS_AT_ONCE):
            known |= await self._known(keys[start : start + KEYS_AT_ONCE])
        return await self._in_process(url, read_rest, sitemap, known, url, source)

    async def _known(self, keys: Sequence[str]) -> set[str]:
        return await self._store.ask(lambda store: store.state.known(keys))

    async def work(self, function: Callable[..., T], *arguments: object) -> T:
        """Call a function of bounded time in the reader's thread, so that it does not hold up the reactor."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    async def close(self) -> None:
        """End the worker process, even during a listing, in a thread, because it may take a moment."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.close)

    async def _in_process(self, url: str, function: Callable[..., T], *arguments: object) -> T:
        """Run a function of `reading` in the worker process; return its result or raise its ListingError."""
        call = Call(function, arguments)
        try:
            outcome = await (self._pool.do(call) if self._pool is not None else self.work(do_call, call))
        except WorkerStartError as error:
            self._on_broken(str(error))
            raise ListingError(f"{url}: the listing cannot be read: {error}", "listing_crash") from None
        if isinstance(outcome, Failure):
            message = f"{url}: the listing cannot be read: {outcome.traceback or outcome.detail}"
            raise ListingError(message, FAILURES[outcome.reason])
        if isinstance(outcome, ListingError):
            raise outcome
        result: T = outcome
        return result

    async def _cut(self, ref: ListingRef, body: bytes, url: str, source: Source) -> CutSitemap | None:
        if ref.kind != "sitemap":
            return None
        settled = await self._store.ask(lambda store: store.listings.settled(ref.url))
        if settled.rules != rules_fingerprint(source):
            settled = Settled()
        return await self._in_process(url, cut_sitemap, body, url, settled)


def listing_limits(settings: BaseSettings) -> Limits | None:
    """Return the limits of LISTING_TIMEOUT_SECONDS and CLEAN_MEMORY_MB; None without worker processes."""
    workers, limits = read_limits(settings)
    return Limits(settings.getfloat("LISTING_TIMEOUT_SECONDS"), limits.memory_mb) if workers else None


def _preload() -> None:
    """Load nothing in advance, because the process imports the readers with the first listing."""
