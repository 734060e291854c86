"""A worker process: one task in, one result out, within limits of time and memory.

The parent holds a `WorkerProcess`. It starts the process for the first task, kills it when a task exceeds a limit, and
starts another one for the next task. Each process has its own pipe, so the death of one cannot disturb another.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, resource_tracker
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, Literal, TypeVar

from cleaners.workers.limits import Limits
from cleaners.workers.preload import warm_up

Task = TypeVar("Task")
Result = TypeVar("Result")
Reason = Literal["timeout", "memory", "crash", "error"]  # "error": the work raised an exception

EXIT_OUT_OF_MEMORY = 77  # arbitrary; signals give negative exit codes, Python itself uses 0 to 2
# A process also dies of causes outside its task: the system's memory, an operator, a service manager that ends them
# all. So a task whose process died is given to a second one before it is blamed.
TRIES = 2
START_SECONDS = 60  # for a process to start and load its models on a busy machine
END_SECONDS = 5  # from the end of a process's pipe to its exit code, while Python tidies up
# The parent kills the process of a task that takes too long. If the parent is gone, an alarm does so this much later.
ALARM_DELAY_SECONDS = 5

# spawn: a forked copy of a process with threads, or a running reactor, inherits its locks and sockets
_CONTEXT = multiprocessing.get_context("spawn")
# `start` reaps every child that has ended. The lock keeps it from taking an exit code that another thread waits for.
_CHILDREN = threading.Lock()


class WorkerStartError(RuntimeError):
    """A worker process ended before its first task, again and again; the message says why."""


class WorkerKilledError(RuntimeError):
    """A task was given to a worker process that was killed for good."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The outcome of a task that has no result."""

    reason: Reason
    detail: str  # one line
    traceback: str = ""  # of an "error"


def attempt(work: Callable[[Task], Result], task: Task) -> Result | Failure:
    """Return the result of a task, done in this process, or a Failure if the work raises an exception."""
    try:
        return work(task)
    except MemoryError:
        return Failure("memory", "out of memory")
    except Exception as error:  # noqa: BLE001 - a task that nobody foresaw must not end the run
        return Failure("error", f"{type(error).__name__}: {error}"[:500], traceback.format_exc())


class WorkerProcess(Generic[Task, Result]):
    """A process that does one task at a time, and is replaced when it has died.

    `work` is a function of a module; its argument and result can be pickled. `preload` loads what all tasks need before
    the first one. `do` is called by one thread at a time, `kill` by any thread.
    """

    def __init__(self, work: Callable[[Task], Result], limits: Limits, preload: Callable[[], None] = warm_up) -> None:
        self._work = work
        self._limits = limits
        self._preload = preload
        self._process: SpawnProcess | None = None
        self._pipe: connection.Connection | None = None
        self._lock = threading.Lock()  # held to start or end the process
        self._killed = False

    def do(self, task: Task) -> Result | Failure:
        """Return the result of a task, or a Failure. Raises WorkerStartError and WorkerKilledError."""
        for _ in range(TRIES):
            outcome = self._try(task)
            if not (isinstance(outcome, Failure) and outcome.reason == "crash"):
                break
        return outcome

    def kill(self) -> None:
        """Kill the process for good, whatever it does: it holds nothing that must be saved."""
        with self._lock:
            self._killed = True
            if self._process:
                self._process.kill()

    def close(self) -> None:
        """Wait for the killed process and free its pipe. No `do` may be under way."""
        self._exit_code()

    def _try(self, task: Task) -> Result | Failure:
        pipe = self._pipe or self._start()
        try:
            pipe.send(task)
            if not pipe.poll(self._limits.timeout_seconds):
                self._exit_code()
                return Failure("timeout", f"took over {self._limits.timeout_seconds:g} seconds")
            outcome: Result | Failure = pipe.recv()
            return outcome
        except (EOFError, ConnectionError):
            return self._failure_of_death()

    def _failure_of_death(self) -> Failure:
        code = self._exit_code(wait_seconds=END_SECONDS)
        if code == EXIT_OUT_OF_MEMORY:
            return Failure("memory", f"took over {self._limits.memory_mb} MB")
        return Failure("crash", f"the worker process died: {_described(code)}")

    def _start(self) -> connection.Connection:
        """Return the pipe of a new process that is ready for tasks."""
        for _ in range(TRIES):
            pipe = self._spawn()
            with suppress(EOFError, ConnectionError):
                if pipe.poll(START_SECONDS):
                    pipe.recv()
                    return pipe
            code = self._exit_code(wait_seconds=END_SECONDS)
        limit = f", or allow them more than {self._limits.memory_mb} MB of memory" if self._limits.memory_mb else ""
        raise WorkerStartError(f"the worker processes do not start ({_described(code)}): see the lines above{limit}")

    def _spawn(self) -> connection.Connection:
        pipe, far_end = _CONTEXT.Pipe()
        arguments = (far_end, self._work, self._limits, self._preload)
        process = _CONTEXT.Process(target=_serve, args=arguments, daemon=True)
        with self._lock:
            if self._killed:
                raise WorkerKilledError("the worker process was killed for good")
            with _CHILDREN, _interrupts_blocked():
                process.start()
            self._process, self._pipe = process, pipe
        far_end.close()  # so that the process alone holds it, and its death ends the pipe
        return pipe

    def _exit_code(self, wait_seconds: float = 0) -> int | None:
        """Return the exit code of the process, which is killed if it does not end in time."""
        with self._lock:
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
        if process is None or pipe is None:
            return None
        connection.wait([process.sentinel], wait_seconds)
        process.kill()
        connection.wait([process.sentinel])
        with _CHILDREN:
            process.join()
        code = process.exitcode
        process.close()
        pipe.close()
        return code


def _described(exit_code: int | None) -> str:
    if exit_code == EXIT_OUT_OF_MEMORY:
        return "out of memory"
    if exit_code is not None and exit_code < 0:
        return f"signal {-exit_code} ({signal.strsignal(-exit_code)})"
    return f"exit code {exit_code}"


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block SIGINT and SIGTERM for a new process, which inherits this, until it ignores them."""
    resource_tracker.ensure_running()  # here, because it unblocks both when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    pipe: connection.Connection, work: Callable[[Any], Any], limits: Limits, preload: Callable[[], None]
) -> None:
    """Start up, then answer one task after another until the parent is gone."""
    try:
        _start_up(limits)
        preload()
        with suppress(EOFError, ConnectionError):
            pipe.send("ready")
            while True:
                pipe.send(_outcome(work, pipe.recv(), limits.timeout_seconds))
    except MemoryError:
        os._exit(EXIT_OUT_OF_MEMORY)


def _outcome(work: Callable[[Any], Any], task: object, timeout_seconds: float) -> object:
    """Do a task under an alarm. If it ran out of memory, end the process: its state is unsure."""
    signal.setitimer(signal.ITIMER_REAL, timeout_seconds + ALARM_DELAY_SECONDS)
    outcome = attempt(work, task)
    signal.setitimer(signal.ITIMER_REAL, 0)
    if isinstance(outcome, Failure) and outcome.reason == "memory":
        os._exit(EXIT_OUT_OF_MEMORY)
    return outcome


def _start_up(limits: Limits) -> None:
    """Set up the signals, streams and memory limit of this process, and its end with its parent."""
    # Ctrl-C and service managers signal the whole group: the parent still needs its workers, and ends them itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the system's own end of a process: it needs no Python to run
    os.dup2(2, 1)  # what a library prints must not reach the parent's results
    if limits.memory_mb:
        _limit_memory(limits.memory_mb * 1024 * 1024)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _limit_memory(max_bytes: int) -> None:
    # Linux counts as data what a process has written or may write to; elsewhere the limit may have no effect.
    if sys.platform == "linux":
        _, hard_limit = resource.getrlimit(resource.RLIMIT_DATA)
        allowed = max_bytes if hard_limit == resource.RLIM_INFINITY else min(max_bytes, hard_limit)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))


def _end_with_parent() -> None:
    """End this process when its parent ends, even if the parent is killed and a task is under way."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
