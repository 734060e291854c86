"""End commands that go on until they are interrupted."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

LONGEST_WAIT_SECONDS = 1.0  # a signal that comes just before a wait is handled after it, so each is cut into short ones


class Stop:
    """Tells a command to end. Any thread or signal handler may set it.

    A handler that sets a threading.Event can block for ever: it may have interrupted `wait` in the same thread, which
    holds the event's lock. A SimpleQueue waits for ever if its time is over before the wait begins (CPython 3.11). The
    gate here is a plain lock, which is held until the command must end.
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
        """Wait until the command must end, at most this long; return True if it must. For one thread at a time."""
        end = time.monotonic() + seconds
        while not self._is_set and (left := end - time.monotonic()) > 0:
            self._gate.acquire(timeout=min(left, LONGEST_WAIT_SECONDS))
        return self._is_set


def stop_by_signal(*numbers: signal.Signals) -> Stop:
    """Return a Stop that the first of these signals sets (default: SIGINT); the second one interrupts.

    An exception from the first signal could be lost in a callback, and the command would go on.
    """
    stop = Stop()

    def handle(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in numbers or (signal.SIGINT,):
        signal.signal(number, handle)
    return stop
