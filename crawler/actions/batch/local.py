"""Do the tasks of a batch in processes on this machine.

The processes come from the cleaner's pool, not from datatrove's, which is one of `multiprocess`: that pool waits for
ever for the task of a process that the system has killed, and its processes outlive a command that is killed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from copy import deepcopy
from functools import partial

from datatrove.executor.base import PipelineExecutor
from datatrove.executor.local import LocalPipelineExecutor

from cleaners.workers.attempt import Failure
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import WorkerStartError
from crawler.actions.batch.errors import BatchError, InterruptedBatch
from crawler.actions.batch.stages import Stage
from crawler.exit_codes import UsageError
from crawler.messages.foreign_text import printable
from crawler.messages.wording import error_message
from crawler.stopping import Stop, stop_by_signal

CHECK_SECONDS = 0.5  # between two checks of the signals
NO_LIMITS = Limits(timeout_seconds=10 * 365 * 86_400, memory_mb=0)  # the limits apply to each page, not to a task
NO_CONSOLE = 1  # the "local rank" for which datatrove logs to its file only


def run_local(stages: Sequence[Stage], workers: int) -> None:
    """Do the unfinished tasks of the stages, `workers` at once, and print why a task failed.

    A stage begins when the one before is complete.

    Raises:
        InterruptedBatch: SIGINT or SIGTERM came. The tasks under way were killed and will be done again.
    """
    executors = [_executor(stage) for stage in stages]
    if not any(stage.unfinished() for stage in stages):
        return
    os.environ["TQDM_DISABLE"] = "1"  # for the processes, which inherit it: some steps of datatrove draw progress bars
    stop = stop_by_signal(signal.SIGINT, signal.SIGTERM)
    with closing(WorkerPool(partial(run_task, executors), workers, NO_LIMITS, be_quiet)) as pool:
        for number, stage in enumerate(stages):
            _wait(stage, {pool.submit((number, rank)): rank for rank in stage.unfinished()}, stop)
            if stage.unfinished():
                return


def _executor(stage: Stage) -> LocalPipelineExecutor:
    return LocalPipelineExecutor(list(stage.steps), tasks=stage.tasks, logging_dir=stage.folder)


def run_task(executors: Sequence[PipelineExecutor], task: tuple[int, int]) -> str | None:
    """Do one task, given by the numbers of its stage and rank, and note that it is finished.

    Return why the task failed; None if it did not.
    """
    number, rank = task
    try:
        # A copy, because the steps collect the statistics of the task.
        deepcopy(executors[number])._run_for_rank(rank, NO_CONSOLE)
    except (BatchError, UsageError, WorkerStartError) as error:
        return str(error)
    except OSError as error:  # from datatrove: our own code raises a BatchError
        return f"the notes about the task cannot be written: {error_message(error)}"
    return None


def be_quiet() -> None:
    """Silence the log of datatrove: the command reports failures itself."""
    from loguru import logger
    from tqdm import tqdm

    logger.disable("datatrove")
    tqdm.set_lock(threading.RLock())  # tqdm's default lock is a system semaphore, which a killed process leaves behind


def _wait(stage: Stage, tasks: dict[Future[str | Failure | None], int], stop: Stop) -> None:
    pending = set(tasks)
    while pending:
        done, pending = wait(pending, CHECK_SECONDS, FIRST_COMPLETED)
        if stop.is_set():
            raise InterruptedBatch
        for future in done:
            if problem := future.result():
                print(f"Task {tasks[future]} of {stage.name} failed: {_explained(problem)}", file=sys.stderr)
        if done:
            print(f"{stage.name}: {len(tasks) - len(pending)} of {len(tasks)} tasks done", file=sys.stderr)


def _explained(problem: str | Failure) -> str:
    return printable(problem) if isinstance(problem, str) else f"{problem.detail}\n{problem.traceback}".rstrip()
