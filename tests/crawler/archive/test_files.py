from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive.files import archive_folder, delete_old, file_name, finished_files

DAY = timedelta(days=1)


def make(folder: Path, days_old: float, size: int = 1_000) -> Path:
    path = folder / file_name(datetime.now(UTC) - days_old * DAY, "0123abcd", 1)
    path.write_bytes(b"x" * size)
    return path


def test_old_files_are_deleted_whole_and_the_oldest_first(tmp_path: Path) -> None:
    old, older, new = make(tmp_path, 8), make(tmp_path, 9), make(tmp_path, 1)
    assert delete_old(tmp_path, keep_days=7, max_bytes=0) == [older, old]
    assert finished_files(tmp_path) == [new]


def test_over_the_size_the_oldest_files_are_deleted_until_the_rest_fits(tmp_path: Path) -> None:
    oldest, *others = [make(tmp_path, days) for days in (3, 2, 1)]
    assert delete_old(tmp_path, keep_days=0, max_bytes=2_500) == [oldest]
    assert finished_files(tmp_path) == others


def test_without_bounds_nothing_is_deleted(tmp_path: Path) -> None:
    make(tmp_path, 4_000)
    assert delete_old(tmp_path, keep_days=0, max_bytes=0) == []


def test_foreign_and_open_files_are_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "newsgalley-mine.warc.gz").write_bytes(b"x")
    (tmp_path / "CC-NEWS-20160101000000-00001.warc.gz").write_bytes(b"x")
    make(tmp_path, 400).rename(tmp_path / (file_name(datetime.now(UTC) - 400 * DAY, "0123abcd", 1) + ".open"))
    assert delete_old(tmp_path, keep_days=1, max_bytes=1) == []


@pytest.mark.parametrize(
    ("setting", "store_uri", "folder"),
    [
        ("archive", "sqlite:////srv/news/articles.db", Path("/srv/news/archive")),
        ("archive", "sqlite:///articles.db", Path.cwd() / "archive"),
        ("archive", "sqlite://", Path.cwd() / "archive"),
        ("archive", "postgresql://news@host/news", Path.cwd() / "archive"),
        ("/var/archive", "sqlite:////srv/news/articles.db", Path("/var/archive")),
    ],
)
def test_a_relative_folder_is_beside_the_store(setting: str, store_uri: str, folder: Path) -> None:
    assert archive_folder(setting, store_uri) == folder
