"""Fixtures: a newspaper on loopback, and a crawler that runs as users run it."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.stores.store import Store
from tests.crawler.browser import chromium, show, visit  # noqa: F401, fixtures of all tests below
from tests.crawler.console import environment, run, run_anew  # noqa: F401, the same
from tests.crawler.forked import PROJECT, Forked, fork
from tests.crawler.google_storage import GoogleStorage, serve_google_storage
from tests.crawler.paper import SERVED, Paper, serving
from tests.crawler.storage import StorageServer, serve_storage

NOBODY = "127.0.0.1:9"  # an address at which nothing listens
# Environment variables that are not passed on: proxies between a test and its site, and the one that makes each process
# compile the modules again.
LEFT_OUT = re.compile(r"\w+_proxy|PYTHONDONTWRITEBYTECODE", re.IGNORECASE)


@dataclass
class Ended:
    """A command that has ended."""

    code: int
    out: str
    log: str
    report: str | None  # the content of RUN_SUMMARY

    def summary(self) -> dict[str, Any]:
        assert self.report is not None, self.log
        return json.loads(self.report)


class Scrapy:
    """Runs `scrapy` with the store and the summary in the test's own folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store_uri = f"sqlite:///{folder / 'articles.db'}"
        self.environment: dict[str, str] = {}  # added to the test's own environment

    def __call__(self, *arguments: str, stdin: str | None = None, **settings: object) -> Ended:
        report = self.folder / "summary.json"
        report.unlink(missing_ok=True)
        process = self.start(*arguments, **settings)
        out, log = process.communicate(stdin, timeout=120)
        return Ended(process.returncode, out, log, report.read_text() if report.exists() else None)

    def start(self, *arguments: str, **settings: object) -> Forked:
        """Start a command in a session of its own, so that a test can kill the whole process group."""
        return fork(self.arguments(*arguments, **settings), self.inherited(), self.folder)

    def arguments(self, *arguments: str, **settings: object) -> list[str]:
        """Return a command's arguments with the common settings of all tests."""
        chosen = {
            "STORE_URI": self.store_uri,
            "RUN_SUMMARY": self.folder / "summary.json",
            "CLEAN_WORKERS": 0,
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_START_DELAY": 0,
            "RETRY_TIMES": 0,
            "QUARANTINE_DIR": self.folder / "quarantine",
            "ALLOWED_ADDRESSES": ",".join([NOBODY, *SERVED]),
            **settings,
        }
        return [*arguments, *(part for name, value in chosen.items() for part in ("-s", f"{name}={value}"))]

    def inherited(self) -> dict[str, str]:
        """Return the environment of a command."""
        kept = {name: value for name, value in os.environ.items() if not LEFT_OUT.fullmatch(name)}
        # The command runs in the test's folder, because a relative path in its settings would lead into the checkout.
        project = {"PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
        return kept | project | self.environment

    def records(self) -> list[dict[str, Any]]:
        """Return the records of the store, by `newsgalley export`."""
        return [json.loads(line) for line in self("export", "--removed").out.splitlines()]

    def stored(self) -> list[dict[str, Any]]:
        """Return the records of the store, read in this process."""
        store = Store(self.store_uri)
        found = [dict(record) for record in store.articles.since()]
        store.close()
        return found

    def titles(self) -> list[str]:
        """Return the titles in the store, sorted."""
        return sorted(record["title"] for record in self.records())


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
