"""The code that runs in a cleaning process: one page in, one record out."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import threading
import traceback
from dataclasses import dataclass
from typing import Literal

from cleaners.compare.fingerprints import Fingerprints, fingerprints
from cleaners.document import DropReason
from cleaners.page import Page
from cleaners.record import Record

# Why a page could not be cleaned: over its time, over its memory, the process died, or the cleaner raised an error.
CleaningFailure = Literal["clean_timeout", "clean_memory", "clean_crash", "clean_error"]

EXIT_OUT_OF_MEMORY = 77  # arbitrary; signals give negative codes, Python's own ends 0 to 2
# The parent kills a page that is over its time. A worker whose parent is gone ends by itself this much later, seconds.
ALARM_DELAY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned page."""

    record: Record
    dropped: DropReason | None  # set where the page is not an article
    fingerprints: Fingerprints | None = None  # of an article: the store compares articles by them


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be cleaned, and why."""

    reason: CleaningFailure
    detail: str  # for the log


def start_worker(memory_mb: int) -> None:
    """Bound the process, end it with the crawler, and pay the start-up before the first page."""
    # Ctrl-C and service managers signal the whole group: the crawler still needs its workers, and ends them itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the system's own end of a process: it needs no Python to run
    if memory_mb:
        _limit_memory(memory_mb * 1024 * 1024)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from cleaners.workers.preload import warm_up

    warm_up()


def clean_in_worker(page: Page, timeout_seconds: float) -> Cleaned | Failure:
    """Clean a page in a process that may die of it; one that ran out of memory ends, what is left of it is unsure."""
    signal.setitimer(signal.ITIMER_REAL, timeout_seconds + ALARM_DELAY_SECONDS)
    result = clean_page(page)
    signal.setitimer(signal.ITIMER_REAL, 0)
    if isinstance(result, Failure) and result.reason == "clean_memory":
        os._exit(EXIT_OUT_OF_MEMORY)
    return result


def clean_page(page: Page) -> Cleaned | Failure:
    """Clean a page; whatever goes wrong costs that page only."""
    from cleaners.clean import clean

    try:
        result = clean(page)
        record = result.article.to_record()
        found = None if result.dropped else fingerprints(record)
    except MemoryError:
        return Failure("clean_memory", "out of memory")
    except Exception:  # noqa: BLE001, the worker's entry: an unforeseen page must not end the run
        return Failure("clean_error", traceback.format_exc())
    return Cleaned(record, result.dropped, found)


def _limit_memory(most_bytes: int) -> None:
    # Linux counts what a process has written to or may write to as data; elsewhere the limit may have no effect.
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))


def _end_with_parent() -> None:
    """End when the crawler does, also when it is killed and this process is in the midst of a page."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
