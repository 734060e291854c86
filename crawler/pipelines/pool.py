"""Worker processes that clean pages; what a page does to one costs that page only."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Callable

from pebble import CONSTS, ProcessExpired, ProcessPool

from cleaners.page import Page
from crawler.pipelines.worker import EXIT_OUT_OF_MEMORY, Cleaned, Failure, clean_in_worker, start_worker

logger = logging.getLogger(__name__)

CONSTS.term_timeout = 0.1  # seconds from SIGTERM, which our workers ignore, to SIGKILL: they hold nothing to be saved
# A worker also dies of what is not its page's fault: the system's memory, an operator, a service manager that ends them
# all. So a page is given to a second one before it is blamed.
TRIES = 2
START_SECONDS = 60  # for a worker to start and take a page on a busy machine; beyond it the page was lost on the way

Work = Callable[[Page, float], Cleaned | Failure]  # what a worker does with a page, and its seconds


class CleaningPool:
    """A pebble pool that takes as many pages as it has workers, and is made anew when it breaks."""

    def __init__(self, workers: int, timeout_seconds: float, memory_mb: int, work: Work = clean_in_worker) -> None:
        self._work = work
        self._workers = workers
        self._timeout_seconds = timeout_seconds
        self._memory_mb = memory_mb
        self._pool = self._make()
        self._free = asyncio.Semaphore(workers)  # a page waits here, not in pebble, whose clock starts with its worker

    def _make(self) -> ProcessPool:
        # spawn: a fork of a process with a running reactor inherits its sockets and its locks
        context = multiprocessing.get_context("spawn")
        return ProcessPool(
            max_workers=self._workers, context=context, initializer=start_worker, initargs=[self._memory_mb]
        )

    async def clean(self, page: Page) -> Cleaned | Failure:
        """Return the cleaned page, or why it could not be cleaned."""
        async with self._free:
            for _ in range(TRIES):
                result = await self._try(page)
                if not isinstance(result, Failure) or result.reason != "clean_crash":
                    break
            return result

    async def _try(self, page: Page) -> Cleaned | Failure:
        pool = self._pool
        try:
            future = pool.schedule(self._work, args=[page, self._timeout_seconds], timeout=self._timeout_seconds)
            return await self._answer(asyncio.wrap_future(future))
        except TimeoutError:
            return Failure("clean_timeout", f"took over {self._timeout_seconds:.0f} seconds")
        except ProcessExpired as error:
            if error.exitcode == EXIT_OUT_OF_MEMORY:
                return Failure("clean_memory", f"took over {self._memory_mb} MB")
            return Failure("clean_crash", f"the worker process died: {error}")
        except (RuntimeError, asyncio.InvalidStateError) as error:
            self._replace(pool)
            return Failure("clean_crash", f"the worker processes were lost: {error}")

    async def _answer(self, answer: asyncio.Future[Cleaned | Failure]) -> Cleaned | Failure:
        """Return the answer; InvalidStateError where it is overdue, though pebble should have ended its page."""
        try:
            await asyncio.wait([answer], timeout=self._timeout_seconds + START_SECONDS)
            return answer.result()
        finally:
            answer.cancel()  # where nobody waits for it any more

    def _replace(self, broken: ProcessPool) -> None:
        """Make a new pool where one broke: pebble gives up when a worker dies while none is at work."""
        if self._pool is broken:
            self._pool = self._make()
            broken.stop()  # type: ignore[no-untyped-call]

    async def end(self) -> None:
        """End the workers, in a thread: each may take a moment."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        await asyncio.to_thread(self._pool.join)
