import tomllib
from pathlib import Path

import pytest

from tests.crawler.conftest import Scrapy
from tests.crawler.paper import Paper


@pytest.fixture
def sources(paper: Paper, tmp_path: Path) -> str:
    feed = paper.feed("/rss.xml", *(paper.article(f"/2026/03/story-{n}", f"Story number {n}") for n in range(5)))
    entries = [("good", feed), ("bad", f"{paper.base}/missing.xml")]
    text = "".join(
        f'[[source]]\nid = "{name}"\nname = "The Paper"\nhome = "{paper.base}/"\nfeeds = ["{feed}"]\nlanguage = "en"\n'
        for name, feed in entries
    )
    path = tmp_path / "sources.toml"
    path.write_text(text)
    return str(path)


def test_the_sources_are_listed(scrapy: Scrapy, sources: str) -> None:
    ended = scrapy("sources", "list", "--sources", sources)
    assert ended.code == 0
    assert "good" in ended.out
    assert "2 sources" in ended.out


def test_the_shipped_sources_are_listed(scrapy: Scrapy) -> None:
    ended = scrapy("sources", "list")
    assert ended.code == 0, ended.log
    assert int(ended.out.splitlines()[-1].split()[0]) >= 60


def test_a_check_shows_which_sources_give_articles(scrapy: Scrapy, sources: str) -> None:
    ended = scrapy("sources", "check", "--sources", sources)
    rows = {line.split()[0]: line for line in ended.out.splitlines()}
    assert ended.code == 4
    assert "ok" in rows["good"]
    assert "3 of 3" in rows["good"]
    assert "http_404" in rows["bad"]
    assert not (scrapy.folder / "articles.db").exists()


def test_a_check_can_be_limited_to_some_ids(scrapy: Scrapy, sources: str) -> None:
    ended = scrapy("sources", "check", "good", "--sources", sources)
    assert ended.code == 0
    assert "bad" not in ended.out


def test_the_listings_of_a_site_are_printed_as_a_source_entry(paper: Paper, scrapy: Scrapy) -> None:
    link = paper.article("/2026/03/harbour-wall", "Harbour wall")
    feed = paper.feed("/rss.xml", link)
    paper.add(
        "/",
        f'<html lang="en-GB"><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>'
        f'<nav><a href="/politics/">Politics</a></nav><h2><a href="{link}">The harbour wall is to be mended</a></h2>',
    )
    news = (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{link}</loc><news:news>'
        f"<news:publication_date>2026-03-04</news:publication_date><news:title>Harbour wall</news:title>"
        "</news:news></url></urlset>"
    )
    sitemap = paper.add("/news-map.xml", news, content_type="application/xml")
    paper.add("/robots.txt", f"Sitemap: {sitemap}", content_type="text/plain")

    ended = scrapy("sources", "find", paper.base)

    assert ended.code == 0, ended.log
    (entry,) = tomllib.loads(ended.out)["source"]
    assert entry["home"] == f"{paper.base}/"
    assert entry["feeds"] == [feed]
    assert entry["sitemaps"] == [sitemap]
    assert entry["sections"] == [f"{paper.base}/politics/"]
    assert entry["language"] == "en-GB"
    assert "/2026/03/harbour-wall" not in paper.paths()


def test_a_site_that_cannot_be_read_is_named(scrapy: Scrapy) -> None:
    ended = scrapy("sources", "find", "http://127.0.0.1:9/")
    assert ended.code == 3
    assert "connection_refused" in ended.log
    assert ended.out == ""


def test_without_an_action_the_actions_are_named(scrapy: Scrapy) -> None:
    ended = scrapy("sources")
    assert ended.code == 2
    assert "list, check [ID ...], find URL or site-lines ID" in ended.log
