"""Write the reading room as a folder of files, or serve it on this machine."""

from __future__ import annotations

import signal
import sqlite3
import sys
import threading
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path

from crawler.actions.opened_store import opened_store, store_errors
from crawler.archive.bucket.configured import bucket_of
from crawler.archive.files import folder_to_read
from crawler.command_line import require_store
from crawler.configuration.own import Settings
from crawler.exit_codes import UsageError
from crawler.messages.wording import counted, error_message
from crawler.pipelines.limits import read_limits
from crawler.reading_room.addresses import SEARCH
from crawler.reading_room.catalogue import Catalogue
from crawler.reading_room.folder import FolderError, SiteFolder
from crawler.reading_room.pages import Room
from crawler.reading_room.raw_pages import RawPages
from crawler.reading_room.search.live import search_page
from crawler.reading_room.serving.addressed import page_at
from crawler.reading_room.serving.server import Fields, RoomServer
from crawler.reading_room.serving.workers import workers_page
from crawler.reading_room.site import Site
from crawler.sources.loader import SourceError
from crawler.stopping import stop_by_signal
from crawler.stores import StoreError
from crawler.stores.store import Store


def write_site(settings: Settings, path: str) -> None:
    """Write the reading room into a folder; if it is there already, write only the pages that changed.

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
            sys.exit(f"-o {path}: cannot be written: {error_message(error)}. Make room, and run the command again.")
    print(f"{counted(articles, 'article')}, {counted(folder.written, 'file')} written: {folder.front.as_uri()}")


def serve(settings: Settings, port: int) -> None:
    """Serve the reading room until a signal ends it.

    Raises:
        UsageError: The store, a setting or the port cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    with store_errors(), closing(LiveRoom(settings)) as room:
        try:
            server = RoomServer(port, room.page)
        except OSError as error:
            raise UsageError(f"--port {port}: {error_message(error)}; name another one.") from None
        stop = stop_by_signal(signal.SIGINT, signal.SIGTERM)  # SIGTERM too: a background command may ignore SIGINT
        # The address stands between spaces, because terminals take punctuation after it as part of the link.
        print(f"{counted(room.articles(), 'article')} at {server.address} (end with Ctrl+C)", flush=True)
        with server:
            threading.Thread(target=server.serve_forever, name="reading room", daemon=True).start()
            while not stop.wait(3600):
                pass
            server.shutdown()


class LiveRoom:
    """The reading room of a store. After the store has failed it is opened again: its server may have restarted."""

    def __init__(self, settings: Settings) -> None:
        """Open the store. Raises StoreError, and UsageError for another setting."""
        self._settings = settings
        self._opened = ExitStack()
        self._open()

    def _open(self) -> None:
        with ExitStack() as opened:
            store = opened.enter_context(closing(Store(self._settings["STORE_URI"])))
            raw_pages = opened.enter_context(closing(raw_pages_of(self._settings, store)))
            catalogue = opened.enter_context(closing(Catalogue("")))
            has_workers = store.engine.dialect.name == "postgresql"
            workers = partial(_workers_page, self._settings) if has_workers else None
            room = Room(store, catalogue, raw_pages=raw_pages, workers=workers)
            room.follow()
            self._store, self._catalogue, self._room = store, catalogue, room
            self._opened = opened.pop_all()

    def _open_again(self) -> None:
        self.close()
        try:
            require_store(self._settings)  # because opening a missing file would create an empty store
            self._open()
        except UsageError as error:
            raise StoreError(str(error)) from None

    def articles(self) -> int:
        """Return the number of articles."""
        return self._catalogue.total()

    def page(self, path: str, fields: Fields) -> str | None:
        """Return the page at a path, None if there is none. Raises StoreError if the store cannot be opened again."""
        if not self._store.breaker.failure:
            with suppress(StoreError):
                return self._page(path, fields)
        self._open_again()
        return self._page(path, fields)

    def _page(self, path: str, fields: Fields) -> str | None:
        self._room.follow()
        if path == SEARCH:
            return search_page(self._store, self._catalogue, fields)
        return page_at(self._room, self._catalogue, path)

    def close(self) -> None:
        """Close the store and everything that was opened with it."""
        self._opened.close()


def _workers_page(settings: Settings) -> str:
    """Return the page about the crawl workers, or a page that says why their state is unknown."""
    try:
        from crawler.cluster.status import cluster_state

        return workers_page(cluster_state(settings))
    except (ModuleNotFoundError, StoreError, SourceError) as error:
        return workers_page(str(error))


def raw_pages_of(settings: Settings, store: Store) -> RawPages:
    """Return the raw pages of a store's articles. Raises UsageError for a setting that cannot be used."""
    try:
        _, limits = read_limits(settings)
        bucket = bucket_of(settings)
    except ValueError as error:
        raise UsageError(str(error)) from None
    folder = folder_to_read(settings)
    others = [Path(other) for other in settings.getlist("RAW_PAGE_FOLDERS")]
    known = partial(store.site_lines.known_lines, is_counted=True)
    return RawPages(folder, others, bucket, limits, known if settings.getbool("SITE_LINES") else lambda _: {})


def _show_progress(articles: int) -> None:
    if sys.stderr.isatty():
        print(f"{counted(articles, 'article')} written", file=sys.stderr)
