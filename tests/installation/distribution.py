"""The files of a distribution, and Python without this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def copied(copy: Path) -> Path:
    """Copy the files that belong to a distribution into a folder, and return it; a build writes into its tree."""
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "scrapy.cfg"):
        shutil.copy(PROJECT / name, copy)
    for package in ("cleaners", "crawler"):
        shutil.copytree(PROJECT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    return copy


def run(*arguments: object, python: object, cwd: Path | None = None) -> str:
    """Run Python without this checkout in its environment; return the standard output."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SCRAPY"))}
    ended = subprocess.run(
        [str(python), *map(str, arguments)], cwd=cwd, env=inherited, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, f"{arguments}: {ended.stdout}\n{ended.stderr}"
    return ended.stdout
