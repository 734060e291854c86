"""The crawl's work on a page, done in a worker process: its record, and fingerprints for the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleaners.compare.fingerprints import Fingerprints, fingerprints
from cleaners.document import DropReason
from cleaners.page import Page
from cleaners.record import Record
from cleaners.workers.attempt import Reason

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
    next_page: str | None = None  # the address of the page on which the story goes on
    first_page: str | None = None  # the address of its first page, if this is a later one
    copies: tuple[str, ...] = ()  # further addresses that were fetched and showed the article's page again


def clean_page(page: Page) -> Cleaned:
    """Clean a page, and compute the fingerprints of an article here, where it does not hold up the crawler."""
    # Here, because the crawler's own process does not need the cleaner.
    from cleaners.article import to_article
    from cleaners.cleaning import clean_document
    from cleaners.split_stories import further_pages, posts

    document = clean_document(page)
    record = to_article(document).to_record()
    is_split = "further_pages" in document.flags and not posts.has_posts(document)
    return Cleaned(
        record,
        document.dropped,
        None if document.dropped else fingerprints(record),
        further_pages.next_page(document) if is_split else None,
        None if document.dropped or page.first_page else further_pages.first_page(document),
    )
