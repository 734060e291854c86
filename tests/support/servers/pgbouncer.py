"""PgBouncer, a real one, in front of a PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.servers.ports import free_port

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

needs_pgbouncer = pytest.mark.skipif(PROGRAM is None, reason="PgBouncer is missing: apt-get install pgbouncer")


@contextmanager
def pooled(server: str, mode: str, *settings: str) -> Iterator[str]:
    """Yield the address of a database by way of a pool."""
    place = parse_qs(urlsplit(server).query)["host"][0]
    port = free_port()
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
