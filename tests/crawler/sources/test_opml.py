"""The list of feeds that a feed reader exports is a file of sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.sources.loader import SourceError, load_sources
from crawler.sources.opml import opml_entries
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


def opml(*outlines: str) -> str:
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{"".join(outlines)}</body></opml>'


def file_with(folder: Path, text: str) -> Path:
    path = folder / "feeds.opml"
    path.write_text(text)
    return path


def test_the_feeds_of_a_site_are_one_source(tmp_path: Path) -> None:
    text = opml(
        '<outline text="Press"><outline type="rss" text="Harbour" xmlUrl="https://www.paper.example/rss/harbour?a=1&amp;b=2"/>',
        '<outline title="Sport" xmlUrl="https://feeds.example/7" htmlUrl="https://paper.example/sport/"/></outline>',
        '<outline text="Courier" xmlUrl="http://courier.example/feed"/><outline text="No feed" htmlUrl="https://a.example"/>',
    )
    first, second = load_sources(file_with(tmp_path, text))
    assert (first.id, first.name, first.home) == ("paper.example", "Harbour", "https://www.paper.example/")
    assert first.feeds == ("https://www.paper.example/rss/harbour?a=1&b=2", "https://feeds.example/7")
    assert (second.id, second.feeds) == ("courier.example", ("http://courier.example/feed",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (opml(), "names no feed"),
        ("<html><body>Not found</body></html>", "neither TOML nor OPML"),
        (opml('<outline text="Film" xmlUrl="itpc://paper.example/film"/>'), "http:// or https://"),
        (opml('<outline text="Film" xmlUrl="http://[paper.example/film"/>'), "http:// or https://"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = file_with(tmp_path, text)
    with pytest.raises(SourceError, match=problem) as raised:
        load_sources(path)
    assert str(path) in str(raised.value)


def test_the_feeds_of_a_file_are_crawled(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/wall", "Harbour wall"))
    path = file_with(scrapy.folder, opml(f'<outline text="The Paper" xmlUrl="{feed}"/>'))
    ended = scrapy("crawl", "news", "-a", f"sources={path}")
    assert ended.code == 0, ended.log
    assert scrapy.titles() == ["Harbour wall"]


def test_a_password_in_the_address_of_a_feed_is_in_neither_id_nor_name() -> None:
    text = '<opml><body><outline type="rss" xmlUrl="https://ada:secret@paper.example/feed"/></body></opml>'
    (entry,) = opml_entries(text)
    assert (entry["id"], entry["name"]) == ("paper.example", "paper.example")


@pytest.mark.parametrize("address", ["feed://paper.example/rss", "feed:http://paper.example/rss"])
def test_an_address_for_feed_readers_is_that_of_the_feed(address: str) -> None:
    (entry,) = opml_entries(opml(f'<outline text="Harbour" xmlUrl="{address}"/>'))
    assert (entry["home"], entry["feeds"]) == ("http://paper.example/", ["http://paper.example/rss"])


@pytest.mark.parametrize("page", ["http://[paper", "mailto:ada@paper.example", ""])
def test_a_site_without_an_address_of_its_own_is_that_of_its_feed(page: str) -> None:
    (entry,) = opml_entries(opml(f'<outline htmlUrl="{page}" xmlUrl="http://[::1]:8080/feed"/>'))
    assert (entry["id"], entry["home"]) == ("1-8080", "http://[::1]:8080/")
