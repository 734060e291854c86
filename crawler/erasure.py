"""Delete articles from the store and their pages from the archive."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from crawler.archive.blanking import blank_pages
from crawler.archive.bucket.blanking import BucketBlanking
from crawler.archive.bucket.bucket import Bucket
from crawler.archive.files import ArchiveError, is_archive_name
from crawler.archive.reader import existing_path
from crawler.stores import CrawlStore, StoreError
from crawler.stores.deletion import Deletion, Portion, Selection

# Blanks the archived pages of a portion; returns their number, and the names of files that this machine does not have.
Blank = Callable[[Portion], tuple[int, Collection[str]]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Erased:
    """The numbers of deleted things."""

    articles: int = 0
    revisions: int = 0  # earlier ones
    pages: int = 0  # in the archive
    addresses: int = 0  # that will not be fetched again
    not_here: frozenset[str] = field(default=frozenset())  # archive files with their pages that this machine lacks

    def with_portion(self, portion: Portion, articles: int, pages: int, not_here: Collection[str]) -> Erased:
        """Return these counts plus those of a portion."""
        return Erased(
            self.articles + articles,
            self.revisions + len(portion.revisions),
            self.pages + pages,
            self.addresses + len(portion.keys),
            self.not_here.union(not_here),
        )


def erase(deletion: Deletion, selection: Selection, blank: Blank) -> Erased:
    """Delete the selected articles and their archived pages; return how much was deleted.

    First the addresses are noted, so that no other machine uploads their pages meanwhile. Then the pages are blanked in
    the archive, and the articles are deleted last: if the process is killed, the same command finds them again.

    Raises:
        ArchiveError: A file of the archive cannot be read or written.
        StoreError: The store failed.
    """
    erased = Erased()
    for portion in deletion.portions(selection):
        deletion.announce(portion)
        pages, not_here = blank(portion)
        erased = erased.with_portion(portion, deletion.delete(portion), pages, not_here)
    deletion.wipe_log()
    return erased


def blank_in(folder: Path | None, bucket: Bucket | None = None, search_after: timedelta | None = None) -> Blank:
    """Return a function that blanks pages in an archive folder and its bucket, if there is a folder.

    It searches the folder before the bucket, because files move from the one to the other. It searches files from the
    first fetch of a portion to the present, or to `search_after` after the last stored fetch, because every recheck
    adds a page of the same address to the archive.

    With a bucket, a file that is in neither place waits for its upload on another machine, which blanks it first.
    """
    in_bucket = BucketBlanking(bucket) if bucket else None

    def blank(portion: Portion) -> tuple[int, Collection[str]]:
        files = [name for name in portion.files if is_archive_name(name)]
        if folder is None:
            return 0, files
        first, last = portion.fetched_between
        until = last + search_after if search_after else None
        pages = blank_pages(folder, portion.keys, first, until)
        if in_bucket:
            return pages + in_bucket.blank(portion.keys, first, until), ()
        return pages, [name for name in files if not existing_path(folder / name).exists()]

    return blank


class StoreDeletions:
    """The deletions of a crawl's store, for the thread that uploads archive files."""

    def __init__(self, store: CrawlStore) -> None:
        self._store = store

    def among(self, keys: Collection[str]) -> Collection[str]:
        """Return the keys of deleted addresses among these. Raises ArchiveError if the store failed."""
        return self._ask(lambda deletion: deletion.among(keys))

    def _ask(self, function: Callable[[Deletion], T]) -> T:
        try:
            return self._store.ask_now(lambda store: function(store.deletion))
        except (StoreError, RuntimeError) as error:  # RuntimeError: the store's thread has ended
            reason = "nothing is uploaded, because the store cannot tell which pages were deleted"
            raise ArchiveError(f"{reason}: {error}") from None
