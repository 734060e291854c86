"""Open the database that `STORE_URI` names."""

from __future__ import annotations

import os
import re
import socket
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from crawler.stores.database.hosts import with_lists

# How many seconds a statement waits for another process's lock on the database. No article is stored meanwhile. It is
# long enough for a backup, and short enough for a run to end within half a minute of a signal.
BUSY_TIMEOUT_SECONDS = 8
CONNECT_TIMEOUT_SECONDS = 10
# Settings of a session in PostgreSQL. With them, the server frees the locks of a vanished machine after about a minute;
# its default is two hours.
_WAITS = {
    "lock_timeout": f"{BUSY_TIMEOUT_SECONDS}s",
    "tcp_keepalives_idle": "30s",
    "tcp_keepalives_interval": "10s",
    "tcp_keepalives_count": "3",
}
# The server ends the session of a silent run, and with it the run's claims; a working run sends a query every few
# seconds. Within a transaction, whose locks make other runs wait, it ends the session before these have tried twice.
_IDLE_BOUNDS = {"idle_session_timeout": "60s", "idle_in_transaction_session_timeout": "15s"}
_IDLE_SESSIONS_SINCE = 140_000  # the first version of PostgreSQL that ends idle sessions, as the server numbers it
_PASSWORD = re.compile(r"(://[^:/@]*:).*(?=@)|(password=)[^&]*")
FORMS = "use sqlite:///FILE, sqlite:// (in memory) or postgresql://USER@HOST/DATABASE"


class StoreError(RuntimeError):
    """The store cannot be opened or used; the message names it and says what to do."""


class StoreAddressError(StoreError):
    """STORE_URI itself cannot be used, so trying again does not help."""


def open_engine(uri: str, *, one_session: bool = False) -> Engine:
    """Return an engine for a database, without connecting. Raises StoreAddressError for a bad address.

    With `one_session`, all work on PostgreSQL uses the one session that holds a run's locks. A run that loses its locks
    then has no session to write with.
    """
    url = checked_address(uri)
    try:
        # Errors must not quote the values of a statement, because one of them is a whole page.
        pool: dict[str, Any] = {"poolclass": StaticPool} if one_session and _is_server(url) else _pool(url)
        arguments = _connect_arguments(url) | _session_name(url)
        engine = create_engine(url, connect_args=arguments, hide_parameters=True, **pool)
    except ModuleNotFoundError:
        raise StoreAddressError("PostgreSQL's driver is missing: pip install 'newsgalley[postgres]'") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        return engine
    # Before SQLAlchemy's own questions, which fail in a database without an encoding. Each goes before the one above.
    for check in (partial(_refuse_pool_of_transactions, engine), partial(_refuse_encoding, shown(engine))):
        event.listen(engine, "connect", check, insert=True)
    event.listen(engine, "connect", partial(_configure_session, _IDLE_BOUNDS if one_session else {}))
    return engine


def _is_server(url: URL) -> bool:
    return url.get_backend_name() == "postgresql"


def driver_arguments(uri: str) -> dict[str, Any]:
    """Return psycopg's arguments for a connection to a PostgreSQL database.

    Raises StoreAddressError for a bad address, or the address of another kind of database.
    """
    engine = open_engine(uri)
    if engine.dialect.name != "postgresql":
        raise StoreAddressError(f"STORE_URI {shown(engine)!r}: this needs PostgreSQL: postgresql://USER@HOST/DATABASE")
    return _driver_arguments(engine)


def _driver_arguments(engine: Engine) -> dict[str, Any]:
    _, arguments = engine.dialect.create_connect_args(engine.url)
    return {**arguments, **_connect_arguments(engine.url)}


def is_in_memory(url: URL) -> bool:
    """Return True for the address of a database in memory."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def shown(engine: Engine) -> str:
    """Return the address of a database without its password."""
    return engine.url.set(drivername=engine.dialect.name).render_as_string()


def _without_password(uri: str) -> str:
    """Return a text without the password in it, also one that is not an address."""
    return _PASSWORD.sub(r"\1\2***", uri)


def checked_address(uri: str) -> URL:
    """Return the address of a database, with its driver. Raises StoreAddressError if no store can be there."""
    named = f"STORE_URI {_without_password(uri)!r}"
    try:
        url = make_url(with_lists(uri))
    except (ArgumentError, ValueError):  # ValueError: a port that is not a number
        raise StoreAddressError(f"{named} is not a database address: {FORMS}") from None
    kind = url.get_backend_name()
    if kind == "sqlite" and url.host:
        raise StoreAddressError(f"{named}: a file has three slashes before its name: sqlite:///{url.host}")
    if kind == "postgres":  # the name that other programs use
        kind = "postgresql"
    if kind not in ("sqlite", "postgresql"):
        raise StoreAddressError(f"{named}: {kind} is not supported: {FORMS}")
    if "@" in (url.host or ""):
        raise StoreAddressError(f"{named}: write the characters @ : / % of a password as %40 %3A %2F %25")
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.database and not Path(url.database).absolute().parent.is_dir():
        folder = Path(url.database).parent
        raise StoreAddressError(f"{named}: the folder {folder} does not exist; make it first")
    if url.database and Path(url.database).is_dir():
        raise StoreAddressError(f"{named}: {url.database} is a folder; name a file")
    return url


def _connect_arguments(url: URL) -> dict[str, Any]:
    """Return arguments that bound the wait for another process's lock or for a silent server."""
    if url.get_backend_name() == "sqlite":
        threads = {"check_same_thread": False} if is_in_memory(url) else {}  # SQLAlchemy's own argument for files
        return {"timeout": BUSY_TIMEOUT_SECONDS, **threads}
    bounds = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, "tcp_user_timeout": CONNECT_TIMEOUT_SECONDS * 1000}
    # Networks drop silent connections, and the one with the run's lock is silent while no article is saved.
    return bounds | {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def _session_name(url: URL) -> dict[str, str]:
    """Return the argument that names the sessions of this process, so that they can be found on the server."""
    return {"application_name": worker_name()} if _is_server(url) else {}


def _pool(url: URL) -> dict[str, Any]:
    """Return a pool of one connection for a database in memory: a second connection would open an empty database."""
    return {"poolclass": StaticPool} if is_in_memory(url) else {}


def _configure_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # With WAL, readers such as `newsgalley export` do not wait for a run, and a kill leaves the file sound.
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL writes each commit to the file, but syncs it to the disk only at checkpoints. A killed process loses
    # nothing. A power cut may undo the last commits, both articles and the marks on their addresses, and the articles
    # are then fetched again.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _refuse_encoding(uri: str, connection: Any, _record: object) -> None:
    """Raise StoreAddressError if a database cannot hold the characters of all languages."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreAddressError(
            f"STORE_URI {uri}: the encoding of the database is {encoding}, which lacks characters that articles have; "
            "create another one: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0"
        )


def _refuse_pool_of_transactions(engine: Engine, connection: Any, _record: object) -> None:
    """Raise StoreAddressError if a pool on the way to the server gives each transaction another session.

    A lock belongs to a session, and would stay with one that no longer serves us. Without a pool, the server process of
    a transaction has the number that the server told the connection; any other number means a pool. Two transactions
    on each of two open connections then show whether the pool keeps sessions: if it does, each connection always has
    the same process.
    """
    import psycopg

    if _process(connection) == connection.info.backend_pid:
        return
    with psycopg.connect(**_driver_arguments(engine)) as other:
        first, second = ({_process(asked), _process(asked)} for asked in (connection, other))
    if first & second or len(first | second) > 2:
        raise StoreAddressError(
            f"STORE_URI {shown(engine)}: a pool on the way to the server gives each transaction another session, which "
            "loses locks; connect to the server itself, or let the pool keep sessions (PgBouncer: pool_mode = session)"
        )


def _process(connection: Any) -> int:
    """Return the number of the process that serves a transaction of a connection."""
    (number,) = connection.execute("SELECT pg_backend_pid()").fetchone()
    connection.commit()
    return int(number)


def _configure_session(bounds: dict[str, str], connection: Any, _record: object) -> None:
    """Bound the waits of a session by statements, because pools refuse these settings as connection arguments."""
    settings = _WAITS | bounds | {"application_name": worker_name()}
    if connection.info.server_version < _IDLE_SESSIONS_SINCE:
        settings.pop("idle_session_timeout", None)
    for setting in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", setting)
    connection.commit()


def worker_name() -> str:
    """Return the name of this process among the runs on a server: `newsgalley HOST:PID`."""
    return f"newsgalley {machine_name()}:{os.getpid()}"


def machine_name() -> str:
    """Return the name of this machine in the names of its processes."""
    return socket.gethostname()[:32]
