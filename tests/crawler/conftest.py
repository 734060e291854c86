"""Fixtures: a newspaper on loopback, and a crawler that runs as users run it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import chromium, show, visit  # noqa: F401, fixtures of all tests below
from tests.support.commands.newsgalley_runs import environment, run, run_anew  # noqa: F401, the same
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, serving
from tests.support.servers.google_storage import GoogleStorage, serve_google_storage
from tests.support.servers.s3 import StorageServer, serve_storage


@pytest.fixture
def paper() -> Iterator[Paper]:
    with serving(Paper()) as served:
        yield served


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Yield an event that holds responses back until a test sets it or ends."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def scrapy(tmp_path: Path) -> Scrapy:
    return Scrapy(tmp_path)


def use_in_environment(variables: dict[str, str], scrapy: Scrapy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set variables in the environment of this process and of the commands that a test runs."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    scrapy.environment |= variables


@pytest.fixture
def storage(scrapy: Scrapy, monkeypatch: pytest.MonkeyPatch) -> Iterator[StorageServer]:
    """Yield a server of S3 on loopback with the bucket `desk`, which commands use too."""
    with serve_storage() as server:
        use_in_environment(server.environment, scrapy, monkeypatch)
        yield server


@pytest.fixture
def google(scrapy: Scrapy, monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleStorage]:
    """Yield a server of Google Cloud Storage on loopback with the bucket `desk`, which commands use too."""
    with serve_google_storage() as server:
        use_in_environment(server.environment, scrapy, monkeypatch)
        yield server


@pytest.fixture
def s3(storage: StorageServer) -> Any:
    """Return the file system of the server."""
    s3fs = pytest.importorskip("s3fs")
    s3fs.S3FileSystem.clear_instance_cache()  # instances for the server of an earlier test
    return s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
