"""Look up which addresses the store knows, for every link that a crawl sees, and since when."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from cleaners.urls import article_id
from crawler.stores.database.schema import urls

# The subquery compares with NULL instead of using NOT EXISTS: PostgreSQL turns that into a join that reads all of urls.
_UNKNOWN = "SELECT column1 FROM (VALUES {}) AS asked WHERE (SELECT 1 FROM urls WHERE key = column1) IS NULL"
KEYS_PER_QUERY = 500  # because SQLite bounds the number of parameters


def known_keys(connection: Connection, keys: Sequence[str]) -> list[str]:
    """Return the keys that are in the table of addresses, in the given order.

    The database returns the other keys, which are usually few. The statement is text for the driver, because
    SQLAlchemy takes longer to build it than the database takes to execute it.
    """
    place = "(?)" if connection.dialect.paramstyle == "qmark" else "(%s)"
    unknown: set[str] = set()
    for start in range(0, len(keys), KEYS_PER_QUERY):
        some = tuple(keys[start : start + KEYS_PER_QUERY])
        values = ",".join([place] * len(some))
        unknown.update(connection.exec_driver_sql(_UNKNOWN.format(values), some).scalars())
    return [key for key in keys if key not in unknown]


def named_at(connection: Connection, address: str) -> str | None:
    """Return when a listing first named an address; None if no listing has."""
    here = (urls.c.key == article_id(address), urls.c.found_by != "given")
    return connection.execute(select(urls.c.found_at).where(*here)).scalar()
