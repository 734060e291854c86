"""Ends commands that go on until they are interrupted."""

from __future__ import annotations

import signal
import threading


def stop_by_signal(*numbers: signal.Signals) -> threading.Event:
    """Return an event that the first of these signals sets (default: SIGINT); the second one interrupts.

    An exception from the first signal could be lost in a callback, and the command would go on.
    """
    stop = threading.Event()

    def handle(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in numbers or (signal.SIGINT,):
        signal.signal(number, handle)
    return stop
