"""The same tests on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.stores.store import Store
from tests.support.servers.postgres import run, running_postgres


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
def postgres_uri(postgres: str) -> Iterator[str]:
    """Yield the address of an empty database."""
    name = f"test_{uuid.uuid4().hex}"
    run(postgres, f"CREATE DATABASE {name}")
    yield postgres.replace("/postgres?", f"/{name}?")
    run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(uri: str) -> Iterator[Store]:
    opened = Store(uri)
    yield opened
    opened.close()
