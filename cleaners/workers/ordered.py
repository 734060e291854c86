"""Give many tasks to a pool and yield their outcomes, in the order of the tasks or as soon as each is ready.

Only a few tasks and outcomes are in memory at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from typing import Generic

from cleaners.workers.attempt import Failure, Result, Task
from cleaners.workers.pool import WorkerPool

AHEAD = 4  # tasks per worker that are read before their outcomes are yielded; the bound limits memory


def outcomes(
    pool: WorkerPool[Task, Result], tasks: Iterable[Task], *, in_order: bool = True
) -> Generator[tuple[Task, Result | Failure], None, None]:
    """Yield each task with its outcome, in the order of the tasks unless `in_order` is False.

    A thread reads the tasks, so `tasks` may wait for more input without delaying outcomes. Raises WorkerStartError, and
    any exception that `tasks` raises.
    """
    feed = _Feed(pool, tasks, in_order=in_order)
    threading.Thread(target=feed.run, daemon=True).start()
    try:
        count, total = 0, -1  # -1: the number of tasks is not known yet
        while count != total:
            match feed.queue.get():
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
    """A thread's work: read the tasks and submit them to the pool, but not too many ahead of the outcomes.

    `queue` receives each task with its future outcome, when it is submitted or, without order, when it is done. It also
    receives the number of tasks after the last one is submitted, or the exception that reading them raised. The reader
    takes a permit from `room` for each task, and `outcomes` gives it back after yielding the outcome.
    """

    def __init__(self, pool: WorkerPool[Task, Result], tasks: Iterable[Task], *, in_order: bool) -> None:
        self._pool = pool
        self._tasks = tasks
        self._in_order = in_order
        self._stopped = False
        self.room = threading.Semaphore(AHEAD * pool.number)
        self.queue: SimpleQueue[tuple[Task, Future[Result | Failure]] | int | Exception] = SimpleQueue()

    def run(self) -> None:
        count = 0
        try:
            for task in self._tasks:
                self.room.acquire()
                if self._stopped:
                    return
                self._submit(task)
                count += 1
            self.queue.put(count)
        except Exception as error:  # noqa: BLE001 - the caller of `outcomes` gets it
            self.queue.put(error)

    def stop(self) -> None:
        self._stopped = True
        self.room.release()  # wakes the thread if it waits for room

    def _submit(self, task: Task) -> None:
        future = self._pool.submit(task)
        if self._in_order:
            self.queue.put((task, future))
        else:
            future.add_done_callback(partial(self._put_done, task))

    def _put_done(self, task: Task, future: Future[Result | Failure]) -> None:
        self.queue.put((task, future))
