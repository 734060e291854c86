"""The catalogue of a reading room: an entry for each article, and the pages that must be written again.

It is a small SQLite database that follows the change feed. One transaction applies changes, notes which pages show
them, and moves the cursor. A page stays pending until it is written, so a killed process loses no page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields
from typing import Literal, NamedTuple

from crawler.reading_room.entries import Entry, entry_of
from crawler.stores.changes.headers import ChangeHeader

Shelf = Literal["source", "language", "day", "story"]  # a list of articles by one of their fields
Kind = Literal["article", "deleted", "segment", "source", "language", "day", "story"]
SHELVES: tuple[Shelf, ...] = ("source", "language", "day", "story")
SEGMENT_ARTICLES = 1_000  # in a segment of the search index, whose words are in memory while it is written
# The page of an article lists the other articles of its story, so a change affects them all. In a story with more
# articles than this, only the page of the changed article is written again.
MAX_STORY_PAGES = 50

_COLUMNS = tuple(field.name for field in fields(Entry))
_ORDER = "ORDER BY day, moment, id"
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, day TEXT NOT NULL, moment TEXT NOT NULL,
    source TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, story TEXT NOT NULL, revision INTEGER NOT NULL
);
{"".join(f"CREATE INDEX IF NOT EXISTS by_{shelf} ON entries ({shelf}, day, moment, id);" for shelf in SHELVES[:2])}
CREATE INDEX IF NOT EXISTS by_day ON entries (day, moment, id);
CREATE INDEX IF NOT EXISTS by_story ON entries (story, day, moment, id);
CREATE TABLE IF NOT EXISTS pending (kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""


class ShelfSize(NamedTuple):
    """The name of a shelf, its number of articles, and the day of the newest one."""

    name: str
    articles: int
    newest_day: str


class StorySize(NamedTuple):
    """The id of a story, its numbers of articles and sources, and the moment of the newest article."""

    id: str
    articles: int
    sources: int
    newest: str


class Catalogue:
    """The entries of all articles, oldest first in every list."""

    def __init__(self, path: str) -> None:
        """Open a catalogue file, or a temporary one for "". Raises sqlite3.DatabaseError if it is not a catalogue."""
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.execute("PRAGMA secure_delete = ON")  # overwrites the headlines of deleted articles
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def fact(self, name: str) -> str | None:
        """Return the fact that was kept under a name, or None."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def keep(self, name: str, value: str) -> None:
        """Keep a fact under a name."""
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def facts(self, beginning: str) -> list[str]:
        """Return the facts under the names with this beginning, in the order of the names."""
        query = "SELECT value FROM facts WHERE substr(name, 1, ?) = ? ORDER BY name"
        return [value for (value,) in self._database.execute(query, (len(beginning), beginning))]

    @property
    def cursor(self) -> int:
        """Return the number of the last change that was applied."""
        return int(self.fact("cursor") or 0)

    def take(self, headers: Sequence[ChangeHeader]) -> None:
        """Apply changes in one transaction."""
        with self._database:
            for header in headers:
                self._take(header)
            cursor = str(headers[-1].sequence)
            self._database.execute("INSERT OR REPLACE INTO facts VALUES ('cursor', ?)", (cursor,))

    def _take(self, header: ChangeHeader) -> None:
        old = self.get(header.article_id)
        if old:
            self._note(old)
        if not header.is_deleted:
            new = entry_of(header)
            self._save(new)
            self._note(new)
        elif old:
            self._database.execute("DELETE FROM entries WHERE id = ?", (old.id,))
            self._mark("deleted", [old.id])
        gone = "article" if header.is_deleted else "deleted"
        self._database.execute("DELETE FROM pending WHERE kind = ? AND key = ?", (gone, header.article_id))

    def _save(self, entry: Entry) -> None:
        changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)
        self._database.execute(
            f"INSERT INTO entries ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608
            f"ON CONFLICT (id) DO UPDATE SET {changes}",
            astuple(entry),
        )

    def _note(self, entry: Entry) -> None:
        """Mark the pages that show an entry; the catalogue must have the entry."""
        for member in self._shown_with(entry):
            self._mark("article", [member.id])
            for shelf in SHELVES:
                self._mark(shelf, [getattr(member, shelf)])
        number = self._database.execute("SELECT number FROM entries WHERE id = ?", (entry.id,)).fetchone()[0]
        self._mark("segment", [str(number // SEGMENT_ARTICLES)])

    def _shown_with(self, entry: Entry) -> list[Entry]:
        """Return an entry and the other entries of its story, whose pages and list rows mention it."""
        members = self.on("story", entry.story, 0, MAX_STORY_PAGES + 1)
        return members if len(members) <= MAX_STORY_PAGES else [entry]

    def _mark(self, kind: Kind, keys: Iterable[str]) -> None:
        self._database.executemany("INSERT OR IGNORE INTO pending VALUES (?, ?)", ((kind, key) for key in keys))

    def pending(self, kind: Kind, limit: int) -> list[str]:
        """Return the keys of the pages of a kind that must be written."""
        query = "SELECT key FROM pending WHERE kind = ? ORDER BY key LIMIT ?"
        return [key for (key,) in self._database.execute(query, (kind, limit))]

    def mark_written(self, kind: Kind, keys: Sequence[str]) -> None:
        """Note that pages were written, so that they are no longer pending."""
        with self._database:
            self._database.executemany("DELETE FROM pending WHERE kind = ? AND key = ?", [(kind, key) for key in keys])

    def get(self, article_id: str) -> Entry | None:
        """Return the entry of an article, or None."""
        return next(self._entries("WHERE id = ?", (article_id,)), None)

    def on(self, shelf: Shelf, name: str, start: int = 0, limit: int = -1) -> list[Entry]:
        """Return the entries of a shelf, oldest first; `limit` -1 is all."""
        return list(self._entries(f"WHERE {shelf} = ? {_ORDER} LIMIT ? OFFSET ?", (name, limit, start)))

    def count(self, shelf: Shelf, name: str) -> int:
        """Return the number of articles on a shelf."""
        query = f"SELECT count(*) FROM entries WHERE {shelf} = ?"  # noqa: S608
        return int(self._database.execute(query, (name,)).fetchone()[0])

    def story_sizes(self, entries: Iterable[Entry]) -> dict[str, int]:
        """Return the number of articles in the story of each entry, by the story's id."""
        stories = list({entry.story for entry in entries})
        marks = ", ".join("?" * len(stories))
        query = f"SELECT story, count(*) FROM entries WHERE story IN ({marks}) GROUP BY story"  # noqa: S608
        return dict(self._database.execute(query, stories).fetchall())

    def total(self) -> int:
        """Return the number of articles."""
        return int(self._database.execute("SELECT count(*) FROM entries").fetchone()[0])

    def newest(self, limit: int) -> list[Entry]:
        """Return the newest entries, newest first."""
        return list(self._entries("ORDER BY day DESC, moment DESC, id LIMIT ?", (limit,)))

    def segment(self, number: int) -> Iterator[Entry]:
        """Yield the entries of a segment of the search index."""
        bounds = (number * SEGMENT_ARTICLES, (number + 1) * SEGMENT_ARTICLES)
        return self._entries("WHERE number >= ? AND number < ? ORDER BY number", bounds)

    def shelves(self, shelf: Shelf) -> list[ShelfSize]:
        """Return all shelves of a kind, in the order of their names."""
        query = f"SELECT {shelf}, count(*), max(day) FROM entries GROUP BY {shelf} ORDER BY {shelf}"  # noqa: S608
        return [ShelfSize(*row) for row in self._database.execute(query)]

    def stories(self, since: str = "") -> list[StorySize]:
        """Return the stories of several articles, newest last.

        With `since`, return only stories with an article on or after that day.
        """
        rows = self._database.execute(
            "SELECT story, count(*), count(DISTINCT source), max(moment) AS latest FROM entries GROUP BY story "
            "HAVING count(*) > 1 AND max(day) >= ? ORDER BY latest, story",
            (since,),
        )
        return [StorySize(*row) for row in rows]

    def _entries(self, clause: str, values: Sequence[object]) -> Iterator[Entry]:
        query = f"SELECT {', '.join(_COLUMNS)} FROM entries {clause}"  # noqa: S608, the clauses are ours
        return (Entry(*row) for row in self._database.execute(query, values))
