"""Move articles, revisions and site lines of an older store to the current tables, a portion per transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, inspect, select, text, tuple_

from cleaners.compare.minhash import bands
from cleaners.record import Record
from crawler.stores import near_duplicates
from crawler.stores.articles import row_of
from crawler.stores.database.records import pack
from crawler.stores.database.schema import articles, revisions, site_line_hosts, site_lines
from crawler.stores.older.tables import (
    LINES_SUFFIX,
    old_articles,
    old_lines,
    old_record,
    old_revisions,
    set_aside_now,
)
from crawler.stores.sites.line_numbers import as_number, day_number, section_number
from crawler.stores.words import index

ROWS_AT_ONCE = 200  # per transaction: about a second
LINES_AT_ONCE = 10_000


def rows_to_move(connection: Connection) -> int:
    """Return the number of rows that have not been moved yet."""
    counts = [select(func.count()).select_from(table) for table in set_aside_now(connection)]
    return sum(connection.execute(count).scalar_one() for count in counts)


def move_some(connection: Connection) -> int:
    """Move a portion in the caller's transaction and return its size; first drop old tables that are empty."""
    for table in set_aside_now(connection):
        moved = _MOVING[table.name](connection)
        if moved:
            return moved
        table.drop(connection)
    return 0


def move_hosts(connection: Connection) -> None:
    """Copy the few hosts of site lines in the caller's transaction."""
    new, old = site_line_hosts.name, f"{site_line_hosts.name}{LINES_SUFFIX}"
    if inspect(connection).has_table(old):
        columns = "host, language, pages"
        connection.execute(text(f"INSERT INTO {new} ({columns}) SELECT {columns} FROM {old}"))  # noqa: S608
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


def _move_lines(connection: Connection) -> int:
    old, host = old_lines.c, site_line_hosts.c
    key = (old.host, old.language, old.fingerprint)
    same_site = and_(host.host == old.host, host.language == old.language)
    query = select(old_lines, host.number).outerjoin(site_line_hosts, same_site).order_by(*key).limit(LINES_AT_ONCE)
    rows = connection.execute(query).all()
    if lines := [_line(row) for row in rows if row.number is not None]:
        connection.execute(insert(site_lines), lines)
    if rows:
        last = tuple(getattr(rows[-1], column.name) for column in key)
        connection.execute(delete(old_lines).where(tuple_(*key) <= last))
    return len(rows)


def _line(row: Row[Any]) -> dict[str, object]:
    """Return a line for the current table. Of two sections, the one with the lower hash is the first."""
    sections = [row.first_section, *([] if row.last_section is None else [row.last_section])]
    hashes = sorted(section_number(section) for section in sections)
    ends = {name: None if (text := getattr(row, name)) is None else day_number(text) or 0 for name in _DAYS}
    return {
        "site": row.number,
        "fingerprint": as_number(row.fingerprint),
        **ends,
        "first_section": hashes[0],
        "last_section": hashes[1] if len(hashes) > 1 else None,
        **{name: getattr(row, name) for name in ("pages", "sample", "forgotten", "applied")},
    }


_DAYS = ("first_seen", "first_day", "last_seen", "last_day")
_MOVING: Mapping[str, Callable[[Connection], int]] = {
    old_articles.name: _move_articles,
    old_revisions.name: _move_revisions,
    old_lines.name: _move_lines,
}
