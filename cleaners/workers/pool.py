"""Several worker processes that share the tasks of one kind of work."""

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
    """A number of worker processes, each fed by a thread. A process starts when a task finds all others at work."""

    def __init__(
        self, work: Callable[[Task], Result], number: int, limits: Limits, preload: Callable[[], None] = warm_up
    ) -> None:
        self.number = number
        self._workers = [WorkerProcess(work, limits, preload) for _ in range(number)]
        self._free: LifoQueue[WorkerProcess[Task, Result]] = LifoQueue()  # the last one used has started
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(number, "worker")

    def submit(self, task: Task) -> Future[Result | Failure]:
        """Return the future outcome of a task. A task that waits for a process can be cancelled."""
        return self._threads.submit(self._do, task)

    async def do(self, task: Task) -> Result | Failure:
        """Return the outcome of a task."""
        return await asyncio.wrap_future(self.submit(task))

    def close(self) -> None:
        """Kill the processes, whatever they do, and drop the tasks that wait."""
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
