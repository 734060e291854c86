"""What a wheel or an egg contains, and whether it can be read there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("cleaners", "crawler")


def data_files(package: str) -> set[str]:
    """Return the files of a package that are not code, also those behind a link to a folder."""
    found = (Path(folder, name) for folder, _, names in os.walk(PROJECT / package, followlinks=True) for name in names)
    return {str(file.relative_to(PROJECT / package)) for file in found if file.suffix not in (".py", ".pyc", ".so")}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_wheel_has_all_data_files_of_a_package(package: str) -> None:
    patterns = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"][package]
    packed = {file for pattern in patterns for file in map(str, (PROJECT / package).glob(pattern))}
    assert {str(PROJECT / package / name) for name in data_files(package)} == packed


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns both packages in a zip file, as scrapyd runs them."""
    path = tmp_path_factory.mktemp("zip") / "newsgalley.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for package in PACKAGES:
            for folder, _, names in os.walk(PROJECT / package, followlinks=True):
                for name in names:
                    packed.write(Path(folder, name), Path(folder, name).relative_to(PROJECT))
    return path


def run(archive: Path, *arguments: str, text: str | None = None) -> str:
    environment = {**os.environ, "PYTHONPATH": str(archive)}
    check = f"import {arguments[0].partition('.')[0]} as package; assert {str(archive)!r} in package.__file__"
    subprocess.run([sys.executable, "-c", check], cwd=archive.parent, env=environment, check=True)
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=archive.parent, env=environment, input=text, capture_output=True, text=True, check=True
    ).stdout


def test_pages_are_cleaned_with_models_and_rules_from_a_zip_file(archive: Path) -> None:
    html = "<h1>Harbour wall</h1><p>Read also: More news</p>" + 9 * "<p>The wall is old and will be mended in May.</p>"
    answer = json.loads(run(archive, "cleaners", text=json.dumps({"id": 1, "html": html}) + "\n"))
    assert answer["title"] == "Harbour wall"
    assert "Read also" not in answer["text"]


def test_the_starter_set_is_read_from_a_zip_file(archive: Path) -> None:
    assert "spiegel" in run(archive, "crawler.console", "sources", "list")


def test_settings_are_written_from_a_zip_file(archive: Path) -> None:
    run(archive, "crawler.console", "init", "--starter-set")
    assert (archive.parent / "newsgalley.toml").exists()
    assert (archive.parent / "sources" / "de" / "spiegel.de.toml").exists()
