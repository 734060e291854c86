"""Write the reading room as a folder of files; later, write only the pages that changed.

The order is: articles, lists, search index, front page, deletions. So every link leads to a page that exists already.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable

from cleaners import __version__
from crawler.design.sheet import STYLE_FILE, read, stylesheet
from crawler.reading_room import overviews
from crawler.reading_room.addresses import STORIES, article_path, history_path, page_path, shelf_folder
from crawler.reading_room.catalogue import SHELVES, Catalogue, Kind, Shelf
from crawler.reading_room.folder import SiteFolder
from crawler.reading_room.pages import Room
from crawler.reading_room.search import index
from crawler.reading_room.shelves import shelf_page
from crawler.stores.store import Store

PAGES_AT_ONCE = 500  # pages that are marked as written together, once they are on the disk
SCRIPTS = ("room.js", "search.js", "report.js")
# Error codes of SQLite that do not mean a damaged catalogue: the site must stay as it is.
DISK_ERRORS = frozenset(
    {
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM,
    }
)  # fmt: skip
PRIMARY_CODE = 0xFF  # the bits of an error code that name its kind; the others give details
FORMAT = 2  # of the pages and the index; a site of another format is rewritten completely


class Site:
    """The files of a reading room."""

    def __init__(self, folder: SiteFolder, store: Store) -> None:
        """Open the folder's catalogue; start from scratch if the site is of another store or version, or damaged."""
        self._folder = folder
        self._store = store
        made_from = hashlib.sha256("\n".join([str(FORMAT), __version__, store.shown_uri, stylesheet()]).encode())
        self._catalogue = self._opened(made_from.hexdigest())
        self._room = Room(store, self._catalogue)

    def _opened(self, made_from: str) -> Catalogue:
        path = str(self._folder.state / "catalogue.db")
        try:
            catalogue = Catalogue(path)
            if catalogue.fact("made_from") == made_from and catalogue.cursor <= self._store.changes.last():
                return catalogue
            catalogue.close()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & PRIMARY_CODE in DISK_ERRORS:
                raise
            # The catalogue is damaged, but can be made again from the store.
        self._folder.empty()
        catalogue = Catalogue(path)
        catalogue.keep("made_from", made_from)
        return catalogue

    def write(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Write the pages that changed since the last time; return the number of articles in the site.

        `progress` gets the number of articles written so far.
        """
        self._room.follow()
        for name in SCRIPTS:
            self._folder.write(name, read(name))
        self._folder.write(STYLE_FILE, stylesheet())
        self._each("article", self._write_article, progress)
        for shelf in SHELVES:
            self._each(shelf, lambda name, shelf=shelf: self._write_shelf(shelf, name))  # type: ignore[misc]
        self._each("segment", self._write_segment)
        self._write_overviews()
        self._each("deleted", self._delete_article)
        return self._catalogue.total()

    def close(self) -> None:
        """Close the catalogue."""
        self._catalogue.close()

    def _each(
        self, kind: Kind, write: Callable[[str], object], progress: Callable[[int], None] = lambda _: None
    ) -> None:
        """Write all pages of a kind that changed."""
        done = 0
        while keys := self._catalogue.pending(kind, PAGES_AT_ONCE):
            for key in keys:
                write(key)
            self._folder.force_to_disk()
            self._catalogue.mark_written(kind, keys)
            done += len(keys)
            progress(done)

    def _write_article(self, id: str) -> None:
        page = self._room.article(id)
        if page is None:
            return  # deleted a moment ago; the change feed will say so
        self._folder.write(article_path(id), page)
        if history := self._room.history(id):
            self._folder.write(history_path(id), history)

    def _delete_article(self, id: str) -> None:
        self._folder.delete(article_path(id))
        self._folder.delete(history_path(id))

    def _write_shelf(self, shelf: Shelf, name: str) -> None:
        self._write_pages(shelf_folder(shelf, name), lambda page: shelf_page(self._catalogue, shelf, name, page))

    def _write_pages(self, folder: str, page_of: Callable[[int | None], str | None]) -> None:
        """Write the pages of a list, and delete pages that the list no longer has."""
        newest = page_of(None)
        if newest is None:
            self._folder.delete(folder)
            return
        number = 1
        while (page := page_of(number)) is not None:
            self._folder.write(page_path(folder, number), page)
            number += 1
        self._folder.write(page_path(folder, None), newest)
        while self._folder.has(page_path(folder, number)):
            self._folder.delete(page_path(folder, number))
            number += 1

    def _write_segment(self, key: str) -> None:
        """Write a segment of the search index under a new name; the old one is deleted when the manifest leads here."""
        segment = index.Segment()
        for entry in self._catalogue.segment(int(key)):
            if record := self._store.articles.get(entry.id):
                segment.add(entry, record)
        name = f"{key}.{self._catalogue.cursor}"
        starts = []
        for file, first, content in segment.files(name):
            self._folder.write(f"index/{name}/{file}", content)
            starts.append(first)
        self._folder.write(f"index/{name}/articles.js", segment.articles_file(name))
        self._catalogue.keep(f"segment {key}", json.dumps([name, len(segment.articles), starts]))

    def _write_manifest(self) -> None:
        segments = [json.loads(value) for value in self._catalogue.facts("segment ")]
        self._folder.write("index/manifest.js", index.manifest(segments))
        for name in set(self._folder.names("index")) - {segment[0] for segment in segments} - {"manifest.js"}:
            self._folder.delete(f"index/{name}")

    def _write_overviews(self) -> None:
        catalogue = self._catalogue
        self._write_manifest()
        stories = catalogue.stories()
        self._write_pages(STORIES, lambda page: overviews.all_stories(catalogue, stories, page))
        for path, page in self._room.overviews().items():
            self._folder.write(path, page())
