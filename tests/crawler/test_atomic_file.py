import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.atomic_file import AtomicFile, DatabaseExistsError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_unchanged_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("old")
    output = AtomicFile(path)
    file = output.open()
    file.write(b"new")
    assert path.read_text() == "old"
    output.finish(file)
    assert path.read_text() == "new"
    assert names(tmp_path) == ["articles.jsonl"]


def test_two_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    first, second = AtomicFile(path), AtomicFile(path)
    one, two = first.open(), second.open()
    one.write(b"the first")
    two.write(b"2")
    first.finish(one)
    assert path.read_text() == "the first"
    second.discard(two)
    assert path.read_text() == "the first"
    assert names(tmp_path) == ["articles.jsonl"]


def test_parts_of_killed_processes_are_deleted_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    written = AtomicFile(path)
    still_open = written.open()
    for name in ("a.csv.0123abcd.part", "a.csv.notes.part", "b.csv.0123abcd.part", "a.csv.part"):
        (tmp_path / name).write_text("left")
        os.utime(tmp_path / name, (1_000, 1_000))
    os.utime(written.part, (1_000, 1_000))
    AtomicFile(path).write(b"new")
    assert names(tmp_path) == sorted(
        ["a.csv", written.part.name, "a.csv.notes.part", "b.csv.0123abcd.part", "a.csv.part"]
    )
    written.finish(still_open)


def test_a_file_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crawler.atomic_file.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        AtomicFile(path).write(b"new")
    assert (path.read_text(), names(tmp_path)) == ("old", ["a.json"])


def test_a_symbolic_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.json").write_text("old")
    (tmp_path / "a.json").symlink_to(tmp_path / "real" / "a.json")
    AtomicFile(tmp_path / "a.json").write(b"new")
    assert (tmp_path / "a.json").is_symlink()
    assert (tmp_path / "real" / "a.json").read_text() == "new"


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    (tmp_path / "a.json").chmod(0o640)
    AtomicFile(tmp_path / "a.json").write(b"new")
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o640


def test_a_database_is_not_replaced(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE a (b)")
    with pytest.raises(DatabaseExistsError, match="it is a SQLite database; name another file"):
        AtomicFile(tmp_path / "a.db").write(b"new")
    assert names(tmp_path) == ["a.db"]


def test_a_device_is_written_in_place() -> None:
    AtomicFile("/dev/null").write(b"anything")
    assert not Path("/dev/null").is_file()


def test_a_full_device_is_an_error() -> None:
    with pytest.raises(OSError, match="No space"):
        AtomicFile("/dev/full").write(b"anything")
