"""Opens the database that `STORE_URI` names."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError

from crawler.stores.database.schema import VERSION
from crawler.stores.database.upgrade import upgrade, version_of

# How long a statement waits for another process to let go of the database, seconds. No article is stored meanwhile:
# long enough for a backup's moment, short enough for a run to end within half a minute of a signal.
BUSY_TIMEOUT_SECONDS = 8
CONNECT_TIMEOUT_SECONDS = 10
# An arbitrary constant: the advisory lock under which the tables are made, by one process at a time.
SCHEMA_LOCK_ID = 7_359_021_145
FORMS = "use sqlite:///FILE, sqlite:// (in memory) or postgresql://USER@HOST/DATABASE"


class StoreError(RuntimeError):
    """The store cannot be opened or used; the message says which and what to do."""


class StoreAddressError(StoreError):
    """STORE_URI itself cannot be used: another try would fare no better."""


def now() -> str:
    """Return the present time as the tables hold it."""
    return as_text(datetime.now(UTC))


def as_text(moment: datetime) -> str:
    """Return a time with offset as the tables hold it: RFC 3339, UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_engine(uri: str) -> Engine:
    """Return an engine on the database, its tables made; StoreError with the reason where that fails."""
    url = _checked(uri)
    try:
        engine = create_engine(url, connect_args=_connect_arguments(url))
    except ModuleNotFoundError:
        raise StoreAddressError("PostgreSQL's driver is missing: pip install 'newsgalley[postgres]'") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
    with ExitStack() as on_failure:
        on_failure.callback(engine.dispose)
        _bring_up_to_date(engine, url.render_as_string())
        on_failure.pop_all()
    return engine


def _checked(uri: str) -> URL:
    try:
        url = make_url(uri)
    except ArgumentError:
        raise StoreAddressError(f"STORE_URI {uri!r} is no database address: {FORMS}") from None
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise StoreAddressError(f"STORE_URI {uri!r}: {kind} is not supported: {FORMS}")
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.database and not Path(url.database).absolute().parent.is_dir():
        folder = Path(url.database).parent
        raise StoreAddressError(f"STORE_URI {uri!r}: the folder {folder} does not exist; make it first")
    return url


def _connect_arguments(url: URL) -> dict[str, Any]:
    """Bound every wait: for a server that does not answer, and for another session's lock."""
    if url.get_backend_name() == "sqlite":
        return {"timeout": BUSY_TIMEOUT_SECONDS}
    lock_timeout = f"-c lock_timeout={BUSY_TIMEOUT_SECONDS}s"
    bounds = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, "tcp_user_timeout": CONNECT_TIMEOUT_SECONDS * 1000}
    options = " ".join(part for part in (url.query.get("options"), lock_timeout) if isinstance(part, str))
    return {**bounds, "options": options}


def _configure_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # WAL: readers such as `scrapy export` do not wait for a run, and a kill leaves the file sound.
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL writes each commit to the file but forces it to the disk at checkpoints only: a killed process loses
    # nothing. A power cut may take the last commits, articles with what they acknowledged: they are fetched again.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _bring_up_to_date(engine: Engine, shown: str) -> None:
    """Make or change the tables where they are not those of this version, all or nothing; many processes may try."""
    try:
        if version_of(engine) != VERSION:
            _upgrade(engine, shown)
    except DatabaseError as error:
        raise StoreError(f"STORE_URI {shown}: cannot be opened: {error.orig}") from None


def _upgrade(engine: Engine, shown: str) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": SCHEMA_LOCK_ID})
        found = version_of(connection)
        if found > VERSION:
            raise StoreAddressError(
                f"STORE_URI {shown}: the store was made by a newer newsgalley (its version is {found}, this one knows "
                f"{VERSION}); update newsgalley"
            )
        if found < VERSION:
            upgrade(connection, found)


__all__ = ["Connection", "Engine", "StoreAddressError", "StoreError", "as_text", "now", "open_engine"]
