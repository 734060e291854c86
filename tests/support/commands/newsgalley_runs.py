"""The command `newsgalley` in an empty folder: fixtures that run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.stores.store import Store
from tests.support.articles import article
from tests.support.commands.forked import PROJECT, fork
from tests.support.saving import save_article

Completed = subprocess.CompletedProcess[str]
Run = Callable[..., Completed]


@pytest.fixture
def environment() -> dict[str, str]:
    """Return an environment in which only the path of modules leads to the project."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCRAPY")}
    return kept | {"PYTHONPATH": str(PROJECT)}


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Runs a command in an empty folder, in a fork of a process that has imported all modules."""

    def run(*arguments: str) -> Completed:
        forked = fork(list(arguments), environment, tmp_path, "newsgalley")
        output, log = forked.communicate(timeout=120)
        return Completed(arguments, forked.wait(), output, log)

    return run


@pytest.fixture
def run_anew(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Runs a command in an empty folder and a new process."""

    def run(*arguments: str) -> Completed:
        command = [sys.executable, "-m", "crawler.console", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, text=True, capture_output=True, timeout=120, check=False
        )

    return run


def many_articles(folder: Path) -> None:
    store = Store(f"sqlite:///{folder}/articles.db")
    for number in range(150):
        found = article(f"a{number}", f"Der Bürgermeister 李 😀 eröffnet die {number}. Brücke. " * 9)
        save_article(store, {**found, "language": "de"}, [found["url"]])
    store.close()
