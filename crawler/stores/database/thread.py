"""The one thread that works on the database during a crawl, so that the reactor never waits for it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

MOST_AT_ONCE = 50  # pieces of work in a transaction: what a failing one makes the others do again
P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[[Connection], T]


class StoreThread:
    """Works on a database in the order of the calls; what waits for a transaction of its own shares one.

    A database in memory belongs to the thread that opened it: there the caller does the work itself.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        in_memory = engine.dialect.name == "sqlite" and engine.url.database in (None, "", ":memory:")
        self._executor = None if in_memory else ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._waiting: deque[tuple[Work[object], Future[object]]] = deque()

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function returns that opens its own transaction."""
        if self._executor is None:
            return function(*args, **kwargs)
        return await asyncio.wrap_future(self._executor.submit(function, *args, **kwargs))

    async def commit(self, work: Work[T]) -> T:
        """Return what a piece of work returns, once it is committed. It must bear to be done again from its start."""
        if self._executor is None:
            return self._alone(work)
        answer: Future[T] = Future()
        self._waiting.append((work, answer))  # type: ignore[arg-type]
        self._executor.submit(self._commit_waiting)
        return await asyncio.wrap_future(answer)

    def close(self) -> None:
        """Finish what is under way."""
        if self._executor is not None:
            self._executor.shutdown()

    def _commit_waiting(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
        batch = [(work, answer) for work, answer in batch if answer.set_running_or_notify_cancel()]
        if not batch:
            return  # an earlier call took it along
        try:
            with self._engine.begin() as connection:
                results = [work(connection) for work, _ in batch]
        except Exception:  # noqa: BLE001, each is told its own below
            self._commit_each(batch)
        else:
            for (_, answer), result in zip(batch, results, strict=True):
                answer.set_result(result)

    def _commit_each(self, batch: list[tuple[Work[object], Future[object]]]) -> None:
        """Commit each by itself: what one record breaks must not cost the others."""
        for work, answer in batch:
            try:
                answer.set_result(self._alone(work))
            except Exception as error:  # noqa: BLE001, handed on to the caller
                answer.set_exception(error)

    def _alone(self, work: Work[T]) -> T:
        with self._engine.begin() as connection:
            return work(connection)
