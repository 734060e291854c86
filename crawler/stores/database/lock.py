"""One run at a time on a store."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

# An arbitrary constant that names our lock among the advisory locks of a PostgreSQL database.
ADVISORY_LOCK_ID = 7_359_021_144


class RunLock(Protocol):
    """A lock that the operating system or the database server frees when its holder dies."""

    def acquire(self) -> bool:
        """Take the lock; False where another run holds it."""

    def release(self) -> None:
        """Give the lock back."""


def run_lock(engine: Engine) -> RunLock:
    """Return the lock that belongs to the engine's database."""
    if engine.dialect.name == "postgresql":
        return _AdvisoryLock(engine)
    database = engine.url.database
    return _FileLock(Path(f"{database}.lock")) if database and database != ":memory:" else _NoLock()


class _FileLock:
    """A lock on a file beside the database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> bool:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _AdvisoryLock:
    """A session lock in PostgreSQL, held by a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def acquire(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:id)"), {"id": ADVISORY_LOCK_ID}).scalar()
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True

    def release(self) -> None:
        if self._connection is not None:
            self._connection.execute(text("SELECT pg_advisory_unlock(:id)"), {"id": ADVISORY_LOCK_ID})
            self._connection.close()
            self._connection = None


class _NoLock:
    """For a database in memory, which no other run can open."""

    def acquire(self) -> bool:
        return True

    def release(self) -> None:
        pass
