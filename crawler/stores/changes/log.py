"""The log of changes: one numbered row per change of an article, written in the transaction that makes the change.

A transaction numbers its changes at its end, under a lock that it holds until the commit. So numbers become visible in
order, even with many writers on PostgreSQL: a reader never finds a number below one that it has read. Nothing is locked
after this lock, so it causes no deadlock, and writers wait at most for a commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict, cast

from sqlalchemy import Connection, Engine, Select, and_, bindparam, delete, func, insert, select, text

from cleaners.record import Record
from crawler.moments import now
from crawler.stores.database.records import unpack
from crawler.stores.database.schema import articles, changes, revisions

Change = Literal["new", "revised", "recleaned", "linked", "deleted"]
# The advisory lock under which a transaction numbers its changes: an arbitrary constant.
NUMBERING_LOCK_ID = 7_359_021_146
ROWS_AT_ONCE = 200  # with their records, about ten megabytes
_NOTED = "changes of this transaction"
_LAST_WORK = "what is done after all other work of this transaction"
_CHECKS = "what is repeated before the changes are numbered"


class ChangeRecord(TypedDict):
    """A change of an article. For a deleted article, there are only these fields and the `id`."""

    change: Annotated[
        Change,
        "`new`; `revised` (text or headline changed); `recleaned` (cleaned again from the raw page); `linked` "
        "(`duplicate_of` changed); `deleted`.",
    ]
    sequence: Annotated[int, "The number of the change. It rises from change to change, with gaps."]
    stored_at: Annotated[str, "When the change was stored: RFC 3339 in UTC."]


@dataclass(frozen=True, slots=True)
class Changed:
    """A change, and the record of the revision that it made; None for a deleted article."""

    fields: ChangeRecord
    article_id: str
    record: Record | None

    def as_dict(self) -> dict[str, object]:
        """Return the record with the fields of the change."""
        return {**(self.record or {"id": self.article_id}), **self.fields}


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that may change articles; number its changes before the commit."""
    with engine.begin() as connection:
        info = connection.info
        noted: list[dict[str, str | int]] = []
        info[_NOTED], info[_LAST_WORK], info[_CHECKS] = noted, [], []
        try:
            seen = last_number(connection)
            yield connection
            for work in info[_LAST_WORK]:
                work()
            if noted:
                _lock_numbers(connection)
                if info[_CHECKS] and last_number(connection) != seen:
                    for check in info[_CHECKS]:
                        check()
                _number(connection, noted)
        finally:
            del info[_NOTED], info[_LAST_WORK], info[_CHECKS]


def note(connection: Connection, article_id: str, change: Change, revision: int) -> None:
    """Note a change in the caller's transaction, which must come from `changing`."""
    connection.info[_NOTED].append({"article_id": article_id, "change": change, "revision": revision})


def at_end(connection: Connection, work: Callable[[], None]) -> None:
    """Call a function after all other work of the caller's transaction, which must come from `changing`."""
    connection.info[_LAST_WORK].append(work)


def before_numbering(connection: Connection, check: Callable[[], None]) -> None:
    """Call a function at the end of the caller's transaction if others have committed changes since it began.

    The function sees all changes with lower numbers. It must not lock rows that the transaction has not locked before.
    """
    connection.info[_CHECKS].append(check)


def ids_between(since: str | None, before: str | None) -> Select[str]:
    """Return a query for the ids of the articles that changed at or after a time, and before another one."""
    query = select(changes.c.article_id)
    if since:
        query = query.where(changes.c.stored_at >= since)
    return query.where(changes.c.stored_at < before) if before else query


def was_stored_before(connection: Connection, article_id: str, moment: str) -> bool:
    """Return True if the first change of an article is earlier than a time (text as in the tables)."""
    query = select(changes.c.sequence).where(changes.c.article_id == article_id, changes.c.stored_at < moment)
    return connection.execute(query.limit(1)).first() is not None


def forget(connection: Connection, article_id: str) -> None:
    """Delete the log's rows about an article, in the caller's transaction."""
    connection.execute(delete(changes).where(changes.c.article_id == article_id))


def last_number(connection: Connection) -> int:
    """Return the number of the last change that a transaction sees; 0 if there is none."""
    return connection.execute(_LAST).scalar() or 0


_LAST = select(func.max(changes.c.sequence))


def _lock_numbers(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": NUMBERING_LOCK_ID})


def _number(connection: Connection, noted: list[dict[str, str | int]]) -> None:
    moment = now()
    connection.execute(insert(changes), [{**row, "stored_at": moment} for row in noted])


class ChangeLog:
    """Reads the log."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last(self) -> int:
        """Return the number of the last change; 0 if there is none."""
        with self._engine.connect() as connection:
            return last_number(connection)

    def count_after(self, cursor: int) -> int:
        """Return how many changes have a number after `cursor`."""
        query = select(func.count()).select_from(changes).where(changes.c.sequence > cursor)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def after(self, cursor: int, until: int | None = None) -> Iterator[Changed]:
        """Yield the changes after the number `cursor`, in order, up to `until` or the last one; few are in memory."""
        last = self.last() if until is None else until
        while rows := self._page(cursor, last):
            yield from rows
            cursor = rows[-1].fields["sequence"]

    def _page(self, cursor: int, last: int) -> list[Changed]:
        bounds = {"cursor": cursor, "last": last}
        with self._engine.connect() as connection:
            return [
                Changed(
                    ChangeRecord(change=cast(Change, row.change), sequence=row.sequence, stored_at=row.stored_at),
                    row.article_id,
                    unpack(row.text, row.record) if row.record and row.change != "deleted" else None,
                )
                for row in connection.execute(_PAGE, bounds)
            ]


# The record of the newest revision is in `articles`; the records of earlier ones are in `revisions`.
_OLDER = and_(revisions.c.article_id == changes.c.article_id, revisions.c.revision == changes.c.revision)
_PAGE = (
    select(changes, *(func.coalesce(revisions.c[name], articles.c[name]).label(name) for name in ("text", "record")))
    .outerjoin(articles, articles.c.id == changes.c.article_id)
    .outerjoin(revisions, _OLDER)
    .where(changes.c.sequence > bindparam("cursor"), changes.c.sequence <= bindparam("last"))
    .order_by(changes.c.sequence)
    .limit(ROWS_AT_ONCE)
)
