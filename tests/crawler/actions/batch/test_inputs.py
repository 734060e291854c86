import gzip
from datetime import date
from pathlib import Path

import pytest

from crawler.actions.batch import inputs
from crawler.actions.batch.errors import InputError
from crawler.actions.batch.inputs import COMMON_CRAWL, Selection, day_of, find_inputs

LINE = "crawl-data/CC-NEWS/2026/03/CC-NEWS-20260304050607-00017.warc.gz"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("s3://bucket/CC-NEWS/2026/03/CC-NEWS-20260304050607-00017.warc.gz", date(2026, 3, 4)),
        ("/archive/newsgalley-20260304T050607Z-0a1b2c3d-00001.warc.gz", date(2026, 3, 4)),
        ("news-2026-03-04.warc", date(2026, 3, 4)),
        ("news-2026-03-04T0506.warc", date(2026, 3, 4)),
        ("/2026-03-04/news.warc.gz", None),
        ("20269999.warc", None),
        ("120260304.warc", None),
        ("news.warc", None),
    ],
)
def test_the_day_is_that_in_the_name_of_a_file(name: str, day: date | None) -> None:
    assert day_of(name) == day


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lists_of_common_crawl_lead_to_its_storage(tmp_path: Path, pack: object) -> None:
    listed = tmp_path / ("warc.paths" if pack is bytes else "warc.paths.gz")
    listed.write_bytes(pack(f"{LINE}\r\n\n# a comment\n{LINE}\n".encode()))  # type: ignore[operator]
    assert find_inputs([str(listed)], Selection()) == [f"{COMMON_CRAWL}/{LINE}"]
    based = find_inputs([str(listed)], Selection(base="s3://mirror/"))
    assert based == [f"s3://mirror/{LINE}"]
    assert find_inputs([str(listed)], Selection(since=date(2026, 3, 4), until=date(2026, 3, 4)))
    with pytest.raises(ValueError, match="no file name has a day from --since to --until"):
        find_inputs([str(listed)], Selection(since=date(2026, 3, 5)))
    (tmp_path / LINE.partition("/")[0]).mkdir()
    assert find_inputs([str(listed)], Selection()) == [f"{tmp_path}/{LINE}"], "a copy beside the list"


def test_other_paths_of_a_list_begin_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "files.txt").write_text("a.warc\n/elsewhere/b.warc\ns3://bucket/c.warc\n")
    found = find_inputs([str(tmp_path / "files.txt")], Selection())
    assert found == [f"{tmp_path}/a.warc", "/elsewhere/b.warc", "s3://bucket/c.warc"]


def test_a_base_without_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.warc").touch()
    with pytest.raises(ValueError, match="--base: no input is a list"):
        find_inputs([str(tmp_path / "a.warc")], Selection(base="s3://mirror/"))


def test_folders_and_patterns_give_their_archives_once(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.wet.gz", "more/c.warc", "notes.pdf", "page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    given = [str(tmp_path), str(tmp_path / "*.warc.gz"), str(tmp_path / "a.warc.gz")]
    names = [Path(file).relative_to(tmp_path).as_posix() for file in find_inputs(given, Selection())]
    assert names == ["a.warc.gz", "b.wet.gz", "more/c.warc"]


def test_a_file_without_a_day_is_named_when_days_are_chosen(tmp_path: Path) -> None:
    (tmp_path / "news.warc").write_bytes(b"")
    with pytest.raises(ValueError, match=r"news\.warc: has no date in its name"):
        find_inputs([str(tmp_path)], Selection(since=date(2026, 1, 1)))


def test_a_list_that_is_a_decompression_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_LIST_BYTES", 1 << 20)
    (tmp_path / "warc.paths.gz").write_bytes(gzip.compress(b"a" * (2 << 20)))
    with pytest.raises(ValueError, match="is not a list of files"):
        find_inputs([str(tmp_path / "warc.paths.gz")], Selection())


def test_an_absent_list_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.paths: there is no such file"):
        find_inputs([str(tmp_path / "absent.paths")], Selection())


@pytest.mark.parametrize("place", ["input", "list", "base"])
def test_an_address_with_a_password_is_refused_without_showing_it(tmp_path: Path, place: str) -> None:
    address, listed = "https://reader:word@127.0.0.1:1/a.warc.gz", tmp_path / "files.txt"
    listed.write_text(address if place == "list" else "a.warc.gz")
    given = [address] if place == "input" else [str(listed)]
    with pytest.raises(ValueError, match="must not hold a password") as raised:
        find_inputs(given, Selection(base=address if place == "base" else None))
    assert "word@" not in str(raised.value)
