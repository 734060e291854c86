"""Copy a whole store into an empty one, such as a SQLite store into PostgreSQL.

The copy is one transaction, so one that is killed or fails leaves the other store empty. The index of words is not
copied but made again, because the databases keep it in different forms.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from crawler.stores.database.engine import StoreError, shown
from crawler.stores.database.lock import exclude_runs
from crawler.stores.database.records import unpack
from crawler.stores.database.schema import SCHEMA, articles, changes, consumers, site_line_hosts, store_version
from crawler.stores.words import index

ROWS_AT_ONCE = 100  # few enough that neither server ends a session because it waits for the other
# Columns whose next number PostgreSQL keeps apart from the table. SQLite finds it in the table.
_NUMBERED = (articles.c.number, changes.c.sequence, site_line_hosts.c.number)


def tables() -> list[Table]:
    """Return the tables that are copied: all but the version, which each store has from the start."""
    return [table for table in SCHEMA.sorted_tables if table is not store_version]


def copy_store(source: Engine, target: Engine, note: Callable[[Table, int], None]) -> None:
    """Copy all rows; `note` is called with the table and the number of each portion of rows.

    Raises:
        StoreError: The target has rows already, or a run works on the source.
    """
    with source.connect() as reading, target.begin() as writing:
        _take_snapshot(reading)
        filled = [table for table in tables() if writing.execute(select(table).limit(1)).first()]
        if filled:
            names = ", ".join(table.name for table in filled)
            raise StoreError(f"{shown(target)} is not empty (it has rows in {names}); a copy needs a new database")
        for table in tables():
            _copy(reading, writing, table, note)
        if target.dialect.name == "postgresql":
            _set_next_numbers(writing)


def _take_snapshot(reading: Connection) -> None:
    """Let the transaction read one state of the store. On SQLite the lock of the file keeps runs out."""
    if reading.dialect.name == "postgresql":
        reading.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        if not exclude_runs(reading):
            raise StoreError(f"A run works on {shown(reading.engine)}: wait until it has ended")


def _copy(reading: Connection, writing: Connection, table: Table, note: Callable[[Table, int], None]) -> None:
    rows = reading.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
    for portion in rows.mappings().partitions():
        writing.execute(insert(table), [dict(row) for row in portion])
        if table is articles:
            for row in portion:
                record = unpack(row[articles.c.text], row[articles.c.record])
                index.add(writing, row[articles.c.number], record["title"], record["text"], record["language"])
        note(table, len(portion))


def _set_next_numbers(writing: Connection) -> None:
    """Let new rows get higher numbers than the copied ones, and than those that consumers have read."""
    for column in _NUMBERED:
        last = [select(func.max(column)).scalar_subquery()]
        if column is changes.c.sequence:
            last.append(select(func.max(consumers.c.sequence)).scalar_subquery())
        sequence = func.pg_get_serial_sequence(column.table.name, column.name)
        highest = func.greatest(*last) if len(last) > 1 else last[0]
        writing.execute(select(func.setval(sequence, highest)).where(highest.is_not(None)))
