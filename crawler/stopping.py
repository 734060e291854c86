"""Ends commands that go on until they are interrupted."""

from __future__ import annotations

import signal
from contextlib import suppress
from queue import Empty, SimpleQueue


class Stop:
    """Tells a command to end. Any thread or signal handler may set it.

    A handler that sets a threading.Event can block for ever: it may have interrupted `wait` in the same thread, which
    holds the event's lock. A SimpleQueue has no such lock.
    """

    def __init__(self) -> None:
        self._is_set = False
        self._wakings: SimpleQueue[None] = SimpleQueue()

    def set(self) -> None:
        """Tell the command to end, and wake the thread that waits."""
        self._is_set = True
        self._wakings.put(None)

    def is_set(self) -> bool:
        """Return True if the command shall end."""
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Wait until the command shall end, at most this long; return True if it shall. For one thread at a time."""
        if not self._is_set:
            with suppress(Empty):
                self._wakings.get(timeout=seconds)
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
