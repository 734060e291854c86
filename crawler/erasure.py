"""Deletes articles from the store and their pages from the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from crawler.archive.blanking import blank_pages
from crawler.stores.deletion import Deletion, Portion, Selection

# Blanks the archived pages of a portion and returns their number.
Blank = Callable[[Portion], int]


@dataclass(frozen=True, slots=True)
class Erased:
    """Numbers of what was deleted."""

    articles: int = 0
    revisions: int = 0  # earlier ones
    pages: int = 0  # in the archive
    addresses: int = 0  # that will not be fetched again

    def with_portion(self, portion: Portion, pages: int) -> Erased:
        """Return the numbers with those of a portion added."""
        return Erased(
            self.articles + len(portion.records),
            self.revisions + len(portion.revisions),
            self.pages + pages,
            self.addresses + len(portion.keys),
        )


def erase(deletion: Deletion, selection: Selection, blank: Blank) -> Erased:
    """Delete the selected articles; return what was deleted.

    Pages are taken out of the archive first: a process that is killed in between leaves articles that the same command
    finds again. Raises ArchiveError and StoreError.
    """
    erased = Erased()
    for portion in deletion.portions(selection):
        pages = blank(portion)
        deletion.delete(portion)
        erased = erased.with_portion(portion, pages)
    deletion.wipe_log()
    return erased


def blank_in(folder: Path | None, search_after: timedelta | None = None) -> Blank:
    """Return a function that blanks pages in an archive folder; None for no archive.

    Every recheck adds a page of the same address to the archive. Files are therefore searched from the first fetch of a
    portion to the present, or to `search_after` after its last stored fetch.
    """

    def blank(portion: Portion) -> int:
        if folder is None:
            return 0
        first, last = portion.fetched_between
        return blank_pages(folder, portion.keys, first, last + search_after if search_after else None)

    return blank
