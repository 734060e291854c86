"""Clean a page in a worker process: compute its record, and the fingerprints that the store compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleaners.compare.fingerprints import Fingerprints, fingerprints
from cleaners.document import DropReason
from cleaners.page import Page
from cleaners.record import Record
from cleaners.workers.attempt import Reason

# Why a page could not be cleaned: the time or memory limit, the death of the process, or an error of the cleaner.
CleaningFailure = Literal["clean_timeout", "clean_memory", "clean_crash", "clean_error"]
FAILURES: dict[Reason, CleaningFailure] = {
    "timeout": "clean_timeout",
    "memory": "clean_memory",
    "crash": "clean_crash",
    "error": "clean_error",
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned page, or the cleaned pages of a whole story."""

    record: Record
    dropped: DropReason | None  # set where the page is not an article
    fingerprints: Fingerprints | None = None  # None for a dropped page
    next_page: str | None = None  # the address of the page that continues the story
    first_page: str | None = None  # the address of the story's first page, if this is a later one
    copies: tuple[str, ...] = ()  # other fetched addresses, at which a page of the story appeared again


def clean_page(page: Page) -> Cleaned:
    """Clean a page, and compute the fingerprints of an article, which would hold up the crawler's own process."""
    # Imported here, because the crawler's own process does not need the cleaner.
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
