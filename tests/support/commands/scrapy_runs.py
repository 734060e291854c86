"""Commands of Scrapy as users run them, with a store and a summary in the test's own folder."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.stores.store import Store
from tests.support.commands.forked import PROJECT, Forked, fork
from tests.support.paper import SERVED

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
