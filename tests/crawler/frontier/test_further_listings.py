"""Articles that a site names only by way of frames, refreshes, lists of feeds and confused sitemaps are found."""

from collections.abc import Callable

import pytest

from tests.crawler.conftest import Scrapy
from tests.crawler.paper import Paper
from tests.crawler.spiders.test_news import source_file

ROWS = '<article><h2><a href="/2026/03/harbour-wall">The harbour wall is to be rebuilt this year</a></h2></article>'


def frames(paper: Paper) -> dict[str, object]:
    paper.add("/", '<html><frameset><frame src="/menu.html"><frame src="/main.html"></frameset></html>')
    paper.add("/main.html", f"<html><body><main>{ROWS}</main></body></html>")
    return {}


def a_slow_refresh(paper: Paper) -> dict[str, object]:
    welcome = "<p>Welcome to the site of our newspaper, which is printed in the harbour every day.</p>" * 9
    paper.add("/", f'<html><head><meta http-equiv="refresh" content="15; url=/main.html"></head><body>{welcome}</body>')
    paper.add("/main.html", f"<html><body><main>{ROWS}</main></body></html>")
    return {}


def a_list_of_feeds(paper: Paper) -> dict[str, object]:
    feed = paper.feed("/rss/city.xml", f"{paper.base}/2026/03/harbour-wall")
    opml = f'<opml version="2.0"><body><outline type="rss" xmlUrl="{feed}"/></body></opml>'
    return {"feeds": [paper.add("/feeds.opml", opml, content_type="text/x-opml")]}


def a_sitemap_among_pages(paper: Paper) -> dict[str, object]:
    article = f"<urlset><url><loc>{paper.base}/2026/03/harbour-wall</loc></url></urlset>"
    inner = paper.add("/march.xml", article, content_type="application/xml")
    outer = f"<urlset><url><loc>{inner}</loc></url></urlset>"
    return {"sitemaps": [paper.add("/sitemap.xml", outer, content_type="application/xml")]}


@pytest.mark.parametrize("site", [frames, a_slow_refresh, a_list_of_feeds, a_sitemap_among_pages])
def test_the_article_is_found_by_each_run(
    paper: Paper, scrapy: Scrapy, site: Callable[[Paper], dict[str, object]]
) -> None:
    paper.article("/2026/03/harbour-wall", "Harbour wall")
    sources = source_file(scrapy.folder, paper, **site(paper))
    ended = scrapy("crawl", "news", "-a", sources)
    assert scrapy.titles() == ["Harbour wall"], ended.log
    assert scrapy("crawl", "news", "-a", sources).code == 0
