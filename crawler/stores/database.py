"""Opens the database that `STORE_URI` names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from crawler.stores.schema import SCHEMA

BUSY_TIMEOUT_SECONDS = 30
FORMS = "use sqlite:///FILE, sqlite:// (in memory) or postgresql://USER@HOST/DATABASE"


class StoreError(RuntimeError):
    """The store cannot be opened or used; the message says which and what to do."""


def now() -> str:
    """Return the present time as the tables hold it."""
    return as_text(datetime.now(UTC))


def as_text(moment: datetime) -> str:
    """Return a time with offset as the tables hold it: RFC 3339, UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_engine(uri: str) -> Engine:
    """Return an engine on the database, its tables made; StoreError with the reason where that fails."""
    try:
        url = make_url(uri)
    except ArgumentError:
        raise StoreError(f"STORE_URI {uri!r} is no database address: {FORMS}") from None
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise StoreError(f"STORE_URI {uri!r}: {kind} is not supported: {FORMS}")
    if kind == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    elif url.database and not Path(url.database).absolute().parent.is_dir():
        raise StoreError(f"STORE_URI {uri!r}: the folder {Path(url.database).parent} does not exist; make it first")
    try:
        engine = create_engine(url)
        if kind == "sqlite":
            event.listen(engine, "connect", _configure_sqlite)
        SCHEMA.create_all(engine)
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL's driver is missing: pip install 'newsgalley[postgres]'") from None
    except OperationalError as error:
        raise StoreError(f"STORE_URI {url.render_as_string()}: cannot be opened: {error.orig}") from None
    return engine


def _configure_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # WAL: readers such as `scrapy export` do not wait for a run, and a kill leaves the file sound.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_SECONDS * 1000}")
    cursor.close()


__all__ = ["Connection", "Engine", "StoreError", "as_text", "now", "open_engine"]
