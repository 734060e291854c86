"""Clean pages in worker processes, and detect an installation that cannot clean any page."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from cleaners import native
from cleaners.page import Page
from cleaners.workers.attempt import Failure, attempt
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from cleaners.workers.preload import PROBE
from cleaners.workers.process import WorkerStartError
from crawler.pipelines.cleaned import Cleaned, clean_page
from crawler.pipelines.dropped import PageUnfinished

logger = logging.getLogger(__name__)

Work = Callable[[Page], Cleaned]


class PageCleaner:
    """Cleans pages in worker processes within limits of time and memory or, without workers, in this process."""

    def __init__(
        self,
        workers: int,
        limits: Limits,
        work: Work = clean_page,
        on_broken: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Create a cleaner that has no processes yet.

        `on_broken` is called with the reason if the installation is broken, so that no page can be cleaned.
        """
        self._workers = workers
        self._limits = limits
        self._work = work
        self._on_broken = on_broken
        self._has_worked = False  # True after a page of this run, or the probe, was cleaned
        self._has_ended = False
        self._pool: WorkerPool[Page, Cleaned] | None = None
        self._under_way: set[asyncio.Task[Cleaned | Failure]] = set()

    def open(self) -> None:
        """Create the pool; its processes start with the first pages."""
        if self._workers:
            logger.info("Cleaning: %s", native.description())
            self._pool = WorkerPool(self._work, self._workers, self._limits)

    async def close(self) -> None:
        """End the workers, in a thread, because each may take a moment. No page may be in progress."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.close)

    def abandon(self) -> None:
        """Stop waiting for the pages in progress, because the run ends; a later one fetches them again."""
        self._has_ended = True
        for task in self._under_way:
            task.cancel()

    async def clean(self, page: Page) -> Cleaned | Failure:
        """Return the cleaned page, or why it cannot be cleaned.

        Raises PageUnfinished if the run ends first. The run also ends if the cleaner fails on the first page and on the
        probe: then the installation is broken, and every page is left to a later run.
        """
        result = await self._attempt(page)
        if isinstance(result, Failure) and not self._has_worked:
            probe = await self._attempt(PROBE)
            if isinstance(probe, Failure):
                self._give_up(f"the first page failed ({result.detail}), and a test page too: {probe.detail}")
                raise PageUnfinished
        self._has_worked = True
        return result

    def _give_up(self, why: str) -> None:
        self._has_ended = True
        self._on_broken(why)

    async def _attempt(self, page: Page) -> Cleaned | Failure:
        if self._has_ended:
            raise PageUnfinished
        if self._pool is None:
            return attempt(self._work, page)
        task = asyncio.create_task(self._pool.do(page))
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise PageUnfinished from None
        except WorkerStartError as error:
            self._give_up(str(error))
            raise PageUnfinished from None
        finally:
            self._under_way.discard(task)
