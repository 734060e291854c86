"""Delete articles from the store: records, revisions, index entries and results of recleaning.

A tombstone stays in the change feed. The addresses of the article stay too: they are dropped, like the address of a
page that is not an article, with the reason `deleted`, so that no crawl fetches them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Select, bindparam, delete, or_, select, text, update

from cleaners.record import Record
from cleaners.urls import article_id
from crawler.moments import as_moment, now
from crawler.sources.source import FoundBy
from crawler.stores import articles as article_table
from crawler.stores import near_duplicates
from crawler.stores.changes.log import changing
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.records import packed_in, unpack
from crawler.stores.database.schema import articles, recleaned, revisions, urls
from crawler.stores.words import index

ARTICLES_AT_ONCE = 100  # per transaction
KEYS_AT_ONCE = 1_000  # per query
DELETED = "deleted"  # reason code of the addresses of deleted articles, and their change in the change feed


# From before the first web page on. Archive files of any time may then hold a page.
EVER = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles to delete: those that satisfy all conditions that are set."""

    id: str | None = None
    source: str | None = None
    before: str | None = None  # fetched before this time, in the format of the tables


@dataclass(frozen=True, slots=True)
class Portion:
    """Articles to delete together, and the keys of all addresses from which their pages were fetched."""

    records: Sequence[Record]
    revisions: Sequence[Record]
    keys: frozenset[str]

    @property
    def fetched_between(self) -> tuple[datetime, datetime]:
        """Return the first and last time at which the stored pages were fetched; EVER if one time cannot be read."""
        times = [_moment(each["fetched_at"] or now()) for each in (*self.records, *self.revisions)]
        known = [moment for moment in times if moment]
        return (min(known), max(known)) if len(known) == len(times) else EVER

    @property
    def files(self) -> frozenset[str]:
        """The names of the files that hold the stored pages."""
        stories = (*self.records, *self.revisions)
        places = [each["raw_ref"] for story in stories for each in (story, *story["joined_pages"])]
        return frozenset(place.rpartition(":")[0] for place in places if place)


def _moment(text: str) -> datetime | None:
    """Return a stored time; None if it cannot be read."""
    with suppress(ValueError):
        return as_moment(text)
    return None


class Deletion:
    """Deletes articles, a portion per transaction. The caller blanks their pages in the archive first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._has_deleted = False

    def count(self, selection: Selection) -> int:
        """Return the number of selected articles."""
        with self._engine.connect() as connection:
            return len(connection.execute(_selected(selection)).scalars().all())

    def portions(self, selection: Selection) -> Iterator[Portion]:
        """Yield the selected articles in portions; each must be deleted before the next one is taken."""
        while True:
            with self._engine.connect() as connection:
                ids = connection.execute(_selected(selection).limit(ARTICLES_AT_ONCE)).scalars().all()
                portion = _portion(connection, ids)
            if not ids:
                return
            yield portion  # outside of the transaction, because searching the archive takes time

    def announce(self, portion: Portion) -> None:
        """Note that a portion will be deleted: its addresses are not fetched again, and `among` finds them."""
        with self._engine.begin() as connection:
            _close_addresses(connection, portion)

    def delete(self, portion: Portion) -> int:
        """Delete a portion, and leave tombstones in the change feed; return the number of its articles.

        Another process may have deleted some of them since the portion was read.
        """
        self._has_deleted = True
        with changing(self._engine) as connection:
            _overwrite_deleted(connection)
            wanted = [record["id"] for record in portion.records]
            ids = connection.execute(_ids_of(wanted).with_for_update()).scalars().all()
            for record in portion.records:
                if record["id"] not in ids:
                    continue
                near_duplicates.remove(connection, record["id"], record["text"])
                article_table.remove(connection, record["id"])
            for each in ids:
                near_duplicates.leave_cluster(connection, each)
            connection.execute(delete(recleaned).where(recleaned.c.article_id.in_(ids)))
            _close_addresses(connection, portion)
            connection.execute(update(urls).where(_addresses_of(portion)).values(article_id=None))
        return len(ids)

    def among(self, keys: Collection[str]) -> set[str]:
        """Return the keys of deleted addresses among these, except those that a user has named since."""
        found: set[str] = set()
        with self._engine.connect() as connection:
            names = list(keys)
            for start in range(0, len(names), KEYS_AT_ONCE):
                some = {"keys": names[start : start + KEYS_AT_ONCE]}
                found.update(connection.execute(_DELETED.where(urls.c.state == "dropped"), some).scalars())
        return found

    def wipe_log(self) -> None:
        """Purge the index of words after a deletion, and empty SQLite's write-ahead log.

        The log holds the pages of the database as they were.
        """
        if self._has_deleted:
            with self._engine.begin() as connection:
                _overwrite_deleted(connection)
                index.purge(connection)
            self._has_deleted = False
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _overwrite_deleted(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA secure_delete = ON"))  # overwrites what is deleted, with zeros


def is_deleted(connection: Connection, record: Record) -> bool:
    """Return True if a fetched article was deleted before, under its id or at one of its addresses.

    If a user named its address, the article is wanted again, and the deletion is forgotten.
    """
    keys = {record["id"], *(article_id(address) for address in _addresses(record))}
    found = connection.execute(_DELETED, {"keys": list(keys)}).scalars().all()
    if not found or record["discovered_by"] != "given":
        return bool(found)
    connection.execute(update(urls).where(urls.c.key.in_(found)).values(reason=None))
    return False


_DELETED = select(urls.c.key).where(urls.c.key.in_(bindparam("keys", expanding=True)), urls.c.reason == DELETED)


def _ids_of(ids: Sequence[str]) -> Select[str]:
    return select(articles.c.id).where(articles.c.id.in_(ids)).order_by(articles.c.id)


def _selected(selection: Selection) -> Select[str]:
    query = select(articles.c.id).order_by(articles.c.fetched_at, articles.c.id)
    if selection.id:
        query = query.where(articles.c.id == selection.id)
    if selection.source:
        query = query.where(articles.c.source == selection.source)
    if selection.before:
        query = query.where(articles.c.fetched_at < selection.before)
    return query


def _portion(connection: Connection, ids: Sequence[str]) -> Portion:
    newest = connection.execute(select(*packed_in(articles)).where(articles.c.id.in_(ids)))
    older = connection.execute(select(*packed_in(revisions)).where(revisions.c.article_id.in_(ids)))
    records, earlier = [unpack(*row) for row in newest], [unpack(*row) for row in older]
    keys = set(connection.execute(select(urls.c.key).where(urls.c.article_id.in_(ids))).scalars())
    for record in (*records, *earlier):
        keys |= {article_id(address) for address in _addresses(record)}
    return Portion(records, earlier, frozenset(keys))


def _addresses(record: Record) -> list[str]:
    later = (each["url"] for each in record["joined_pages"])
    return [address for address in (record["url"], record["requested_url"], *later) if address]


def _addresses_of(portion: Portion) -> ColumnElement[bool]:
    """Return the condition that a row has an address of a portion."""
    ids = [record["id"] for record in portion.records]
    return or_(urls.c.article_id.in_(ids), urls.c.key.in_([*portion.keys, *ids]))


def _close_addresses(connection: Connection, portion: Portion) -> None:
    """Mark the addresses of the articles as dropped, without the titles that listings gave; add those without a row."""
    closed = {"state": "dropped", "reason": DELETED, "title_hint": None, "date_hint": None}
    connection.execute(update(urls).where(_addresses_of(portion)).values(**closed))
    found_by: FoundBy = "given"
    row = {**closed, "attempts": 0, "next_try_at": now(), "found_by": found_by, "found_at": now()}
    rows = [
        {**row, "key": record["id"], "url": record["canonical_url"] or record["url"] or "", "source": record["source"]}
        for record in portion.records
    ]
    connection.execute(insert_into(urls, connection.dialect.name).on_conflict_do_nothing(), rows)
