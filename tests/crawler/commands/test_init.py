from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from crawler import settings
from crawler.actions.init import init
from crawler.configuration.file import read_settings_file
from crawler.exit_codes import UsageError
from crawler.sources.loader import load_sources


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_settings_file_can_be_read_and_has_the_contact(folder: Path) -> None:
    init('"Desk" <desk@paper.example>', "postgresql://news@db/news", starter_set=False, force=False)
    read = read_settings_file(folder / "newsgalley.toml")
    assert read["CONTACT"] == '"Desk" <desk@paper.example>'
    assert read["STORE_URI"] == "postgresql://news@db/news"
    assert (folder / read["SOURCES_PATH"] / "own.toml").exists()


def test_the_settings_that_are_comments_are_right_when_they_are_used(folder: Path) -> None:
    init("", settings.STORE_URI, starter_set=False, force=False)
    file = folder / "newsgalley.toml"
    lines = [line.removeprefix("# ") if "= " in line else line for line in file.read_text().splitlines()]
    file.write_text("\n".join(line for line in lines if not line.startswith("A line with")))
    read = read_settings_file(file)
    assert read["ARCHIVE_DIR"] == settings.ARCHIVE_DIR
    assert "ALARM_COMMAND" in read


def test_the_starter_set_is_copied_for_editing(folder: Path) -> None:
    init("", settings.STORE_URI, starter_set=True, force=False)
    assert load_sources(folder / "sources") == load_sources(None)


def test_a_file_that_cannot_be_written_is_named_and_leaves_no_part(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SystemExit, match=r"newsgalley\.toml: cannot be written: No space left on device\."):
        init("", settings.STORE_URI, starter_set=False, force=False)
    assert not list(folder.iterdir())


def test_an_address_without_a_store_is_refused_before_anything_is_written(folder: Path) -> None:
    for address in ("articles.db", "mysql://db/news", "sqlite:///no/such/folder/articles.db"):
        with pytest.raises(UsageError, match=f"STORE_URI '{address}'"):
            init("", address, starter_set=False, force=False)
    assert not list(folder.iterdir())


def test_nothing_is_replaced_unless_that_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "newsgalley.toml").write_text("mine")
    with pytest.raises(UsageError, match=r"newsgalley.toml exists already; --force replaces it"):
        init("", settings.STORE_URI, starter_set=True, force=False)
    assert (folder / "newsgalley.toml").read_text() == "mine"
    assert not (folder / "sources").exists()
    init("", settings.STORE_URI, starter_set=False, force=True)
    assert "Set CONTACT in newsgalley.toml" in capsys.readouterr().out
    with pytest.raises(UsageError, match=r"newsgalley.toml and sources/own.toml exist already; --force replaces them"):
        init("", settings.STORE_URI, starter_set=False, force=False)


def test_files_that_are_replaced_are_kept_as_copies(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init("", settings.STORE_URI, starter_set=False, force=False)
    for content in ("first", "second"):
        (folder / "sources" / "own.toml").write_text(content)
        init("", settings.STORE_URI, starter_set=False, force=True)
        init("", settings.STORE_URI, starter_set=False, force=True)
    assert [(folder / "sources" / name).read_text() for name in ("own.toml.bak", "own.toml.bak1")] == [
        "first",
        "second",
    ]
    assert not (folder / "newsgalley.toml.bak").exists(), "nothing was changed in it"
    assert "Kept the earlier content as sources/own.toml.bak1." in capsys.readouterr().out
