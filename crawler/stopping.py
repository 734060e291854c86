"""Stop commands that run until they are interrupted."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

LONGEST_WAIT_SECONDS = 1.0  # waits are cut into short ones: a signal just before a wait is handled only after it


class Stop:
    """Tells a command to end. Any thread or signal handler may set it.

    The gate is a plain lock, held until the command must end. A threading.Event could block for ever: a handler that
    sets it may have interrupted `wait` in the same thread, which holds the event's lock. A SimpleQueue waits for ever
    if its timeout is over before the wait begins (CPython 3.11).
    """

    def __init__(self) -> None:
        self._is_set = False
        self._gate = threading.Lock()
        self._gate.acquire()

    def set(self) -> None:
        """Tell the command to end, and wake the thread that waits."""
        self._is_set = True
        with suppress(RuntimeError):  # the gate is open already
            self._gate.release()

    def is_set(self) -> bool:
        """Return True if the command must end."""
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Wait at most this long until the command must end; return True if it must. Only one thread may wait."""
        end = time.monotonic() + seconds
        while not self._is_set and (left := end - time.monotonic()) > 0:
            self._gate.acquire(timeout=min(left, LONGEST_WAIT_SECONDS))
        return self._is_set


def stop_by_signal(*numbers: signal.Signals) -> Stop:
    """Return a Stop that the first of these signals sets (default: SIGINT); the second one interrupts.

    The first signal raises nothing, because the exception could be lost in a callback, and the command would go on.
    """
    stop = Stop()

    def handle(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in numbers or (signal.SIGINT,):
        signal.signal(number, handle)
    return stop
