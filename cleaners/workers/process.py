"""A worker process as its parent sees it: one task in, one result out, within limits of time and memory.

The parent holds a `WorkerProcess`. It starts the process for the first task, kills it when a task exceeds a limit, and
starts another one for the next task. Each process has its own pipe, so the death of one cannot disturb another.
The process itself runs `child.py`.
"""

from __future__ import annotations

import atexit
import math
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from typing import Generic

from cleaners.workers.attempt import Failure, Result, Task
from cleaners.workers.child import EXIT_OUT_OF_MEMORY, serve
from cleaners.workers.limits import Limits
from cleaners.workers.preload import warm_up
from cleaners.workers.spawning import interrupts_blocked, main_module_hidden

# A process may also die for reasons outside its task: the system runs out of memory, or an operator or service manager
# ends it. So a task whose process died gets a second process before the task is blamed.
TRIES = 2
# Time for a process to start and load its models. It takes a second on an idle machine and a minute under heavy load,
# when a second try would only add to the load. So the limit is just for a process that hangs.
START_SECONDS = 300
LATE_SECONDS = 60  # after which a pool no longer waits for a starting process alone
END_SECONDS = 5  # time from the end of a process's pipe to its exit code, while Python shuts down
# The parent reads the clock this often, and counts at most this much between two readings: if more time has passed, the
# parent itself was stopped (SIGSTOP, a suspended machine), and its workers were too.
CHECK_SECONDS = 0.5

# "spawn" and not "fork": a forked copy of a process with threads or a running reactor inherits its locks and sockets.
_CONTEXT = multiprocessing.get_context("spawn")
# `start` reaps every child that has ended. The lock keeps it from taking an exit code that another thread waits for.
_CHILDREN_LOCK = threading.Lock()


class WorkerStartError(RuntimeError):
    """A worker process may not start, or ended before its first task, TRIES times in a row. The message says why."""


class WorkerKilledError(RuntimeError):
    """A task was given to a worker process that has been killed for good."""


class WorkerProcess(Generic[Task, Result]):
    """A process that does one task at a time, and is replaced when it has died.

    `work` must be a function at the top of a module, and its argument and result must be picklable. `preload` runs
    before the first task and loads what all tasks need. `do` may be called by one thread at a time, `kill` by any.
    """

    def __init__(self, work: Callable[[Task], Result], limits: Limits, preload: Callable[[], None] = warm_up) -> None:
        self._work = work
        self._limits = limits
        self._preload = preload
        self._process: SpawnProcess | None = None
        self._pipe: connection.Connection | None = None
        self._lock = threading.Lock()  # held to start or end the process
        self._killed = False
        self._owner = os.getpid()
        self._start_began_at = math.inf
        self._start_error: RuntimeError | None = None
        self.is_ready = False  # the process has started

    @property
    def is_late(self) -> bool:
        """True for a process that has been starting for more than LATE_SECONDS."""
        return not self.is_ready and time.monotonic() - self._start_began_at > LATE_SECONDS

    def start(self) -> None:
        """Start the process before its first task. If that fails, the first `do` raises the error."""
        try:
            self._start()
        except (WorkerStartError, WorkerKilledError) as error:
            self._start_error = error

    def do(self, task: Task) -> Result | Failure:
        """Do a task in the process and return its result, or a Failure.

        Raises WorkerStartError if the process does not start, WorkerKilledError after `kill`.
        """
        if self._start_error:
            error, self._start_error = self._start_error, None
            raise error
        for _ in range(TRIES):
            outcome = self._try(task)
            if not (isinstance(outcome, Failure) and outcome.reason == "crash"):
                break
        return outcome

    def kill(self) -> None:
        """Kill the process for good, even during a task, since it has nothing that must be saved."""
        with self._lock:
            self._killed = True
            if self._process:
                self._process.kill()

    def close(self) -> None:
        """Wait for the end of the killed process and free its pipe. `do` must not be running."""
        self._end()

    def _kill_at_exit(self) -> None:
        if os.getpid() == self._owner:  # a forked copy of the program leaves the process alone
            self.kill()

    def _try(self, task: Task) -> Result | Failure:
        pipe = self._pipe or self._start()
        try:
            pipe.send(task)
            if not self._answers_within(self._limits.timeout_seconds):
                self._end()
                return Failure("timeout", f"took over {self._limits.timeout_seconds:g} seconds")
            outcome: Result | Failure = pipe.recv()
            return outcome
        except (EOFError, ConnectionError):
            return self._failure_after_death()

    def _answers_within(self, seconds: float) -> bool:
        """Wait for an answer; return False after so many seconds without one.

        Time during which this process or its worker was stopped does not count. The end of the worker counts as an
        answer.
        """
        pipe, process = self._pipe, self._process
        assert pipe is not None
        assert process is not None
        while seconds > 0:
            step = min(seconds, CHECK_SECONDS)
            if pipe.poll(step):
                return True
            if not _is_stopped(process.pid):
                seconds -= step
        return False

    def _failure_after_death(self) -> Failure:
        exit_code = self._end(wait_seconds=END_SECONDS)
        if exit_code == EXIT_OUT_OF_MEMORY:
            return Failure("memory", f"took over {self._limits.memory_mb} MB")
        return Failure("crash", f"the worker process died: {_description(exit_code)}")

    def _start(self) -> connection.Connection:
        """Return the pipe of a new process that is ready for tasks."""
        if multiprocessing.current_process().daemon:
            raise WorkerStartError(
                "this process is a daemon of multiprocessing, such as one of a Pool, and may not start others: clean "
                "its pages with clean, or call clean_many in the process that has the Pool"
            )
        self._start_began_at = time.monotonic()
        for _ in range(TRIES):
            pipe = self._spawn()
            with suppress(EOFError, ConnectionError):
                if self._answers_within(START_SECONDS):
                    if (refusal := pipe.recv()) is None:
                        self.is_ready = True
                        return pipe
                    self._end()
                    raise WorkerStartError(f"the worker processes do not start: {refusal}")
            exit_code = self._end(wait_seconds=END_SECONDS)
        advice = [] if exit_code == EXIT_OUT_OF_MEMORY else ["see the lines above"]
        advice += [f"allow them more than {self._limits.memory_mb} MB of memory"] if self._limits.memory_mb else []
        raise WorkerStartError(f"the worker processes do not start ({_description(exit_code)}): {', or '.join(advice)}")

    def _spawn(self) -> connection.Connection:
        """Start a new process and return the pipe to it."""
        pipe, worker_end = _CONTEXT.Pipe()
        arguments = (worker_end, self._work, self._limits, self._preload)
        # Not a daemon, because a task of a batch starts cleaning processes of its own. It ends with its parent anyway.
        process = _CONTEXT.Process(target=serve, args=arguments, daemon=False)
        with self._lock:
            if self._killed:
                raise WorkerKilledError("the worker process was killed for good")
            with _CHILDREN_LOCK, interrupts_blocked(), main_module_hidden(self._work, self._preload):
                process.start()
            self._process, self._pipe = process, pipe
        # multiprocessing would wait for the process at the exit of a program that has not closed its pool.
        atexit.register(self._kill_at_exit)
        worker_end.close()  # only the process holds it now, so the death of the process ends the pipe
        return pipe

    def _end(self, wait_seconds: float = 0) -> int | None:
        """Wait for the process to end, kill it if it does not end in time, and return its exit code.

        Returns None if there is no process.
        """
        with self._lock:
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
            self.is_ready = False
        atexit.unregister(self._kill_at_exit)
        if process is None or pipe is None:
            return None
        connection.wait([process.sentinel], wait_seconds)
        process.kill()
        connection.wait([process.sentinel])
        with _CHILDREN_LOCK:
            process.join()
        exit_code = process.exitcode
        process.close()
        pipe.close()
        return exit_code


def _is_stopped(pid: int | None) -> bool:
    """Return True if a process was stopped by a signal or a debugger; always False where the system does not say."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return stat.read().rpartition(b")")[2].split()[0] in (b"T", b"t")
    except (OSError, IndexError):
        return False


def _description(exit_code: int | None) -> str:
    if exit_code == EXIT_OUT_OF_MEMORY:
        return "out of memory"
    if exit_code is not None and exit_code < 0:
        return f"signal {-exit_code} ({signal.strsignal(-exit_code)})"
    return f"exit code {exit_code}"
