from pathlib import Path

import pytest
from lxml import html

from tests.crawler.pipelines.test_story_pages import MARKS, add_story, path_of
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, article_html


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "wall.html"
    path.write_text(article_html("Harbour wall"))
    return str(path)


def test_a_file_is_inspected(scrapy: Scrapy, saved: str, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    ended = scrapy("inspect", saved, "-o", str(out))
    assert ended.code == 0, ended.log
    assert "page.html: an article, " in ended.log
    assert html.fromstring(out.read_bytes()).findtext(".//h1") == "Harbour wall"


def test_the_address_of_a_file_can_be_given(scrapy: Scrapy, saved: str) -> None:
    ended = scrapy("inspect", saved, "--url", "https://example.org/2026/wall")
    assert ended.code == 0
    assert 'href="https://example.org/2026/wall"' in ended.out


def test_standard_input_is_inspected_to_standard_output(scrapy: Scrapy) -> None:
    ended = scrapy("inspect", "-", stdin=article_html("Harbour wall"))
    assert ended.code == 0
    assert ended.out.startswith("<!doctype html>")
    assert ended.log == ""


def test_an_address_is_fetched_politely_and_not_stored(scrapy: Scrapy, paper: Paper, tmp_path: Path) -> None:
    address = paper.article("/2026/03/wall", "Harbour wall")
    out = tmp_path / "page.html"
    ended = scrapy("inspect", address, "-o", str(out))
    assert ended.code == 0, ended.log
    assert paper.paths() == ["/robots.txt", "/.well-known/tdmrep.json", "/2026/03/wall"]
    assert paper.asked[2].headers["user-agent"].startswith("newsgalley/")
    assert "Part 0 of the report" in out.read_text()
    assert not (tmp_path / "articles.db").exists()
    assert not (tmp_path / "summary.json").exists()


def test_robots_txt_is_obeyed(scrapy: Scrapy, paper: Paper) -> None:
    address = paper.article("/2026/03/wall", "Harbour wall")
    paper.add("/robots.txt", "User-agent: *\nDisallow: /2026/", content_type="text/plain")
    ended = scrapy("inspect", address)
    assert ended.code == 3
    assert f"{address}: cannot be fetched: robots_forbidden" in ended.log
    assert paper.paths() == ["/robots.txt"]


def test_a_page_that_is_not_an_article_is_shown_with_its_reason(scrapy: Scrapy, paper: Paper) -> None:
    ended = scrapy("inspect", paper.front("/a-story-told", "/another-story-told"))
    assert ended.code == 0, ended.log
    assert "Not an article: " in ended.out


def test_a_page_that_cannot_be_read_is_named(scrapy: Scrapy, paper: Paper, saved: str) -> None:
    missing = scrapy("inspect", f"{paper.base}/missing")
    assert missing.code == 3
    assert "/missing: cannot be fetched: http_404" in missing.log
    assert missing.out == ""
    picture = paper.add("/logo.png", b"\x89PNG\0\0\0", content_type="image/png")
    assert "cannot be fetched: not_html" in scrapy("inspect", picture).log
    nowhere = scrapy("inspect", f"{saved}.bak")
    assert nowhere.code == 3
    assert "wall.html.bak: cannot be read" in nowhere.log


def test_an_archive_is_not_taken_for_one_page(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "pages.warc").write_bytes(b"WARC/1.1\r\nWARC-Type: response\r\n\r\n<html><p>text")
    ended = scrapy("inspect", str(tmp_path / "pages.warc"))
    assert (ended.code, ended.out) == (3, "")
    assert "pages.warc: is an archive, not one page; newsgalley clean --explain shows the pages" in ended.log


def test_an_unusable_argument_is_named(scrapy: Scrapy, saved: str, tmp_path: Path) -> None:
    assert scrapy("inspect").code == 2
    unwritable = scrapy("inspect", saved, "-o", str(tmp_path / "no" / "page.html"))
    assert unwritable.code == 2
    assert "page.html: cannot be written" in unwritable.log


def test_a_page_over_the_limits_is_reported_in_one_sentence(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(article_html("Harbour wall"))
    ended = scrapy("inspect", str(tmp_path / "page.html"), CLEAN_WORKERS=1, CLEAN_TIMEOUT_SECONDS=0.0001)
    assert ended.code == 3
    assert "cleaning failed: took over 0.0001 seconds" in ended.log
    assert "Traceback" not in ended.log


def test_all_pages_of_a_story_are_inspected_once_the_store_has_joined_them(scrapy: Scrapy, paper: Paper) -> None:
    address = add_story(paper, 3)
    assert MARKS[2] not in scrapy("inspect", address).out
    assert scrapy("crawl", "article", "-a", f"urls={address}").code == 0
    shown = scrapy("inspect", address)
    assert all(MARKS[number] in shown.out for number in (1, 2, 3)), shown.log
    paper.add(path_of(3), status=404)
    shown = scrapy("inspect", address)
    assert MARKS[2] in shown.out
    assert MARKS[3] not in shown.out


def test_a_stored_article_is_inspected_from_the_archive_when_its_page_is_gone(scrapy: Scrapy, paper: Paper) -> None:
    address = paper.article("/2026/03/wall", "Harbour wall")
    assert scrapy("crawl", "article", "-a", f"urls={address}").code == 0
    paper.add("/2026/03/wall", status=404)
    ended = scrapy("inspect", address)
    assert ended.code == 0, ended.log
    assert f"{address}: cannot be fetched: http_404; this is the page of the stored article, fetched at 20" in ended.log
    assert "Part 0 of the report" in ended.out
