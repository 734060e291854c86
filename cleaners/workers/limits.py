"""Limits of worker processes: time, memory and number, with readers for options and settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Number = TypeVar("Number", int, float)

# A greater value is surely a mistake, and system calls reject the greatest.
MAX_TIMEOUT_SECONDS = 86_400
MAX_MEMORY_MB = 1_000_000
MAX_WORKERS = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The time that one task may take, and the memory of its worker process."""

    timeout_seconds: float = 60.0  # per task
    memory_mb: int = 1024  # per process, on Linux; 0: no limit


def read_timeout_seconds(text: str) -> float:
    """Return a time limit per task. Raises ValueError if the text is not one; the message is one sentence."""
    seconds = _number(float, text)
    if seconds is None or not 0 < seconds <= MAX_TIMEOUT_SECONDS:
        raise ValueError(f"give a number of seconds over 0 and up to {MAX_TIMEOUT_SECONDS}, not {text!r}")
    return seconds


def read_memory_mb(text: str) -> int:
    """Return a memory limit per process. Raises ValueError if the text is not one; the message is one sentence."""
    megabytes = _number(int, text)
    if megabytes is None or not 0 <= megabytes <= MAX_MEMORY_MB:
        raise ValueError(f"give a whole number of megabytes up to {MAX_MEMORY_MB}, or 0 for no limit, not {text!r}")
    return megabytes


def read_workers(text: str, minimum: int = 1) -> int:
    """Return a number of processes. Raises ValueError if the text is not one; the message is one sentence."""
    number = _number(int, text)
    if number is None or not minimum <= number <= MAX_WORKERS:
        raise ValueError(f"give a number of processes from {minimum} to {MAX_WORKERS}, not {text!r}")
    return number


def _number(convert: Callable[[str], Number], text: str) -> Number | None:
    try:
        return convert(text)
    except ValueError:
        return None
