"""Do a task, and return what goes wrong as data."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Reason = Literal["timeout", "memory", "crash", "error"]  # "error": the work raised an exception


@dataclass(frozen=True, slots=True)
class Failure:
    """The outcome of a task that has no result."""

    reason: Reason
    detail: str  # one line
    traceback: str = ""  # set for the reason "error"


def attempt(work: Callable[[Task], Result], task: Task) -> Result | Failure:
    """Do a task in this process and return its result, or a Failure if the work raises an exception."""
    try:
        return work(task)
    except MemoryError:
        return Failure("memory", "out of memory")
    except Exception as error:  # noqa: BLE001 - an unforeseen task must not end the run
        return Failure("error", f"{type(error).__name__}: {error}"[:500], traceback.format_exc())
