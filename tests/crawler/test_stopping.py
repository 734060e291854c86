from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from crawler.stopping import Stop, stop_by_signal

INTERRUPTED_WAITS = """
import random, signal
from crawler.stopping import stop_by_signal

for _ in range(2000):
    stop = stop_by_signal(signal.SIGALRM)
    signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-5, 3e-4))
    while not stop.wait(1e-5):
        pass
print("each wait ended")
"""


def test_a_signal_ends_a_wait_wherever_it_interrupts_it() -> None:
    waiting = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_WAITS], capture_output=True, text=True, timeout=100, check=False
    )
    assert waiting.stdout == "each wait ended\n", waiting.stderr


def test_a_thread_ends_a_wait() -> None:
    stop = Stop()
    threading.Timer(0.01, stop.set).start()
    assert stop.wait(3600)


def test_a_wait_ends_without_a_signal() -> None:
    assert not Stop().wait(0.001)


def test_no_wait_begins_after_the_signal() -> None:
    stop = Stop()
    stop.set()
    assert all(stop.wait(3600) for _ in range(3))


def test_the_second_signal_interrupts() -> None:
    previous = signal.getsignal(signal.SIGUSR1)
    try:
        stop = stop_by_signal(signal.SIGUSR1)
        signal.raise_signal(signal.SIGUSR1)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGUSR1)
    finally:
        signal.signal(signal.SIGUSR1, previous)
