"""Delete the articles that a user names or selects, after a confirmation."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from crawler.actions.opened_store import check_source, opened_store, parse_since
from crawler.archive.blanking import blank_deleted
from crawler.archive.bucket.bucket import BucketAddressError
from crawler.archive.bucket.configured import bucket_of
from crawler.archive.files import ArchiveError, folder_to_write
from crawler.configuration.own import Settings
from crawler.erasure import Erased, blank_in, erase
from crawler.exit_codes import EXIT_ERROR, EXIT_OK, UsageError
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted, first_files
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.deletion import DELETED, Selection
from crawler.stores.store import Store


def delete(settings: Settings, names: Sequence[str], source: str | None, before: str | None, *, yes: bool) -> int:
    """Delete articles, print what was deleted, and return the exit code.

    Raises:
        UsageError: An argument or the store cannot be used, or the deletion is not confirmed.
    """
    moment = parse_since(before, "--before") if before else None
    try:
        bucket = bucket_of(settings)
        store = Store(settings["STORE_URI"])
        try:
            check_source(store, settings, source)
            selections = [_named(store, name) for name in names] or [Selection(source=source, before=moment)]
            number = sum(map(store.deletion.count, selections))
            if number and not (yes or _is_confirmed(number)):
                print("Nothing was deleted.")
                return EXIT_OK
            blank = blank_in(folder_to_write(settings), bucket)
            _report([erase(store.deletion, selection, blank) for selection in selections])
        finally:
            store.close()
    except (StoreAddressError, BucketAddressError) as error:
        raise UsageError(str(error)) from None
    except (StoreError, ArchiveError) as error:
        print(f"{error}. Run the same command again to delete the rest.", file=sys.stderr)
        return EXIT_ERROR
    return EXIT_OK


def delete_from_archive(settings: Settings) -> int:
    """Take the pages of deleted articles out of this machine's archive, and return the exit code.

    Raises:
        UsageError: ARCHIVE_DIR is empty or is not a folder, or the store cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    folder = folder_to_write(settings)
    if folder is None:
        raise UsageError("--archive: set ARCHIVE_DIR, which names the archive; it is empty.")
    if not folder.is_dir():
        raise UsageError(f"--archive: ARCHIVE_DIR {folder} is not a folder.")
    with opened_store(settings) as store:
        try:
            pages = blank_deleted(folder, store.deletion.among)
        except ArchiveError as error:
            print(f"{error}. Run the same command again for the other files.", file=sys.stderr)
            return EXIT_ERROR
    print(f"{folder}: took out {counted(pages, 'page')} of deleted articles.")
    return EXIT_OK


def _named(store: Store, name: str) -> Selection:
    found = name if store.articles.get(name) else store.state.article_of(name) if "://" in name else None
    if found is None and "://" in name and store.state.reason_of(name) == DELETED:
        raise UsageError(f"{name}: this article was deleted before. For its pages in another archive: --archive.")
    if found is None:
        raise UsageError(f"{name}: the store has no article with this id or URL.")
    return Selection(id=found)


def _is_confirmed(number: int) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(f"This deletes {counted(number, 'article')}; confirm it with --yes.")
    return input(f"Delete {counted(number, 'article')} for good? [y/N] ").strip().lower() in ("y", "yes")


def _report(all_erased: Sequence[Erased]) -> None:
    articles, earlier, pages, addresses = (
        sum(getattr(erased, name) for erased in all_erased) for name in ("articles", "revisions", "pages", "addresses")
    )
    print(
        f"Deleted {counted(articles, 'article')}, {counted(earlier, 'earlier revision')} and "
        f"{counted(pages, 'archived page')}."
    )
    if addresses:
        print(f"Addresses that no crawl will fetch again: {addresses:,}.")
    if not_here := frozenset[str]().union(*(erased.not_here for erased in all_erased)):
        print(
            "Not in this archive: "
            f"{printable(first_files(sorted(not_here)))}. On each machine and for each backup that has them: "
            "newsgalley delete --archive"
        )
