"""Names of files and folders that mean something to libraries, to the system, or to nobody."""

import gzip
import os
from pathlib import Path

import pytest

from crawler.actions.batch.errors import InputError
from crawler.actions.batch.inputs import Selection, find_inputs
from crawler.actions.batch.storage import open_input, read_whole

ODD = [
    "news [1].warc.gz", "what?.warc.gz", "a*b.warc.gz", "zip::news.warc.gz", "100% news#1.warc.gz",
    "Zürich 東京.warc.gz", "{day}.warc.gz", " .warc.gz",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_a_file_has_is_not_a_pattern(tmp_path: Path, name: str) -> None:
    for each in (name, "news 1.warc.gz", "axb.warc.gz"):
        (tmp_path / each).write_bytes(each.encode())
    assert find_inputs([str(tmp_path / name)], Selection()) == [str(tmp_path / name)]
    assert read_whole(str(tmp_path / name)) == name.encode()
    with open_input(str(tmp_path / name)) as file:
        assert file.read() == name.encode()


def test_a_folder_with_such_a_name_gives_its_archives(tmp_path: Path) -> None:
    for name in ODD:
        (tmp_path / "old [2025]" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "old [2025]" / name).write_bytes(b"")
    found = find_inputs([str(tmp_path / "old [2025]")], Selection())
    assert found == sorted(str(tmp_path / "old [2025]" / name) for name in ODD)


def test_a_file_with_two_names_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.warc.gz").write_bytes(b"")
    (tmp_path / "latest.warc.gz").symlink_to("deep/a.warc.gz")
    address = f"file://{tmp_path}/deep/a.warc.gz"
    (tmp_path / "again.paths").write_text(f"deep/a.warc.gz\n./deep/../deep/a.warc.gz\n{address}\ndeep\n")
    assert find_inputs(["deep/a.warc.gz", "./deep", "latest.warc.gz", "again.paths", address], Selection()) == [
        str(tmp_path / "deep" / "a.warc.gz")
    ]


def test_links_that_lead_back_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "folder.warc.gz").mkdir()
    os.mkfifo(tmp_path / "pipe.warc.gz")
    assert find_inputs([str(tmp_path)], Selection()) == [str(tmp_path / "a.warc.gz")]


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.warc.gz").symlink_to(tmp_path / "gone.warc.gz")
    [name] = find_inputs([str(tmp_path)], Selection())
    with pytest.raises(InputError, match=r"b\.warc\.gz"):
        open_input(name)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.warc.gz")
    with pytest.raises(InputError, match=r"pipe\.warc\.gz: cannot be read: is not a regular file"):
        open_input(str(tmp_path / "pipe.warc.gz"))


def test_a_name_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.warc.gz")).write_bytes(b"")
    with pytest.raises(ValueError, match=r"caf\\udce9\.warc\.gz': the name is not valid UTF-8"):
        find_inputs([str(tmp_path)], Selection())


def test_paths_of_a_list_do_not_depend_on_the_folder_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "files.txt").write_text("\ufeffa.warc\r\n\r\nmore/b c.warc\r\n")
    assert find_inputs(["files.txt"], Selection()) == [f"{tmp_path}/a.warc", f"{tmp_path}/more/b c.warc"]
    assert find_inputs(["files.txt"], Selection(base="over/there")) == [
        f"{tmp_path}/over/there/a.warc", f"{tmp_path}/over/there/more/b c.warc",
    ]  # fmt: skip


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_any_editor_is_read(tmp_path: Path, coding: str) -> None:
    (tmp_path / "files.txt").write_bytes("a.warc\r\nzürich 1.warc".encode(coding))
    assert find_inputs([f"{tmp_path}/files.txt"], Selection()) == [f"{tmp_path}/a.warc", f"{tmp_path}/zürich 1.warc"]


@pytest.mark.parametrize("content", [b"a\0b.warc\n", "zürich.warc".encode("latin-1"), gzip.compress(b"a.warc")[:-4]])
def test_a_list_that_is_not_text_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "files.txt").write_bytes(content)
    with pytest.raises(ValueError, match=r"files\.txt: is not a list of files: UTF-8 text"):
        find_inputs([f"{tmp_path}/files.txt"], Selection())


def test_an_escaped_file_address_is_its_path(tmp_path: Path) -> None:
    (tmp_path / "a 1.warc").touch()
    assert find_inputs([f"{tmp_path.as_uri()}/a%201.warc"], Selection()) == [f"{tmp_path}/a 1.warc"]


def test_standard_input_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="save it in a file"):
        find_inputs(["-"], Selection())
