from pathlib import Path

from crawler.exporters import WholeFile


def test_a_file_stays_as_it_was_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("old")
    whole = WholeFile(str(path))
    whole.part.write_text("new")
    assert path.read_text() == "old"
    whole.finish()
    assert path.read_text() == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["articles.jsonl"]


def test_a_device_is_written_in_place() -> None:
    whole = WholeFile("/dev/null")
    whole.part.write_text("anything")
    whole.finish()
    assert not Path("/dev/null").is_file()
