"""`newsgalley site` as users run it: its output, and what it refuses."""

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


@pytest.fixture
def crawled(paper: Paper, scrapy: Scrapy) -> Scrapy:
    links = [paper.article(f"/a/{name}", f"The {name}") for name in ("wall", "roof")]
    assert scrapy("crawl", "article", "-a", f"urls={','.join(links)}").code == 0
    return scrapy


def test_the_site_of_a_crawl_is_written_and_its_address_printed(crawled: Scrapy) -> None:
    folder = crawled.folder / "room"
    ended = crawled("site", "-o", str(folder))
    assert (ended.code, ended.log) == (0, "")
    assert ended.out.startswith("2 articles, ")
    assert ended.out.endswith(f" {(folder / 'index.html').as_uri()}\n")
    assert "The wall" in (folder / "index.html").read_text("utf-8")
    assert "2 articles, no files written" in crawled("site", "-o", str(folder)).out


@pytest.mark.parametrize("arguments", [("site",), ("site", "room"), ("serve", "now"), ("serve", "--port", "99999")])
def test_arguments_that_cannot_be_used_are_refused(scrapy: Scrapy, arguments: tuple[str, ...]) -> None:
    ended = scrapy(*arguments)
    assert ended.code == 2
    assert "newsgalley s" in ended.log


@pytest.mark.parametrize("command", [("site", "-o", "room"), ("serve",)])
def test_without_a_store_the_command_says_how_to_create_one(scrapy: Scrapy, command: tuple[str, ...]) -> None:
    ended = scrapy(*command)
    assert ended.code == 2
    assert "newsgalley crawl" in ended.log
    assert not (scrapy.folder / "room").exists()


def test_a_folder_with_other_files_is_refused_with_its_name(crawled: Scrapy) -> None:
    (crawled.folder / "thesis").mkdir()
    (crawled.folder / "thesis" / "chapter.txt").write_text("mine")
    ended = crawled("site", "-o", str(crawled.folder / "thesis"))
    assert ended.code == 2
    assert "thesis" in ended.log
    assert [path.name for path in (crawled.folder / "thesis").iterdir()] == ["chapter.txt"]
