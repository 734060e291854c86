"""INSERT ... ON CONFLICT, which SQLAlchemy has for each database by itself."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert
_INSERTS: dict[str, Callable[[Table], Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,  # type: ignore[dict-item]  # the two classes are alike in what is used here
}


def insert_into(table: Table, dialect: str) -> Insert:
    """Return an insert into a table that may say what to do where the row is there already."""
    return _INSERTS[dialect](table)
