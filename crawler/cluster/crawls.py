"""Run each crawl of a crawl worker in a child process that ends with the worker."""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crawler.exit_codes import EXIT_INTERRUPTED, EXIT_OK, EXIT_STORE_BUSY
from crawler.moments import now

# Seconds that a crawl gets after STOP_GRACE_SECONDS. It ends itself within 8: see extensions/stopping.py.
FINAL_SECONDS = 15
NOTED = (EXIT_OK, EXIT_STORE_BUSY)  # after these a crawl has left its counts in the store, or has none


@dataclass(frozen=True, slots=True)
class Ended:
    """A crawl that has ended."""

    process: int
    started_at: str
    exit_code: int


class CrawlProcesses:
    """The crawls of one worker. `ended` counts them by exit code; a negative code is the number of a signal."""

    def __init__(
        self,
        arguments: Sequence[str],
        stop: asyncio.Event,
        grace_seconds: float,
        tell: Callable[[str], None],
        note: Callable[[Ended], None],
    ) -> None:
        """Take the arguments of `newsgalley`, the event that ends all crawls, and STOP_GRACE_SECONDS.

        `note` is called, in a thread, for each crawl that may have left no counts in the store.
        """
        self.ended: Counter[int] = Counter()
        self._arguments = arguments
        self._stop = stop
        self._patience_seconds = grace_seconds + FINAL_SECONDS
        self._tell = tell
        self._note = note

    async def run(self) -> bool:
        """Run one crawl; return False if it was stopped before its end, so that another crawl must continue."""
        if self._stop.is_set():
            return False
        started, started_at = time.monotonic(), now()
        process = await _start(self._arguments)
        self._tell(f"Crawl {process.pid} has started")
        try:
            await self._ended_or_stopped(process)
        finally:
            code = await self._end(process)
        self.ended[code] += 1
        self._tell(f"Crawl {process.pid} has ended after {time.monotonic() - started:.0f} s, {_named(code)}")
        if code not in NOTED:
            await asyncio.to_thread(self._note, Ended(process.pid, started_at, code))
        return code != EXIT_INTERRUPTED

    async def _ended_or_stopped(self, process: Process) -> None:
        waits = [asyncio.create_task(process.wait()), asyncio.create_task(self._stop.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _end(self, process: Process) -> int:
        """Send SIGTERM to a crawl that still runs, and SIGKILL if it does not end in time; return its exit code."""
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), self._patience_seconds)
            except TimeoutError:
                process.kill()
        return await process.wait()


async def _start(arguments: Sequence[str]) -> Process:
    """Start a command in a new session, so that only the worker, and not the terminal, can interrupt it."""
    # -P: modules in the working directory do not replace ours.
    command = [sys.executable, "-P", "-m", "crawler.cluster.child", *arguments]
    return await asyncio.create_subprocess_exec(*command, stdin=PIPE, start_new_session=True)


def _named(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by signal {-code}"
