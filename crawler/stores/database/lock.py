"""The lock of a store. On SQLite it allows one run at a time; on PostgreSQL crawls share it, but other work may not."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, StaticPool, text
from sqlalchemy.exc import OperationalError

from crawler.messages.wording import error_message
from crawler.stores.database.engine import StoreError, is_in_memory

# The number of our lock among the advisory locks of a PostgreSQL database: an arbitrary constant.
ADVISORY_LOCK_ID = 7_359_021_144
# How long to wait for the lock, because a database server takes a moment to notice that its holder was killed.
WAIT_SECONDS = 2.0
PAUSE_SECONDS = 0.1  # between two tries
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for a lock that took longer than lock_timeout


def busy(store: str) -> str:
    """Return the sentence for a run that does nothing because another one works on the store."""
    return f"Another run works on {store}; this one did nothing: wait for it, or name another STORE_URI."


class RunLock:
    """A lock that the operating system or the database server frees when its holder dies.

    On PostgreSQL it belongs to the session that also writes, so the engine must have only one session (`open_engine`).
    A run that loses the lock then cannot write anything.
    """

    def __init__(self, engine: Engine) -> None:
        self._lock = _lock_of(engine)
        self._is_held = False

    def acquire(self, wait_seconds: float = WAIT_SECONDS, *, shared: bool = False) -> bool:
        """Take the lock, unless it is held already; return False if another run holds it.

        On PostgreSQL, `shared` lets other runs share it. A lock on a file is never shared.
        """
        end = time.monotonic() + wait_seconds
        while not self._is_held:
            self._is_held = self._lock.try_acquire(shared=shared)
            if not self._is_held:
                if time.monotonic() >= end:
                    return False
                time.sleep(PAUSE_SECONDS)
        return True

    def check(self, connection: Connection) -> None:
        """Raise StoreError if the lock was taken but is lost, so that another run may have it.

        `connection` is a connection that is about to be used.
        """
        if self._is_held and not self._lock.is_held(connection):
            raise StoreError("the lock of this run was lost, and another run may work on the store")

    def release(self) -> None:
        """Release the lock, if it is held."""
        if self._is_held:
            self._lock.release()
            self._is_held = False


def exclude_runs(connection: Connection) -> bool:
    """Keep runs from beginning before the end of a PostgreSQL transaction; return False if a run works on the store.

    Wait for the lock, because the server releases the locks of another transaction that ends one after the other.
    """
    try:
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": ADVISORY_LOCK_ID})
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            return False
        raise
    connection.execute(text("SET LOCAL lock_timeout = DEFAULT"))
    return True


class _Lock(Protocol):
    def try_acquire(self, *, shared: bool) -> bool: ...

    def is_held(self, connection: Connection) -> bool: ...

    def release(self) -> None: ...


def _lock_of(engine: Engine) -> _Lock:
    if engine.dialect.name == "postgresql":
        return _AdvisoryLock(engine)
    return _NoLock() if is_in_memory(engine.url) else _FileLock(_lock_path(engine.url.database or ""))


def _lock_path(database: str) -> Path:
    """Return the path of the lock, which is the same for all symbolic links to a database."""
    path = Path(database).resolve()
    return path.with_name(f"{path.name}.lock")


class _FileLock:
    """A lock on a file beside the database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def try_acquire(self, *, shared: bool) -> bool:
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(f"The lock {self._path} of the store cannot be opened: {error_message(error)}") from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return self._is_in_place()  # False if the file was deleted before it was locked

    def is_held(self, connection: Connection) -> bool:
        """Return False if the file was deleted or replaced, because another run would lock the new one."""
        return self._is_in_place()

    def _is_in_place(self) -> bool:
        try:
            return os.path.samestat(os.stat(self._path), os.fstat(self._file))
        except OSError:
            return False

    def release(self) -> None:
        os.close(self._file)


class _AdvisoryLock:
    """A session lock in PostgreSQL; the server frees it with the session."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: object = None  # the driver's connection that holds the lock
        self._unlock = ""

    def try_acquire(self, *, shared: bool) -> bool:
        assert isinstance(self._engine.pool, StaticPool)  # otherwise the lock would stay in a session that nobody uses
        suffix = "_shared" if shared else ""
        with self._engine.begin() as connection:
            asking = text(f"SELECT pg_try_advisory_lock{suffix}(:id)")
            if not connection.execute(asking, {"id": ADVISORY_LOCK_ID}).scalar():
                return False
            self._session, self._unlock = session_of(connection), f"SELECT pg_advisory_unlock{suffix}(:id)"
        return True

    def is_held(self, connection: Connection) -> bool:
        """Return True if a connection belongs to the session that took the lock."""
        return session_of(connection) is self._session

    def release(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(text(self._unlock), {"id": ADVISORY_LOCK_ID})


def session_of(connection: Connection) -> object:
    """Return the driver's connection; after a session was lost, this is another object."""
    return connection.connection.dbapi_connection


class _NoLock:
    """The lock of a database in memory, which no other run can open."""

    def try_acquire(self, *, shared: bool) -> bool:
        return True

    def is_held(self, connection: Connection) -> bool:
        return True

    def release(self) -> None:
        pass
