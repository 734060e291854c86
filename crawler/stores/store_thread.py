"""The one thread that runs all queries of a crawl, in the order of the calls."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from crawler.stores.changes.log import changing
from crawler.stores.database.retry import twice

MOST_AT_ONCE = 50  # pieces of work per transaction; if one fails, all are repeated one by one
# Between the starts of two transactions, so that several pieces of work share one: a transaction costs about as much as
# an article, mostly because the search index writes the words of all its articles together.
PAUSE_SECONDS = 0.1
P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[[Connection], T]


class StoreThread:
    """A thread with a queue of work, which is repeated once if a transaction of another process is in the way."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._waiting: deque[tuple[Work[object], Future[object]]] = deque()
        self._next: asyncio.TimerHandle | None = None  # the start of the next transaction, if work waits for it
        self._started_at = -PAUSE_SECONDS  # of the last transaction, by the clock of the event loop

    async def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the result of a function that opens its own transaction."""
        return await asyncio.wrap_future(self._thread.submit(twice, lambda: function(*args, **kwargs)))

    def ask_now(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same for a thread other than the reactor's, which is blocked meanwhile."""
        return self._thread.submit(twice, lambda: function(*args, **kwargs)).result()

    async def commit(self, work: Work[T]) -> T:
        """Return the result of a piece of work when it is committed. It may be repeated, from its beginning.

        The pieces of PAUSE_SECONDS share a transaction; the first piece after a longer pause waits for no others. If
        one fails, the transaction is rolled back and each piece is repeated in its own, so that one broken record does
        not affect others.
        """
        answer: Future[T] = Future()
        self._waiting.append((work, answer))  # type: ignore[arg-type]
        if self._next is None:
            loop = asyncio.get_running_loop()
            self._next = loop.call_at(max(loop.time(), self._started_at + PAUSE_SECONDS), self._start, loop)
        return await asyncio.wrap_future(answer)

    def close(self) -> None:
        """Finish the work in progress, and end the thread."""
        if self._next is not None:
            self._next.cancel()
            self._thread.submit(self._commit_waiting)
        self._thread.shutdown()

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._next, self._started_at = None, loop.time()
        self._thread.submit(self._commit_waiting)

    def _commit_waiting(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
            wanted = [each for each in batch if each[1].set_running_or_notify_cancel()]
            if wanted:
                self._commit_together(wanted)

    def _commit_together(self, batch: list[tuple[Work[object], Future[object]]]) -> None:
        try:
            with changing(self._engine) as connection:
                results = [work(connection) for work, _ in batch]
        except Exception:  # noqa: BLE001, each gets its own error below
            self._commit_each(batch)
        else:
            for (_, answer), result in zip(batch, results, strict=True):
                answer.set_result(result)

    def _commit_each(self, batch: list[tuple[Work[object], Future[object]]]) -> None:
        for work, answer in batch:
            try:
                result = twice(lambda: self._commit_one(work))  # noqa: B023, called at once
            except Exception as error:  # noqa: BLE001, passed on to the caller
                answer.set_exception(error)
            else:
                answer.set_result(result)

    def _commit_one(self, work: Work[object]) -> object:
        with changing(self._engine) as connection:
            return work(connection)
