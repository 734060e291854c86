"""Which of many addresses are known: the one question that a crawl asks of every link it sees."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

# A value, not EXISTS: PostgreSQL makes a join of that one, and reads the whole table for it.
_UNKNOWN = "SELECT column1 FROM (VALUES {}) AS asked WHERE (SELECT 1 FROM urls WHERE key = column1) IS NULL"
KEYS_PER_QUERY = 500  # SQLite takes a bounded number of parameters


def known_keys(connection: Connection, keys: Sequence[str]) -> list[str]:
    """Return those keys that are in the table of addresses, in their order.

    The database returns the others, fewer as a rule. As text for the driver, because SQLAlchemy takes longer to build
    the statement than it takes to work.
    """
    place = "(?)" if connection.dialect.paramstyle == "qmark" else "(%s)"
    unknown: set[str] = set()
    for start in range(0, len(keys), KEYS_PER_QUERY):
        some = tuple(keys[start : start + KEYS_PER_QUERY])
        values = ",".join([place] * len(some))
        unknown.update(connection.exec_driver_sql(_UNKNOWN.format(values), some).scalars())
    return [key for key in keys if key not in unknown]
