"""Moves articles and revisions of an older store to the tables of today, a portion per transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Row, delete, func, insert, inspect, select, text, tuple_

from cleaners.compare.minhash import bands
from cleaners.record import Record
from crawler.stores import near_duplicates
from crawler.stores.articles import row_of
from crawler.stores.database.records import pack
from crawler.stores.database.schema import articles, revisions, site_lines
from crawler.stores.older.tables import SUFFIX, old_articles, old_record, old_revisions
from crawler.stores.words import index

ROWS_AT_ONCE = 200  # per transaction: about a second


def rows_to_move(connection: Connection) -> int:
    """Return the number of articles and revisions that are not moved yet."""
    counts = [select(func.count()).select_from(table) for table in (old_articles, old_revisions)]
    return sum(connection.execute(count).scalar_one() for count in counts)


def move_some(connection: Connection) -> int:
    """Move a portion in the caller's transaction, and return its size; drop the old tables if nothing was left."""
    moved = _move_articles(connection) or _move_revisions(connection)
    if not moved:
        for table in (old_articles, old_revisions):
            table.drop(connection)
    return moved


def move_site_lines(connection: Connection) -> None:
    """Copy the lines of sites, which have no records, in one statement."""
    old = f"{site_lines.name}{SUFFIX}"
    if inspect(connection).has_table(old):
        names = ", ".join(column.name for column in site_lines.columns)
        connection.execute(text(f"INSERT INTO {site_lines.name} ({names}) SELECT {names} FROM {old}"))  # noqa: S608
        connection.execute(text(f"DROP TABLE {old}"))


def _move_articles(connection: Connection) -> int:
    oldest_first = select(old_articles).order_by(old_articles.c.fetched_at, old_articles.c.id).limit(ROWS_AT_ONCE)
    rows = connection.execute(oldest_first).all()
    for row in rows:
        record = old_record(row.record)
        added = insert(articles).values(**row_of(record)).returning(articles.c.number)
        number = connection.execute(added).scalar_one()
        index.add(connection, number, record["title"], record["text"], record["language"])
        near_duplicates.index(connection, record, bands(record["text"]))
    connection.execute(delete(old_articles).where(old_articles.c.id.in_([row.id for row in rows])))
    return len(rows)


def _move_revisions(connection: Connection) -> int:
    key = (old_revisions.c.article_id, old_revisions.c.revision)
    rows = connection.execute(select(old_revisions).order_by(*key).limit(ROWS_AT_ONCE)).all()
    if rows:
        connection.execute(insert(revisions), [_revision(row) for row in rows])
        moved = [(row.article_id, row.revision) for row in rows]
        connection.execute(delete(old_revisions).where(tuple_(*key).in_(moved)))
    return len(rows)


def _revision(row: Row[*tuple[object, ...]]) -> dict[str, object]:
    record: Record = old_record(str(row.record))
    fields: Mapping[str, object] = record
    names: Sequence[str] = ("fetched_at", "content_hash", "title")
    return {
        "article_id": row.article_id,
        "revision": row.revision,
        **{name: fields[name] for name in names},
        **pack(record)._asdict(),
    }
