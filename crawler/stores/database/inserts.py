"""Make INSERT statements that update an existing row with the same key, for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

Insert = sqlite.Insert


def insert_into(table: Table, dialect: str) -> Insert:
    """Return an INSERT with support for ON CONFLICT, which SQLAlchemy has only in its classes for each database."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # here, because most stores are SQLite files

        return postgresql.insert(table)  # type: ignore[return-value]  # the two classes have the same methods here
    return sqlite.insert(table)


def upsert(
    connection: Connection, table: Table, row: Mapping[str, object], changed: Collection[str] | None = None
) -> None:
    """Add a row, or update the columns `changed` (by default all of `row`) of the row with the same key."""
    key = {column.name for column in table.primary_key}
    adding = insert_into(table, connection.dialect.name).values(**row)
    changes = {name: adding.excluded[name] for name in changed or row if name not in key}
    connection.execute(adding.on_conflict_do_update(index_elements=sorted(key), set_=changes))
