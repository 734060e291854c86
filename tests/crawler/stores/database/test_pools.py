"""A store behind PgBouncer, a real one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, create_server
from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from crawler.stores.database.engine import StoreError, open_engine
from crawler.stores.store import Store

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

needs_pgbouncer = pytest.mark.skipif(PROGRAM is None, reason="PgBouncer is missing: apt-get install pgbouncer")
pytestmark = needs_pgbouncer


@contextmanager
def pooled(server: str, mode: str, *settings: str) -> Iterator[str]:
    """Yield the address of a database by way of a pool."""
    place = parse_qs(urlsplit(server).query)["host"][0]
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # It refuses to run as root, and another user may read no folder of pytest.
    user = [] if os.getuid() else ["-u", pwd.getpwuid(Path(place).stat().st_uid).pw_name]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(folder) / "pool.ini"
        lines = ["listen_addr = 127.0.0.1", f"listen_port = {port}", "unix_socket_dir =", "auth_type = any", *settings]
        database = f"[databases]\n* = host={place} user=postgres"
        file.write_text("\n".join([database, "[pgbouncer]", f"pool_mode = {mode}", *lines]))
        pool = subprocess.Popen([str(PROGRAM), "-q", *user, file], stderr=subprocess.DEVNULL)
        try:
            wait_until_open(port)
            yield f"postgresql://postgres@127.0.0.1:{port}{urlsplit(server).path}"
        finally:
            pool.kill()
            pool.wait()


def wait_until_open(port: int) -> None:
    for _ in range(1000):
        try:
            create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            sleep(0.1)
        else:
            return
    raise AssertionError("PgBouncer does not listen")


def test_a_pool_that_keeps_sessions_is_used_with_all_bounds(postgres_uri: str) -> None:
    with pooled(postgres_uri, "session") as uri:
        store = Store(uri, for_run=True)
        assert store.lock.acquire()
        with store.engine.connect() as connection:
            assert connection.execute(text("SHOW lock_timeout")).scalar() == "8s"
            assert connection.execute(text("SHOW idle_session_timeout")).scalar() == "1min"
        other = Store(uri, for_run=True)
        assert not other.lock.acquire(wait_seconds=0)
        other.close()
        store.close()


@pytest.mark.parametrize("settings", [(), ("server_round_robin = 1", "min_pool_size = 4")])
def test_a_pool_that_changes_sessions_is_refused(settings: tuple[str, ...], postgres_uri: str) -> None:
    with pooled(postgres_uri, "transaction", *settings) as uri:
        for _ in range(5):
            with pytest.raises(StoreError, match=r"a pool on the way .* loses locks; connect to the server itself"):
                Store(uri)


def test_a_pool_that_changes_sessions_is_refused_to_readers_too(postgres_uri: str) -> None:
    with pooled(postgres_uri, "transaction") as uri, pytest.raises(StoreError, match="pool_mode = session"):
        open_engine(uri).connect()
