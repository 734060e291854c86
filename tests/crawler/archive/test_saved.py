from pathlib import Path

from crawler.archive.saved import files_of


def test_a_folder_gives_its_pages_and_archives_and_links_that_lead_nowhere(tmp_path: Path) -> None:
    for name in ("b.html", "a.warc.gz", "notes.pdf"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "c.html").symlink_to(tmp_path / "gone.html")
    (tmp_path / "d.html").mkdir()
    assert list(files_of([str(tmp_path)])) == [tmp_path / "a.warc.gz", tmp_path / "b.html", tmp_path / "c.html"]


def test_a_folder_without_pages_is_given_back(tmp_path: Path) -> None:
    assert list(files_of([str(tmp_path), "-"])) == [tmp_path, None]
