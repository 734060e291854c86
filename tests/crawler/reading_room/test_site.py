"""The files of the site: what they show, what is written again, and what is deleted."""

from __future__ import annotations

import json
import re
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.reading_room import listing
from crawler.reading_room.addresses import article_path, history_path, page_path, shelf_folder
from crawler.reading_room.folder import FolderError, SiteFolder
from tests.crawler.reading_room.rooms import Newsroom


def headlines(newsroom: Newsroom, path: str) -> list[str]:
    return [link.text_content() for link in newsroom.page(path).find_class("headline")]


def test_every_article_is_on_the_front_page_and_in_its_lists(newsroom: Newsroom) -> None:
    wall = newsroom.add("Harbour wall", "gazette", "2026-03-04")
    newsroom.add("Night trains", "kurier", "2026-03-05", language="de")
    newsroom.write()
    assert headlines(newsroom, "index.html") == ["Night trains", "Harbour wall"]
    assert headlines(newsroom, "source/gazette/index.html") == ["Harbour wall"]
    assert headlines(newsroom, "language/de/index.html") == ["Night trains"]
    assert headlines(newsroom, "day/2026-03-04/index.html") == ["Harbour wall"]
    article = newsroom.page(article_path(wall["id"]))
    assert article.xpath("string(//h1)") == "Harbour wall"
    assert [p.text_content() for p in article.xpath("//div[@class='body']/p")] == wall["text"].split("\n\n")


def test_every_link_of_the_site_leads_to_a_file(newsroom: Newsroom) -> None:
    first = newsroom.add("Harbour wall", "Gazette & Söhne / Eastport")
    newsroom.add("Harbour wall again", "kurier", words=first["text"].split("\n\n"))
    newsroom.revise(newsroom.add("Ferry", "..", language="pt-BR"), "Ferry sinks")
    newsroom.write()
    assert any(newsroom.folder.glob("story/*/*/index.html"))
    for page in newsroom.pages():
        for link in newsroom.page(str(page.relative_to(newsroom.folder))).xpath("//@href | //@src | //@action"):
            if not link.startswith(("http", "#")):
                target = (page.parent / link).resolve()
                assert target.is_file(), f"{page}: {link}"
                assert target.is_relative_to(newsroom.folder)


def test_a_second_run_writes_nothing_and_a_new_article_only_what_shows_it(newsroom: Newsroom) -> None:
    other = newsroom.add("Ferry", "kurier", "2026-02-01")
    newsroom.add("Harbour wall", "gazette")
    newsroom.write()
    assert newsroom.write() == 0
    before = {page: page.stat().st_ino for page in newsroom.pages()}
    newsroom.add("Night trains", "gazette")
    newsroom.write()
    same = {str(page.relative_to(newsroom.folder)) for page, inode in before.items() if page.stat().st_ino == inode}
    assert {article_path(other["id"]), "source/kurier/index.html", "day/2026-02-01/index.html", "health.html"} <= same
    assert not {"index.html", "source/gazette/index.html", "day/2026-03-04/index.html"} & same


def test_a_revision_changes_the_page_and_has_a_history_with_the_changed_words(newsroom: Newsroom) -> None:
    record = newsroom.add("Council mends the harbour wall")
    newsroom.write()
    newsroom.revise(record, "Council repairs the harbour wall")
    newsroom.write()
    assert headlines(newsroom, "index.html") == ["Council repairs the harbour wall"]
    history = newsroom.page(history_path(record["id"]))
    words = history.find_class("words")[0]
    assert [(each.tag, each.text) for each in words if each.tag != "span"] == [("del", "mends"), ("ins", "repairs")]
    assert newsroom.page(article_path(record["id"])).xpath("//section[@class='about']//a[contains(@href, 'history')]")


def test_a_deleted_article_leaves_no_trace_in_the_site(newsroom: Newsroom) -> None:
    newsroom.add("Harbour wall", "gazette")
    gone = newsroom.revise(newsroom.add("Xylophone scandal", "kurier", "2026-02-01"), "Xylophone scandal grows")
    newsroom.write()
    newsroom.delete(gone)
    newsroom.write()
    for path in newsroom.folder.rglob("*"):
        if path.is_file():
            assert b"ylophone" not in path.read_bytes(), path
    assert not (newsroom.folder / "source/kurier").exists()
    assert not (newsroom.folder / article_path(gone["id"])).exists()
    assert headlines(newsroom, "index.html") == ["Harbour wall"]


def test_articles_of_one_story_name_each_other_also_when_one_comes_later(newsroom: Newsroom) -> None:
    first = newsroom.add("Harbour wall", "gazette")
    newsroom.write()
    words = first["text"].split("\n\n")
    second = newsroom.add("The wall of the harbour", "kurier", "2026-03-05", words=words)
    assert second["duplicate_of"] == first["id"]
    newsroom.write()
    assert headlines(newsroom, article_path(first["id"])) == ["The wall of the harbour"]
    assert headlines(newsroom, article_path(second["id"])) == ["Harbour wall"]
    story = page_path(shelf_folder("story", first["id"]), None)
    assert headlines(newsroom, story) == ["The wall of the harbour", "Harbour wall"]
    assert "2 articles in 2 sources" in newsroom.page("stories/index.html").text_content()
    newsroom.delete(first)
    newsroom.write()
    assert headlines(newsroom, article_path(second["id"])) == []
    assert not (newsroom.folder / story).exists()


@pytest.fixture
def page_articles(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let pages have few articles, which are made in less time."""
    monkeypatch.setattr(listing, "PAGE_ARTICLES", 20)
    return 20


def test_a_long_list_has_pages_and_its_full_pages_stay_as_they_are(newsroom: Newsroom, page_articles: int) -> None:
    for number in range(2 * page_articles + 5):
        newsroom.add(f"Story {number:03}", day=f"2026-01-{1 + number // 10:02}", words=[f"w{number} " * 60])
    newsroom.write()
    first = newsroom.folder / "source/the-paper/1.html"
    inode = first.stat().st_ino
    assert len(headlines(newsroom, "source/the-paper/1.html")) == page_articles
    assert len(headlines(newsroom, "source/the-paper/index.html")) == page_articles + 5
    newest = newsroom.page("source/the-paper/index.html")
    (older,) = newest.xpath("//nav[@class='steps']/a/@href")
    assert older.endswith("1.html")
    newsroom.add("The newest")
    newsroom.write()
    assert first.stat().st_ino == inode
    assert headlines(newsroom, "source/the-paper/index.html")[0] == "The newest"


def test_pages_that_a_shorter_list_no_longer_has_are_deleted(newsroom: Newsroom, page_articles: int) -> None:
    records = [newsroom.add(f"Story {number:03}", words=[f"w{number} " * 60]) for number in range(2 * page_articles)]
    newsroom.write()
    assert (newsroom.folder / "source/the-paper/1.html").exists()
    newsroom.delete(records[0])
    newsroom.write()
    assert not (newsroom.folder / "source/the-paper/1.html").exists()
    assert len(headlines(newsroom, "source/the-paper/index.html")) == 2 * page_articles - 1


def test_an_interrupted_run_is_completed_by_the_next(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [f"Story {number}" for number in range(8)]
    for title in titles:
        newsroom.add(title)
    write, written = SiteFolder.write, []

    def failing(folder: SiteFolder, path: str, content: bytes | str) -> None:
        if len(written) == 6:
            raise KeyboardInterrupt
        written.append(path)
        write(folder, path, content)

    with monkeypatch.context() as patch:
        patch.setattr(SiteFolder, "write", failing)
        with pytest.raises(KeyboardInterrupt):
            newsroom.write()
    newsroom.write()
    assert sorted(headlines(newsroom, "index.html")) == titles
    assert len(list(newsroom.folder.glob("article/*/*.html"))) == len(titles)
    assert not list(newsroom.folder.rglob("*.part"))


def test_a_folder_with_other_files_is_not_touched(newsroom: Newsroom) -> None:
    newsroom.folder.mkdir()
    (newsroom.folder / "thesis.txt").write_text("mine")
    with pytest.raises(FolderError, match="other files"):
        newsroom.write()
    assert [path.name for path in newsroom.folder.iterdir()] == ["thesis.txt"]


def test_two_runs_do_not_write_one_folder(newsroom: Newsroom) -> None:
    folder = SiteFolder(str(newsroom.folder))
    with pytest.raises(FolderError, match="another command"):
        newsroom.write()
    folder.close()
    newsroom.write()


def test_a_damaged_catalogue_is_made_again(newsroom: Newsroom) -> None:
    newsroom.add("Harbour wall")
    newsroom.write()
    (newsroom.folder / ".reading-room/catalogue.db").write_bytes(b"no database" * 1000)
    newsroom.write()
    assert headlines(newsroom, "index.html") == ["Harbour wall"]


def test_a_full_disk_leaves_the_site_as_it_is(newsroom: Newsroom) -> None:
    newsroom.add("Harbour wall")
    newsroom.write()
    newsroom.add("Night trains")
    catalogue = newsroom.folder / ".reading-room/catalogue.db"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (catalogue.stat().st_size // 2, limits[1]))
    try:
        with pytest.raises(sqlite3.OperationalError):
            newsroom.write()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert headlines(newsroom, "index.html") == ["Harbour wall"]


def test_a_catalogue_that_cannot_be_opened_is_not_taken_for_a_damaged_one(newsroom: Newsroom) -> None:
    newsroom.add("Harbour wall")
    newsroom.write()
    with closing(sqlite3.connect(newsroom.folder / ".reading-room/catalogue.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            newsroom.write()
    assert headlines(newsroom, "index.html") == ["Harbour wall"]


def test_an_empty_store_has_a_front_page_that_says_what_to_do(newsroom: Newsroom) -> None:
    newsroom.write()
    assert "newsgalley crawl news" in newsroom.page("index.html").text_content()
    assert (newsroom.folder / "search.html").exists()


def test_the_search_index_has_the_words_of_all_articles(newsroom: Newsroom) -> None:
    newsroom.add("Zürich strikes")
    newsroom.write()
    (words,) = newsroom.folder.glob("index/*/0.js")
    found = dict(json.loads(re.fullmatch(r'room\.words\("[^"]+", (.*)\);\n', words.read_text("utf-8"))[1]))  # type: ignore[index]
    assert found["zurich"] == [3]
    manifest = (newsroom.folder / "index/manifest.js").read_text()
    assert f'"{Path(words).parent.name}"' in manifest
