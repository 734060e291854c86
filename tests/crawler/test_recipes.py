"""The recipes of docs/recipes.md run, in their order, in a folder with a store."""

from __future__ import annotations

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.conftest import Scrapy
from tests.crawler.paper import Paper

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "recipes.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)

for name in ("duckdb", "polars", "pandas", "datasets", "pyarrow"):
    pytest.importorskip(name)


def run(language: str, block: str, folder: Path, environment: dict[str, str]) -> str:
    command = ["sh", "-e", "-c", block] if language == "sh" else [sys.executable, "-c", block]
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, f"{block}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def test_every_recipe_runs(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/a/{name}", f"The {name}") for name in ("wall", "roof", "bridge")]
    assert scrapy("crawl", "article", "-a", f"urls={','.join(links)}").code == 0
    folder = scrapy.folder
    (folder / "newsgalley").write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m crawler.console "$@" -s STORE_URI={scrapy.store_uri}\n'
    )
    (folder / "newsgalley").chmod(0o755)
    (folder / "scrapy.cfg").write_text((PROJECT / "scrapy.cfg").read_text())
    environment = os.environ | {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "HF_HOME": str(folder / "cache"),
        "HF_HUB_OFFLINE": "1",
    }
    out = [run(language, block, folder, environment) for language, block in BLOCKS]
    assert len(out) == len(re.findall(r"^```\w", PAGE, re.MULTILINE))
    with sqlite3.connect(folder / "copy.db") as copy:
        titles = sorted(title for (title,) in copy.execute("SELECT title FROM copy"))
    copy.close()
    assert titles == ["The bridge", "The roof", "The wall"]
