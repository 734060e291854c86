"""INSERT statements that change the row of the same key, for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

Insert = sqlite.Insert


def insert_into(table: Table, dialect: str) -> Insert:
    """Return an INSERT into a table that takes ON CONFLICT, which SQLAlchemy has only in each database's own class."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # here, because most stores are SQLite files

        return postgresql.insert(table)  # type: ignore[return-value]  # the two classes are alike in what is used here
    return sqlite.insert(table)


def upsert(
    connection: Connection, table: Table, row: Mapping[str, object], changed: Collection[str] | None = None
) -> None:
    """Add a row, or change the row with the same key: the columns with the names `changed`, by default all of `row`."""
    key = {column.name for column in table.primary_key}
    adding = insert_into(table, connection.dialect.name).values(**row)
    changes = {name: adding.excluded[name] for name in changed or row if name not in key}
    connection.execute(adding.on_conflict_do_update(index_elements=sorted(key), set_=changes))
