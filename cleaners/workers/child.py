"""The inside of a worker process: it does one task after another, until its parent ends."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection
from typing import Any

from cleaners.workers.attempt import Failure, attempt
from cleaners.workers.limits import Limits

EXIT_OUT_OF_MEMORY = 77  # arbitrary; signals give negative exit codes, and Python itself uses 0 to 2
# How the system's loader says that a compiled module does not fit in the memory; Python makes it an ImportError.
_NO_MEMORY = ("failed to map segment", "cannot allocate memory")
# The parent kills the process of a task that takes too long. In case the parent has ended, an alarm in the process
# itself kills it this much later. It counts CPU time, because the clock goes on while the process is stopped.
ALARM_DELAY_SECONDS = 5


def serve(pipe: connection.Connection, work: Callable[[Any], Any], limits: Limits, preload: Callable[[], None]) -> None:
    """Run the worker process: set it up, then do one task after another until the parent ends."""
    try:
        _set_up(limits)
        refusal = _refusal(preload)
        with suppress(EOFError, ConnectionError):
            pipe.send(refusal)
            if refusal is not None:
                return
            while True:
                pipe.send(_outcome(work, pipe.recv(), limits.timeout_seconds))
    except MemoryError:
        os._exit(EXIT_OUT_OF_MEMORY)


def _refusal(preload: Callable[[], None]) -> str | None:
    """Load what all tasks need. Return None or, in one line, why that is impossible, such as a missing model file."""
    try:
        preload()
    except MemoryError:
        raise
    except Exception as error:
        if any(sign in str(error).lower() for sign in _NO_MEMORY):
            raise MemoryError from error
        return " ".join(f"{type(error).__name__}: {error}".split())[:1_000]
    return None


def _outcome(work: Callable[[Any], Any], task: object, timeout_seconds: float) -> object:
    """Do a task under an alarm. If it runs out of memory, end the process, which may be in a bad state."""
    signal.setitimer(signal.ITIMER_PROF, timeout_seconds + ALARM_DELAY_SECONDS)
    outcome = attempt(work, task)
    signal.setitimer(signal.ITIMER_PROF, 0)
    if isinstance(outcome, Failure) and outcome.reason == "memory":
        os._exit(EXIT_OUT_OF_MEMORY)
    return outcome


def _set_up(limits: Limits) -> None:
    """Set up the signals, streams and memory limit of this process, and end it when its parent ends."""
    # Ctrl-C and service managers signal the whole group. The parent still needs its workers, and ends them itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the system then ends the process, even if Python code cannot run
    os.dup2(2, 1)  # output that a library prints must not get between the parent's results
    sys.stdout = sys.stderr  # which writes each line at once, so that it is not lost if the process is killed
    threading.Thread(target=_end_with_parent, daemon=True).start()  # before the limit, within which it might not start
    if limits.memory_mb:
        _limit_memory(limits.memory_mb * 1024 * 1024)


def _limit_memory(max_bytes: int) -> None:
    # Linux counts all memory that a process may write to as data. On other systems the limit may have no effect.
    if sys.platform == "linux":
        _, hard_limit = resource.getrlimit(resource.RLIMIT_DATA)
        allowed = max_bytes if hard_limit == resource.RLIM_INFINITY else min(max_bytes, hard_limit)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))


def _end_with_parent() -> None:
    """Wait for the parent to end, then end this process, even during a task."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
