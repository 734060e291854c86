"""Read the settings of the worker processes that clean pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from cleaners.workers.limits import Limits, read_memory_mb, read_timeout_seconds, read_workers
from crawler.configuration.own import Settings

Value = TypeVar("Value")


def read_limits(settings: Settings) -> tuple[int, Limits]:
    """Return the number of worker processes, 0 for none, and their limits.

    Raises ValueError, with one sentence, if a setting CLEAN_* cannot be used.
    """
    workers = _read(settings, "CLEAN_WORKERS", partial(read_workers, minimum=0))
    timeout_seconds = _read(settings, "CLEAN_TIMEOUT_SECONDS", read_timeout_seconds)
    return workers, Limits(timeout_seconds, _read(settings, "CLEAN_MEMORY_MB", read_memory_mb))


def _read(settings: Settings, name: str, read: Callable[[str], Value]) -> Value:
    try:
        return read(str(settings[name]))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
