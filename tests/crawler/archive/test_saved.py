import os
from pathlib import Path

import pytest

from crawler.archive.saved import files_of, page_of


def test_a_folder_gives_its_pages_and_archives_and_links_that_lead_nowhere(tmp_path: Path) -> None:
    for name in ("b.html", "a.warc.gz", "notes.pdf"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "c.html").symlink_to(tmp_path / "gone.html")
    (tmp_path / "d.html").mkdir()
    assert list(files_of([str(tmp_path)])) == [tmp_path / "a.warc.gz", tmp_path / "b.html", tmp_path / "c.html"]


def test_a_folder_without_pages_is_given_back(tmp_path: Path) -> None:
    assert list(files_of([str(tmp_path), "-"])) == [tmp_path, None]


def test_a_folder_gives_files_of_other_names_that_begin_as_a_page(tmp_path: Path) -> None:
    pages = {
        "index.html?id=5": "<!DOCTYPE html>",
        "story": "\ufeff<!-- saved --> <HTML lang=en>",
        "x.php": "<?xml ?><html>",
    }
    others = {"style.css": "a{}", "code.php": "<?php", "notes": "<p>text</p>", "empty": "", "feed.xml": "<?xml ?><rss>"}
    for name, start in {**pages, **others}.items():
        (tmp_path / name).write_text(start)
    os.mkfifo(tmp_path / "pipe")
    assert list(files_of([str(tmp_path)])) == sorted(tmp_path / name for name in pages)


def test_a_folder_gives_files_with_pages_that_are_not_read_so_that_they_are_named(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.mhtml", "b.warc.bz2", "c.html.xz")]
    for file in files:
        file.write_bytes(b"")
    assert list(files_of([str(tmp_path)])) == files


@pytest.mark.parametrize(
    ("top", "address"),
    [
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0030)https://a.example/?b=1&c=2 -->\n<html>",
            "https://a.example/?b=1&c=2",
        ),
        (
            "<html lang=de><!--\n Page saved with X \n url: http://a.example/b \n saved date: 1 May -->",
            "http://a.example/b",
        ),
        ("<!-- Saved from https://u:p@a.example/b at 2026-03-05 using Y --><html>", "https://a.example/b"),
        ("<!-- saved from url=(0014)about:internet --><html>", ""),
        ("<!-- Theme of https://theme.example/ --><html>", ""),
        ("<html><head><!-- scores saved at https://cdn.example/ --></head>", ""),
    ],
)
def test_a_page_has_the_address_that_the_program_which_saved_it_noted(top: str, address: str) -> None:
    assert page_of(f"{top}<title>Wall</title><p>text</p></html>".encode()).url == address
