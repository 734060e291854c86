"""End all use of a store at its first failure."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from crawler.stores.database.engine import StoreError, is_in_memory
from crawler.stores.database.lock import RunLock
from crawler.stores.database.retry import is_transient

# Errors that concern one record and not the store.
RECORD_ERRORS = (DataError, IntegrityError, ProgrammingError)
# PostgreSQL's codes of those that every record would meet: a right, schema, table or column is gone.
STORE_ERROR_CODES = ("42501", "3F000", "42P01", "42703")
ADVICE = "nothing more is fetched; check the disk, the lock or the server, then run again: unfinished pages are pending"


class Breaker:
    """Turns a failure of the database into a StoreError, and makes every later use raise the same error at once.

    Otherwise each page in progress would wait for its own timeout. A SQLite file that was removed or replaced during a
    run is a failure too, because SQLite would keep writing to a file that nobody can open. So is the loss of the run's
    lock, because a second run could work at the same time.
    """

    def __init__(self, engine: Engine, uri: str, lock: RunLock) -> None:
        self.failure: str | None = None
        self.on_failure: Callable[[str], None] = lambda _: None
        self._uri = uri
        self._lock = lock
        self._file = _file_of(engine)
        self._identity = _identity(self._file)
        event.listen(engine, "do_connect", self._check_before_connecting, insert=True)  # before anything that connects
        event.listen(engine, "engine_connect", self._check)
        event.listen(engine, "commit", self._check_commit)
        event.listen(engine, "handle_error", self._note)

    def _check_before_connecting(self, *_: object) -> None:
        """Raise the error at once if the store has failed, instead of waiting for a server that is gone."""
        if self.failure:
            raise StoreError(self.failure)

    def _check(self, _connection: Connection) -> None:
        self._check_before_connecting()
        if self._file and _identity(self._file) != self._identity:
            self._break(f"{self._file} was removed or replaced during the run")

    def _check_commit(self, connection: Connection) -> None:
        """Keep a run that has lost its lock, for example with the connection that held it, from committing."""
        self._check(connection)
        try:
            self._lock.check(connection)
        except StoreError as error:
            # Rolling back would fail too if the server ended this connection as well, and would log a traceback.
            connection.invalidate()
            self._break(str(error))

    def _note(self, context: ExceptionContext) -> None:
        error = context.sqlalchemy_exception
        if error is not None and not _is_of_one_record(context) and not is_transient(error):
            context.is_disconnect = True  # SQLAlchemy then closes the connection without rolling back
            self._break(" ".join(str(context.original_exception).partition("\nLINE ")[0].split()))

    def _break(self, what: str) -> None:
        raise StoreError(self.give_up(what))

    def give_up(self, what: str) -> str:
        """End all use of the store, and return the sentence that says why; any thread may call this."""
        if self.failure is None:
            self.failure = f"The store {self._uri} failed: {what}; {ADVICE}"
            self.on_failure(self.failure)
        return self.failure


def _is_of_one_record(context: ExceptionContext) -> bool:
    code = getattr(context.original_exception, "sqlstate", None)
    return isinstance(context.sqlalchemy_exception, RECORD_ERRORS) and code not in STORE_ERROR_CODES


def _file_of(engine: Engine) -> Path | None:
    database = engine.url.database
    on_disk = engine.dialect.name == "sqlite" and not is_in_memory(engine.url)
    return Path(database).absolute() if on_disk and database else None


def _identity(file: Path | None) -> tuple[int, int] | None:
    try:
        found = os.stat(file) if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
