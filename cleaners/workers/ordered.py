"""Outcomes of many tasks from a pool, in the order of the tasks or as they are ready, in bounded memory."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import Generic

from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import Failure, Result, Task

AHEAD = 4  # tasks per worker that may be read before their outcome is yielded; this bounds the memory


def outcomes(
    pool: WorkerPool[Task, Result], tasks: Iterable[Task], *, in_order: bool = True
) -> Iterator[tuple[Task, Result | Failure]]:
    """Yield each task with its outcome.

    A thread reads the tasks, so `tasks` may wait for more input without delaying outcomes. Raises what reading the
    tasks raises, and WorkerStartError.
    """
    feed = _Feed(pool, tasks, in_order)
    threading.Thread(target=feed.run, daemon=True).start()
    try:
        count, total = 0, -1
        while count != total:
            match feed.submitted.get():
                case int(total):
                    pass
                case Exception() as error:
                    raise error
                case task, future:
                    yield task, future.result()
                    count += 1
                    feed.room.release()
    finally:
        feed.stop()


class _Feed(Generic[Task, Result]):
    """A reader of tasks, which submits them to the pool while there is room.

    `submitted` receives each task with its future outcome, at last the number of tasks, or the exception that reading
    them raised.
    """

    def __init__(self, pool: WorkerPool[Task, Result], tasks: Iterable[Task], in_order: bool) -> None:
        self._pool = pool
        self._tasks = tasks
        self._in_order = in_order
        self._stopped = False
        self.room = threading.Semaphore(AHEAD * pool.number)
        self.submitted: SimpleQueue[tuple[Task, Future[Result | Failure]] | int | Exception] = SimpleQueue()

    def run(self) -> None:
        count = 0
        try:
            for task in self._tasks:
                self.room.acquire()
                if self._stopped:
                    return
                self._submit(task)
                count += 1
            self.submitted.put(count)
        except Exception as error:  # noqa: BLE001 - the caller of `outcomes` gets it
            self.submitted.put(error)

    def stop(self) -> None:
        self._stopped = True
        self.room.release()

    def _submit(self, task: Task) -> None:
        future = self._pool.submit(task)
        if self._in_order:
            self.submitted.put((task, future))
        else:
            future.add_done_callback(partial(self._put_done, task))

    def _put_done(self, task: Task, future: Future[Result | Failure]) -> None:
        self.submitted.put((task, future))
