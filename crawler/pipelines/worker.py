"""What runs in a cleaning process: one page in, one record out."""

from __future__ import annotations

import signal
import traceback
from dataclasses import dataclass

from cleaners.article import Record
from cleaners.page import Page


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned page: its record, and the reason code where it is no article."""

    record: Record
    dropped: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be cleaned, and why."""

    reason: str  # reason code
    detail: str  # for the log


def start_worker() -> None:
    """Leave signals to the crawler, and pay the imports before the first page."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the crawler ends its workers itself
    import cleaners.clean  # noqa: F401


def clean_page(page: Page) -> Cleaned | Failure:
    """Clean a page; whatever goes wrong costs that page only."""
    from cleaners.clean import clean

    try:
        result = clean(page)
    except Exception:  # noqa: BLE001, the worker's entry: an unforeseen page must not end the run
        return Failure("clean_error", traceback.format_exc())
    return Cleaned(result.article.to_record(), result.dropped)
