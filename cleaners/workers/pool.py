"""A pool of worker processes that share the tasks of one kind of work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from typing import Generic

from cleaners.workers.limits import Limits
from cleaners.workers.preload import warm_up
from cleaners.workers.process import Failure, Result, Task, WorkerProcess


class WorkerPool(Generic[Task, Result]):
    """A number of worker processes, each fed by a thread. A new process starts only when all running ones are busy."""

    def __init__(
        self, work: Callable[[Task], Result], number: int, limits: Limits, preload: Callable[[], None] = warm_up
    ) -> None:
        self.number = number
        self._workers = [WorkerProcess(work, limits, preload) for _ in range(number)]
        # The worker that was used last is taken first, since its process has started.
        self._free: LifoQueue[WorkerProcess[Task, Result]] = LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(number, "worker")

    def submit(self, task: Task) -> Future[Result | Failure]:
        """Return the future outcome of a task, which can be cancelled until a process takes the task."""
        return self._threads.submit(self._do, task)

    async def do(self, task: Task) -> Result | Failure:
        """Do a task in one of the processes and return its outcome."""
        return await asyncio.wrap_future(self.submit(task))

    def close(self) -> None:
        """Kill the processes even if they are at work, and drop the waiting tasks."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _do(self, task: Task) -> Result | Failure:
        worker = self._free.get()
        try:
            return worker.do(task)
        finally:
            self._free.put(worker)
