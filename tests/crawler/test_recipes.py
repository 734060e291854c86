"""The recipes of docs/recipes.md run, each section in a folder with a store of its own."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands.forked import fork
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, serving

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "recipes.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
BLOCK = re.compile(r"^```(sh|python|sql)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"# (\w+\.py)\n")  # the first line of a block that is a file
# Packages that a section imports; without them it is skipped.
NEEDS = {
    "Webhook": ["standardwebhooks"],
    "Feeds": ["feedparser"],
    "DuckDB": ["duckdb", "pyarrow"],
    "dbt": ["duckdb", "pyarrow"],
    "Polars and pandas": ["polars", "pandas", "pyarrow"],
    "Hugging Face datasets": ["datasets", "polars", "duckdb", "pyarrow"],
    "A dataset card": ["datasets", "pyarrow"],
    "spaCy": ["spacy"],
    "scrapy-poet": ["scrapy_poet", "zyte_common_items"],
}
LICENCE = '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
TITLES = ["The bridge", "The roof", "The wall"]


@pytest.fixture(scope="module")
def newspaper() -> Iterator[Paper]:
    with serving(Paper()) as paper:
        links = [paper.article(f"/a/{title[4:]}", title, head=LICENCE) for title in TITLES]
        paper.front(*links)
        yield paper


@pytest.fixture(scope="module")
def store(newspaper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store of three articles."""
    scrapy = Scrapy(tmp_path_factory.mktemp("store"))
    links = [f"{newspaper.base}/a/{title[4:]}" for title in TITLES]
    assert scrapy("crawl", "article", "-a", f"urls={','.join(links)}").code == 0
    return scrapy.folder


class Folder:
    """A copy of the store, with `newsgalley`, `scrapy` and `python` on the path.

    Lines that start `newsgalley` or `scrapy` and nothing else are run in forks, which takes a tenth of the time.
    """

    def __init__(self, path: Path, store: Path, newspaper: Paper) -> None:
        self.path, self.newspaper = path, newspaper
        for file in store.glob("articles.db*"):  # also the log of writes that are not in the database yet
            shutil.copy(file, path)
        self.uri = uri = f"sqlite:///{path}/articles.db"
        for name, call in (("newsgalley", f'crawler.console "$@" -s STORE_URI={uri}'), ("scrapy", 'scrapy "$@"')):
            (path / name).write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -m {call}\n")
            (path / name).chmod(0o755)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = os.environ | {
            "PATH": f"{path}:{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            "HF_HOME": str(path / "cache"),
            "HF_HUB_OFFLINE": "1",
        }

    def run(self, language: str, block: str) -> None:
        """Run a block; keep one that is a file, and start it if it is a server."""
        block = block.replace("https://paper.example", self.newspaper.base).replace("8790", str(self.port))
        if named := FILE.match(block):
            (self.path / named[1]).write_text(block)
            if "serve_forever" in block:
                self.start(named[1])
            return
        if language == "sh" and block.startswith(("newsgalley", "scrapy")) and "$" not in block:
            for line in block.splitlines():
                self.fork(*shlex.split(line))
            return
        if language == "sql":
            block = f"import duckdb\nprint(duckdb.sql('''{block}'''))"
        command = ["sh", "-e", "-c", block] if language == "sh" else [sys.executable, "-c", block]
        ended = subprocess.run(
            command, cwd=self.path, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert ended.returncode == 0, f"{block}\n{ended.stdout}\n{ended.stderr}"

    def fork(self, program: str, *arguments: str) -> None:
        command = fork([*arguments, "-s", f"STORE_URI={self.uri}"], self.environment, self.path, program)
        _, log = command.communicate(timeout=120)
        assert command.wait() == 0, log

    def start(self, file: str) -> None:
        self.server = subprocess.Popen([sys.executable, file], cwd=self.path, env=self.environment)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"{file} does not listen")

    def rows(self, database: str, query: str) -> list[str]:
        connection = sqlite3.connect(self.path / database)
        found = [text for (text,) in connection.execute(query)]
        connection.close()
        return found

    def close(self) -> None:
        if server := getattr(self, "server", None):
            server.kill()
            server.wait()


@pytest.fixture
def folder(tmp_path: Path, store: Path, newspaper: Paper) -> Iterator[Folder]:
    folder = Folder(tmp_path, store, newspaper)
    yield folder
    folder.close()


def check(name: str, folder: Folder) -> None:
    """Check what a section leaves behind, where that shows more than that its blocks ran."""
    if name == "Keep a table up to date":
        assert folder.rows("copy.db", "SELECT title FROM copy ORDER BY title") == TITLES
    elif name == "Webhook":
        query = "SELECT json_extract(change, '$.title') AS title FROM changes ORDER BY title"
        assert folder.rows("received.db", query) == TITLES
    elif name == "Markdown notes":
        assert len(list((folder.path / "notes").glob("*.md"))) == len(TITLES)
    elif name == "Add-on for Scrapy projects":
        assert all(title in (folder.path / "records.jsonl").read_text() for title in TITLES)
    elif name == "scrapy-poet":
        assert all(f'"headline": "{title}"' in (folder.path / "articles.jsonl").read_text() for title in TITLES)


@pytest.mark.parametrize("name", SECTIONS)
def test_the_recipe_runs(name: str, folder: Folder) -> None:
    for package in NEEDS.get(name, ()):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    blocks = BLOCK.findall(SECTIONS[name])
    assert len(blocks) == len(re.findall(r"^```\w", SECTIONS[name], re.MULTILINE)) > 0
    if name == "dbt":
        folder.run("sh", "newsgalley export -o articles.parquet")
    scripts = [block for language, block in blocks if language == "python" and not FILE.match(block)]
    for language, block in blocks:
        if block not in scripts:
            folder.run(language, block)
    if scripts:  # all in one process, since imports take long
        folder.run("python", "\n".join(scripts))
    check(name, folder)


def test_every_section_with_packages_exists() -> None:
    assert set(NEEDS) <= set(SECTIONS)
