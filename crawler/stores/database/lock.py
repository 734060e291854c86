"""The lock that keeps a store to one run at a time."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from crawler.stores.database.engine import StoreError, is_in_memory

# An arbitrary constant that names our lock among the advisory locks of a PostgreSQL database.
ADVISORY_LOCK_ID = 7_359_021_144
# How long to wait for the lock: a database server takes a moment to notice that the process that held it was killed.
WAIT_SECONDS = 2.0
PAUSE_SECONDS = 0.1  # between two tries


class RunLock:
    """A lock that the operating system or the database server frees when its holder dies."""

    def __init__(self, engine: Engine) -> None:
        self._lock = _lock_of(engine)
        self._is_held = False

    def acquire(self, wait_seconds: float = WAIT_SECONDS) -> bool:
        """Take the lock, or keep it where it is taken already; return False where another run holds it."""
        end = time.monotonic() + wait_seconds
        while not self._is_held:
            self._is_held = self._lock.try_acquire()
            if not self._is_held:
                if time.monotonic() >= end:
                    return False
                time.sleep(PAUSE_SECONDS)
        return True

    def check(self) -> None:
        """Raise StoreError if the lock was lost, so that another run may have taken it; nothing happens without it."""
        if self._is_held and not self._lock.is_held():
            raise StoreError("the lock of this run was lost, and another run may work on the store")

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not held."""
        if self._is_held:
            self._lock.release()
            self._is_held = False


class _Lock(Protocol):
    def try_acquire(self) -> bool: ...

    def is_held(self) -> bool: ...

    def release(self) -> None: ...


def _lock_of(engine: Engine) -> _Lock:
    if engine.dialect.name == "postgresql":
        return _AdvisoryLock(engine)
    return _NoLock() if is_in_memory(engine.url) else _FileLock(_lock_path(engine.url.database or ""))


def _lock_path(database: str) -> Path:
    """Return the path of the lock; the same one for all names of a database that is reached by symbolic links."""
    path = Path(database).resolve()
    return path.with_name(f"{path.name}.lock")


class _FileLock:
    """A lock on a file beside the database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def try_acquire(self) -> bool:
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(f"The lock {self._path} of the store cannot be opened: {error.strerror}") from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return self.is_held()  # False if the file was deleted before it was locked

    def is_held(self) -> bool:
        """Return True unless the file was deleted or replaced: another run would lock the new one."""
        try:
            return os.path.samestat(os.stat(self._path), os.fstat(self._file))
        except OSError:
            return False

    def release(self) -> None:
        os.close(self._file)


class _AdvisoryLock:
    """A session lock in PostgreSQL, held by a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def try_acquire(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:id)"), {"id": ADVISORY_LOCK_ID}).scalar()
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True

    def is_held(self) -> bool:
        """Return True if the session of the lock lives; the server frees the lock with the session."""
        assert self._connection is not None
        # An invalidated connection would connect anew, without the lock.
        return not self._connection.invalidated and bool(self._connection.execute(text("SELECT 1")).scalar())

    def release(self) -> None:
        assert self._connection is not None
        with suppress(StoreError):  # a session that has ended freed the lock
            if self.is_held():
                self._connection.execute(text("SELECT pg_advisory_unlock(:id)"), {"id": ADVISORY_LOCK_ID})
        self._connection.close()
        self._connection = None


class _NoLock:
    """For a database in memory, which no other run can open."""

    def try_acquire(self) -> bool:
        return True

    def is_held(self) -> bool:
        return True

    def release(self) -> None:
        pass
