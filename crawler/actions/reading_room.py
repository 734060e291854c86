"""Writes the reading room as a folder of files, or shows it on this machine."""

from __future__ import annotations

import signal
import sqlite3
import sys
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from crawler.actions.opened_store import opened_store
from crawler.archive.bucket.configured import bucket_of
from crawler.archive.files import archive_folder
from crawler.configuration.own import Settings
from crawler.exit_codes import UsageError
from crawler.pipelines.limits import read_limits
from crawler.reading_room.addressed import page_at
from crawler.reading_room.addresses import SEARCH
from crawler.reading_room.catalogue import Catalogue
from crawler.reading_room.folder import FolderError, SiteFolder
from crawler.reading_room.pages import Room
from crawler.reading_room.raw_pages import RawPages
from crawler.reading_room.search.live import search_page
from crawler.reading_room.server import Fields, RoomServer
from crawler.reading_room.site import Site
from crawler.reading_room.workers import workers_page
from crawler.sources.loader import SourceError
from crawler.stores import StoreError
from crawler.stores.store import Store
from crawler.wording import counted


def write_site(settings: Settings, path: str) -> None:
    """Write the site, or the pages of it that changed.

    Raises:
        UsageError: The store or the folder cannot be used.
        SystemExit: The store failed, or the folder cannot be written; the exit code is 1.
    """
    with opened_store(settings) as store:
        try:
            with closing(SiteFolder(path)) as folder, closing(Site(folder, store)) as site:
                articles = site.write(_show_progress)
        except FolderError as error:
            raise UsageError(str(error)) from None
        except (OSError, sqlite3.OperationalError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            sys.exit(f"-o {path}: cannot be written: {reason}. Make room, and run the command again.")
    print(f"{counted(articles, 'article')}, {counted(folder.written, 'file')} written: {folder.front.as_uri()}")


def serve(settings: Settings, port: int) -> None:
    """Show the reading room until the user interrupts.

    Raises:
        UsageError: The store, a setting or the port cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    with (
        opened_store(settings) as store,
        closing(_raw_pages(settings, store)) as raw_pages,
        closing(Catalogue("")) as catalogue,
    ):
        has_workers = store.engine.dialect.name == "postgresql"
        workers = partial(_workers_page, settings) if has_workers else None
        room = Room(store, catalogue, raw_pages=raw_pages, workers=workers)
        room.follow()

        def page(path: str, fields: Fields) -> str | None:
            room.follow()
            return search_page(store, catalogue, fields) if path == SEARCH else page_at(room, catalogue, path)

        try:
            server = RoomServer(port, page)
        except OSError as error:
            raise UsageError(f"--port {port}: {error.strerror}; name another one.") from None
        for number in (signal.SIGINT, signal.SIGTERM):  # a shell starts background commands without SIGINT
            signal.signal(number, signal.default_int_handler)
        # Spaces around the address, because terminals take punctuation after it for a part of the link.
        print(f"{counted(catalogue.total(), 'article')} at {server.address} (end with Ctrl+C)", flush=True)
        with server, suppress(KeyboardInterrupt):
            server.serve_forever()


def _workers_page(settings: Settings) -> str:
    """Return the page of the workers, or one that says why their state is unknown."""
    try:
        from crawler.cluster.status import cluster_state

        return workers_page(cluster_state(settings))
    except (ModuleNotFoundError, StoreError, SourceError) as error:
        return workers_page(str(error))


def _raw_pages(settings: Settings, store: Store) -> RawPages:
    try:
        _, limits = read_limits(settings)
        bucket = bucket_of(settings)
    except ValueError as error:
        raise UsageError(str(error)) from None
    folder = archive_folder(settings["ARCHIVE_DIR"] or "archive", settings["STORE_URI"])
    others = [Path(other) for other in settings.getlist("RAW_PAGE_FOLDERS")]
    known = partial(store.site_lines.known_lines, is_counted=True)
    return RawPages(folder, others, bucket, limits, known if settings.getbool("SITE_LINES") else lambda _: {})


def _show_progress(articles: int) -> None:
    if sys.stderr.isatty():
        print(f"{counted(articles, 'article')} written", file=sys.stderr)
