"""The crawl's work on a page, done in a worker process: its record, and fingerprints for the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleaners.compare.fingerprints import Fingerprints, fingerprints
from cleaners.document import DropReason
from cleaners.page import Page
from cleaners.record import Record
from cleaners.workers.process import Reason

# Why a page could not be cleaned: over its time, over its memory, the process died, or the cleaner raised an error.
CleaningFailure = Literal["clean_timeout", "clean_memory", "clean_crash", "clean_error"]
FAILURES: dict[Reason, CleaningFailure] = {
    "timeout": "clean_timeout",
    "memory": "clean_memory",
    "crash": "clean_crash",
    "error": "clean_error",
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned page."""

    record: Record
    dropped: DropReason | None  # set where the page is not an article
    fingerprints: Fingerprints | None = None  # of an article: the store compares articles by them


def clean_page(page: Page) -> Cleaned:
    """Clean a page, and compute the fingerprints of an article here, where it does not hold up the crawler."""
    from cleaners import cleaning  # here, because the crawler's own process does not need the cleaner

    article = cleaning.clean_page(page)
    record = article.to_record()
    return Cleaned(record, article.dropped, None if article.dropped else fingerprints(record))
