"""A pool of worker processes that share the tasks of one kind of work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic

from cleaners.workers.attempt import Failure, Result, Task
from cleaners.workers.limits import Limits
from cleaners.workers.preload import warm_up
from cleaners.workers.process import WorkerProcess

# Another process starts if more tasks per process than this are waiting or under way. A start takes as long as tens of
# pages.
TASKS_PER_WORKER = 3
# Another process also starts if a task has waited as long as this, such as behind a page that takes a minute.
PATIENCE_SECONDS = 1.0
CHECK_SECONDS = 0.2  # between two checks whether a starting process is ready


class WorkerPool(Generic[Task, Result]):
    """A number of worker processes, each fed by a thread.

    One process starts with the first task. Another one starts when all running ones are ready and busy, and either
    there are more than TASKS_PER_WORKER tasks for each of them, or a task has waited PATIENCE_SECONDS. No task waits
    for a starting process while another one is free.
    """

    def __init__(
        self, work: Callable[[Task], Result], number: int, limits: Limits, preload: Callable[[], None] = warm_up
    ) -> None:
        self.number = number
        self._workers = [WorkerProcess(work, limits, preload) for _ in range(number)]
        self._unused = list(self._workers)  # not started yet
        self._free: list[WorkerProcess[Task, Result]] = []  # started, and without a task
        self._open = 0  # tasks that have no outcome yet
        self._change = threading.Condition()
        self._threads = ThreadPoolExecutor(number, "worker")
        self._starts = ThreadPoolExecutor(number, "start")

    def submit(self, task: Task) -> Future[Result | Failure]:
        """Return the future outcome of a task, which can be cancelled until a process takes the task."""
        with self._change:
            self._open += 1
        future = self._threads.submit(self._do, task)
        future.add_done_callback(self._note_done)
        return future

    async def do(self, task: Task) -> Result | Failure:
        """Do a task in one of the processes and return its outcome."""
        import asyncio  # here, because the filter of JSON lines does not need it

        return await asyncio.wrap_future(self.submit(task))

    def close(self) -> None:
        """Kill the processes even if they are at work, and drop the waiting tasks."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        self._starts.shutdown()
        for worker in self._workers:
            worker.close()

    def _do(self, task: Task) -> Result | Failure:
        worker = self._take()
        try:
            return worker.do(task)
        finally:
            with self._change:
                self._free.append(worker)
                self._change.notify()

    def _take(self) -> WorkerProcess[Task, Result]:
        """Wait for a free worker and return it; start another one if that is worth it."""
        impatient_at = time.monotonic() + PATIENCE_SECONDS
        with self._change:
            while not self._free:
                if self._unused and self._needs_another(impatient=time.monotonic() > impatient_at):
                    self._starts.submit(self._start, self._unused.pop())
                self._change.wait(CHECK_SECONDS)
            return self._free.pop()

    def _start(self, worker: WorkerProcess[Task, Result]) -> None:
        try:
            worker.start()
        finally:  # an unexpected error comes again with the first task, which reports it
            with self._change:
                self._free.append(worker)
                self._change.notify()

    def _needs_another(self, *, impatient: bool) -> bool:
        running = [worker for worker in self._workers if worker not in self._unused]
        is_worth_it = not running or impatient or self._open > TASKS_PER_WORKER * len(running)
        return is_worth_it and all(worker.is_ready or worker.is_late for worker in running)

    def _note_done(self, _: Future[Result | Failure]) -> None:
        with self._change:
            self._open -= 1
