"""Store articles and their revisions, under the ids that `identity.py` decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Executable, bindparam, delete, func, insert, select

from cleaners.compare.revisions import is_revised
from cleaners.record import Record, with_fields_of
from crawler.stores.changes import log
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.records import Packed, pack, packed_in, unpack
from crawler.stores.database.retry import ContendedError
from crawler.stores.database.schema import articles, revisions
from crawler.stores.sites.line_counts import counted_host
from crawler.stores.words import index

# Columns that duplicate a field of the record.
COLUMNS = (
    "id", "url", "source", "section", "title", "language", "fetched_at", "word_count", "revision", "content_hash",
    "duplicate_of",
)  # fmt: skip
# Fields that later revisions take from the first: the source, how the article was found, and its near-duplicate link.
FIELDS_OF_FIRST_REVISION = ("source", "discovered_by", "duplicate_of")


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of saving a record, and the record as it is stored now."""

    record: Record
    outcome: Literal["new", "revised", "unchanged", "known", "deleted"]


class Articles:
    """The tables of articles and of their earlier revisions."""

    def __init__(self, engine: Engine, revision_min_words: int) -> None:
        self._engine = engine
        self._revision_min_words = revision_min_words

    def get(self, article_id: str) -> Record | None:
        """Return the record with this id, or None."""
        with self._engine.connect() as connection:
            found = connection.execute(_RECORD, {"id": article_id}).one_or_none()
        return unpack(*found) if found else None

    def records(self, ids: Sequence[str]) -> list[Record]:
        """Return the records with these ids, in the order of the ids, by one query; missing ones are left out."""
        query = select(articles.c.id, *packed_in(articles)).where(articles.c.id.in_(ids))
        with self._engine.connect() as connection:
            found = {row.id: Packed(row.text, row.record) for row in connection.execute(query)}
        return [unpack(*found[each]) for each in ids if each in found]

    def count(self) -> int:
        """Return the number of articles."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(articles)).scalar_one()

    def has_source(self, source: str) -> bool:
        """Return True if an article of this source is stored."""
        with self._engine.connect() as connection:
            query = select(articles.c.id).where(articles.c.source == source).limit(1)
            return connection.execute(query).first() is not None

    def since(
        self, moment: str | None = None, *, before: str | None = None, source: str | None = None
    ) -> Iterator[Record]:
        """Yield the records of articles that changed at or after a time (text as in the tables), a few at a time.

        `before` and `source` narrow them. The times are those of storing. Records are sorted by the time of their
        fetch.
        """
        query = select(*packed_in(articles)).order_by(articles.c.fetched_at, articles.c.id)
        if moment or before:
            query = query.where(articles.c.id.in_(log.ids_between(moment, before)))
        if source is not None:
            query = query.where(articles.c.source == source)
        with self._engine.connect().execution_options(yield_per=500) as connection:
            for row in connection.execute(query):
                yield unpack(*row)

    def ids_of_hosts(self, hosts: Iterable[str]) -> list[str]:
        """Return the ids of all articles from these hosts."""
        with self._engine.connect() as connection:
            return [found for host in sorted(hosts) for found in connection.execute(_OF_HOST, {"host": host}).scalars()]

    def earlier(self, article_id: str) -> Iterator[Record]:
        """Yield the earlier revisions of an article, oldest first."""
        query = select(*packed_in(revisions)).where(revisions.c.article_id == article_id)
        with self._engine.connect() as connection:
            for row in connection.execute(query.order_by(revisions.c.revision)):
                yield unpack(*row)

    def put(self, connection: Connection, record: Record, stored: Packed | None) -> Saved:
        """Store a record in the caller's transaction; `stored` is the current record with its id.

        A record that revises the stored one replaces it, and the stored one becomes an earlier revision. Otherwise the
        stored record stays and gets only the new validators and rights. If it took small changes one by one, an article
        could be rewritten without a revision.
        """
        saved = self._compared(record, stored)
        if saved.outcome == "revised" and stored:
            old: Mapping[str, object] = unpack(*stored)
            row = {name: old[name] for name in ("revision", "fetched_at", "content_hash", "title")}
            connection.execute(insert(revisions).values(article_id=old["id"], **stored._asdict(), **row))
        replace(connection, saved.record, is_new=saved.outcome == "new")
        if saved.outcome == "new" or saved.outcome == "revised":
            log.note(connection, saved.record["id"], saved.outcome, saved.record["revision"])
        return saved

    def _compared(self, record: Record, stored: Packed | None) -> Saved:
        if not stored:
            return Saved(record, "new")
        old = unpack(*stored)
        if not is_revised(old, record, self._revision_min_words):
            return Saved({**old, "http": record["http"], "rights": record["rights"]}, "unchanged")
        revised = with_fields_of(record, old, FIELDS_OF_FIRST_REVISION)
        return Saved({**revised, "revision": old["revision"] + 1}, "revised")


def replace(connection: Connection, record: Record, *, is_new: bool = False) -> None:
    """Write and index a record in the caller's transaction; unless it `is_new`, it replaces the one with its id.

    It is indexed at the end of the transaction: FTS5 holds words in memory only until the next statement that changes
    several rows, and writes them to the database each time.

    Raises:
        ContendedError: Another transaction has added the new record in the meantime.
    """
    old = None if is_new else connection.execute(_INDEXED, {"id": record["id"]}).one_or_none()
    saving = _adding if is_new else _saving
    number = connection.execute(saving(connection.dialect.name), row_of(record)).scalar_one_or_none()
    if number is None:
        raise ContendedError
    if old and old[1:] == (record["title"], record["text"], record["language"]):
        return
    if old:
        log.at_end(connection, lambda: index.remove(connection, *old))
    log.at_end(connection, lambda: index.add(connection, number, record["title"], record["text"], record["language"]))


def row_of(record: Record) -> dict[str, object]:
    """Return the row of a record in the table `articles`, without its number."""
    return {**columns_of(record), **pack(record)._asdict()}


def columns_of(record: Record) -> dict[str, Any]:
    """Return the columns of the table `articles` that people query; records of older versions may lack fields."""
    fields: Mapping[str, Any] = record
    return {name: fields.get(name) for name in COLUMNS} | {
        "host": counted_host(record["url"]),
        "authors": ", ".join(author["name"] for author in fields.get("authors") or ()) or None,
        "published_at": fields.get("date_published_utc") or (fields.get("date_published") or "")[:10] or None,
        "quality": (fields.get("quality") or {}).get("score"),
    }


def remove(connection: Connection, article_id: str) -> None:
    """Delete an article and its earlier revisions in the caller's transaction; the change feed keeps a tombstone."""
    stored = connection.execute(_INDEXED, {"id": article_id}).one_or_none()
    if stored:
        log.at_end(connection, lambda: index.remove(connection, *stored))
    connection.execute(delete(articles).where(articles.c.id == article_id))
    connection.execute(delete(revisions).where(revisions.c.article_id == article_id))
    log.forget(connection, article_id)
    log.note(connection, article_id, "deleted", 0)


# Statements on the hot path are built once: SQLAlchemy takes longer to build one than the database to execute it.
_OF_HOST = select(articles.c.id).where(articles.c.host == bindparam("host"))
_RECORD = select(*packed_in(articles)).where(articles.c.id == bindparam("id"))
_INDEXED = select(articles.c.number, articles.c.title, articles.c.text, articles.c.language).where(
    articles.c.id == bindparam("id")
)


@cache
def _saving(dialect: str) -> Executable:
    saving = insert_into(articles, dialect)
    others = {column.name: column for column in saving.excluded if column.name != "number"}
    return saving.on_conflict_do_update(index_elements=["id"], set_=others).returning(articles.c.number)


@cache
def _adding(dialect: str) -> Executable:
    return insert_into(articles, dialect).on_conflict_do_nothing().returning(articles.c.number)
