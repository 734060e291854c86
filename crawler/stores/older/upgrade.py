"""Upgrade a store of an earlier version. Nothing is lost, and nothing has to be crawled again.

The first transaction adds tables, indexes and columns, and data that is computed from the articles (`steps.py`). Tables
with records, which may be large, are set aside under another name, and their rows are moved to the current tables in
portions (`moving.py`). The version of the store changes with the last portion. So if an upgrade was interrupted, the
next process that opens the store continues it.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.exc import DatabaseError

from crawler.stores.database.engine import StoreAddressError, StoreError, open_engine, shown
from crawler.stores.database.lock import exclude_runs
from crawler.stores.database.schema import SCHEMA, VERSION, store_version
from crawler.stores.database.silence import SilenceWatch
from crawler.stores.older.moving import move_some, rows_to_move
from crawler.stores.older.steps import renew_lines, set_version, upgrade_tables
from crawler.stores.older.tables import foreign_table, set_aside_now

PROGRESS_SECONDS = 5.0  # between two lines on standard error
# The advisory lock under which one process at a time makes or upgrades the tables: an arbitrary constant.
SCHEMA_LOCK_ID = 7_359_021_145


def open_upgraded(uri: str, *, one_session: bool = False) -> Engine:
    """Return an engine for a database with tables of this version. Raises StoreError with the reason if that fails.

    Many processes may do this at the same time; each portion is moved by one of them. `one_session` is as in
    `open_engine`.
    """
    engine = open_engine(uri, one_session=one_session)
    silent: list[str] = []  # why the session was ended, if the server did not answer
    try:
        with _watched(engine, uri, silent):
            if version_of(engine) != VERSION:
                _change_tables(engine)
                _move_records(engine)
    except DatabaseError as error:
        engine.dispose()
        reason = silent[0] if silent else _first_line(error.orig)
        raise StoreError(f"STORE_URI {shown(engine)}: cannot be opened: {reason}{_hint(error.orig)}") from None
    except (TypeError, ValueError, AttributeError) as error:
        engine.dispose()
        raise StoreError(
            f"STORE_URI {shown(engine)}: cannot be upgraded: its rows are not those of an earlier newsgalley ({error})"
        ) from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def _first_line(error: BaseException | None) -> str:
    """Return the message of a database, without the statement and the hints below it."""
    return str(error).strip().partition("\n")[0]


def _hint(error: BaseException | None) -> str:
    """Return what to do about an error of SQLite in a folder that cannot be written, or on a full or broken disk."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return ". Its file and folder must be writable, also to read from it; else copy the file to a folder that is"
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return ". Make room on its disk, or check that the disk works"
    return ""


@contextmanager
def _watched(engine: Engine, uri: str, silent: list[str]) -> Iterator[None]:
    """End a session whose PostgreSQL stops answering, and add the reason to `silent`."""
    if engine.dialect.name != "postgresql":
        yield
        return
    watch = SilenceWatch(engine, uri, silent.append)
    try:
        yield
    finally:
        watch.end()


def version_of(store: Engine | Connection) -> int:
    """Return the version of a store's tables; 0 if it has no tables, or tables from before versions were noted."""
    if not inspect(store).has_table(store_version.name):
        return 0
    query = select(func.max(store_version.c.version))
    if isinstance(store, Connection):
        return store.execute(query).scalar() or 0
    with store.connect() as connection:
        return connection.execute(query).scalar() or 0


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that may change tables, while no other process does so."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": SCHEMA_LOCK_ID})
        yield connection


def _refuse_beside_runs(connection: Connection) -> None:
    """Raise StoreError if a run of the earlier version works on PostgreSQL; none can begin during this transaction.

    On SQLite, the locked file stops such a run.
    """
    if connection.dialect.name == "postgresql" and not exclude_runs(connection):
        uri = shown(connection.engine)
        raise StoreError(f"STORE_URI {uri}: the store must be upgraded, but a run works on it: wait until it has ended")


def _change_tables(engine: Engine) -> None:
    with _alone(engine) as connection:
        found = version_of(connection)
        if found > VERSION:
            raise StoreAddressError(
                f"STORE_URI {shown(engine)}: the store was made by a newer newsgalley (its version is {found}, this "
                f"one knows {VERSION}); update newsgalley"
            )
        if not found and (name := foreign_table(connection, SCHEMA.tables)):
            raise StoreAddressError(
                f"STORE_URI {shown(engine)}: the database has a table {name} of another program; name a new database"
            )
        if found < VERSION:
            if found:
                _refuse_beside_runs(connection)
            if set_aside_now(connection):  # the store is half upgraded, perhaps to an earlier version than this one
                renew_lines(connection)
            else:
                upgrade_tables(connection, found)


def _move_records(engine: Engine) -> None:
    """Move the records of an older store, and print the progress."""
    total = done = 0
    last = time.monotonic()
    while True:
        with _alone(engine) as connection:
            if version_of(connection) == VERSION:
                return
            _refuse_beside_runs(connection)
            total = total or rows_to_move(connection)
            moved = move_some(connection)
            done += moved
            if not moved:
                set_version(connection)
                return
        if time.monotonic() - last >= PROGRESS_SECONDS:
            print(f"store upgrade: {done:,} of {total:,} rows", file=sys.stderr)
            last = time.monotonic()
