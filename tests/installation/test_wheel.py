"""The recipes of the documentation run from a wheel in a fresh environment, away from this checkout.

The wheel is built and installed without a package index: the dependencies are those of the environment that runs the
tests. Compiled steps are left out, since compiling them takes long; `test_fresh_environment.py` has them. So are the
recipes in which the libraries of others read an exported file, and one that starts the commands of another.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.installation.distribution import PROJECT, copied, run

RECIPES = ("tests/crawler/test_recipes.py", "-k", "not (table or DuckDB or Polars or datasets or card or spaCy)")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that has the wheel and, on a path of their own, its dependencies."""
    folder = tmp_path_factory.mktemp("fresh")
    (tree := folder / "tree").mkdir()
    without_index = ("--quiet", "--no-index", "--no-deps")
    run("-m", "pip", "wheel", *without_index, "--no-build-isolation", "-w", folder, copied(tree), python=sys.executable)
    run("-m", "venv", "--without-pip", folder / "venv", python=sys.executable)
    python = folder / "venv" / "bin" / "python"
    run("-m", "pip", "--python", python, "install", *without_index, *folder.glob("*.whl"), python=sys.executable)
    # A folder that a .pth file names is searched last, and its own .pth files, such as this checkout's, are not read.
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return python


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the recipes' tests need, without the packages of the wheel."""
    copy = tmp_path / "copy"
    for name in ("tests", "benchmarks", "docs", "seeds"):
        shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "pages"))
    shutil.copy(PROJECT / "pyproject.toml", copy)
    return copy


def test_the_recipes_run_from_a_wheel(python: Path, copy: Path) -> None:
    where = "import cleaners, crawler; print(cleaners.__file__, crawler.__file__)"
    assert all(str(python.parents[1]) in file for file in run("-c", where, python=python, cwd=copy).split())
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    # The scripts of the dependencies, such as datasette, are beside the Python that runs this test.
    environment["PATH"] = f"{python.parent}:{Path(sys.executable).parent}:{environment['PATH']}"
    # With a folder of its own for temporary files, this run of pytest does not delete those of others.
    options = ("-q", "-n", "0", "-p", "no:cacheprovider", f"--basetemp={copy.parent / 'temporary'}")
    ended = subprocess.run(
        [python, "-m", "pytest", *options, *RECIPES],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
