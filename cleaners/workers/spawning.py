"""Start a worker process without interrupts, and without the program's main module."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import resource_tracker, spawn
from typing import Any


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Block SIGINT and SIGTERM while a process starts. It inherits the block, which lasts until it ignores them."""
    resource_tracker.ensure_running()  # before the block, because its start unblocks both signals
    previous_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous_mask)


@contextmanager
def main_module_hidden(*functions: Callable[..., Any]) -> Iterator[None]:
    """Keep new processes from importing the program's main module, unless that has one of the functions.

    multiprocessing makes each process import it. In a crawl, it imports Scrapy, which takes a quarter of a second; a
    script that cleans pages would run once more in each process.
    """
    original = spawn.get_preparation_data
    if "__main__" not in map(_module_of, functions):
        spawn.get_preparation_data = lambda name: {
            key: value for key, value in original(name).items() if not key.startswith("init_main")
        }
    try:
        yield
    finally:
        spawn.get_preparation_data = original


def _module_of(function: Callable[..., Any]) -> str | None:
    while isinstance(function, partial):
        function = function.func
    return getattr(function, "__module__", None)
