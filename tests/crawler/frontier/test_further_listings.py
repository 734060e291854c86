"""Articles that a site names only by way of frames, refreshes, lists of feeds and confused sitemaps are found."""

from collections.abc import Callable

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, source_file

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


def test_link_headers_name_next_pages_and_feeds(paper: Paper, scrapy: Scrapy) -> None:
    first, second, third, fourth = (
        paper.article(f"/2026/03/{name.lower()}", f"{name} closes") for name in ("Pier", "Roof", "Wall", "Mill")
    )
    paper.add("/", "<p>Hello</p>", headers={"Link": '</news.xml>; rel="alternate"; type="application/rss+xml"'})
    paper.feed("/news.xml", first, headers={"Link": '</news-2.xml>; rel="next", </news-9.xml>; rel=last'})
    paper.feed("/news-2.xml", second, third)
    paper.feed("/news-9.xml", fourth)
    scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert scrapy.titles() == ["Pier closes", "Roof closes", "Wall closes"]


def test_the_next_page_of_a_feed_is_read_while_it_names_new_articles(paper: Paper, scrapy: Scrapy) -> None:
    first, second = (paper.article(f"/2026/03/{name.lower()}", f"{name} closes") for name in ("Pier", "Roof"))
    entry = '<entry><link href="{}"/></entry>'
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/{}"/>{}</feed>'
    paper.add("/1.xml", feed.format("2.xml", entry.format(first)), content_type="application/atom+xml")
    paper.add("/2.xml", feed.format("3.xml", entry.format(second)), content_type="application/atom+xml")
    paper.add("/3.xml", feed.format("4.xml", entry.format(second)), content_type="application/atom+xml")
    sources = source_file(scrapy.folder, paper, feeds=[f"{paper.base}/1.xml"])
    scrapy("crawl", "news", "-a", sources)
    assert scrapy.titles() == ["Pier closes", "Roof closes"]
    assert "/4.xml" not in paper.paths()


def test_a_sitemap_behind_many_dead_ones_is_read(paper: Paper, scrapy: Scrapy) -> None:
    paper.article("/2026/03/harbour-wall", "Harbour wall")
    paper.front()
    sitemap = f"<urlset><url><loc>{paper.base}/2026/03/harbour-wall</loc></url></urlset>"
    addresses = [f"{paper.base}/old-{number}.xml" for number in range(6)]
    addresses.append(paper.add("/news.xml", sitemap, content_type="application/xml"))
    paper.add("/robots.txt", "".join(f"Sitemap: {each}\n" for each in addresses), content_type="text/plain")
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}", SITEMAP_MAX_CHILDREN=3)
    assert scrapy.titles() == ["Harbour wall"], ended.log


@pytest.mark.parametrize(
    ("front", "robots", "usual"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/gone.xml">', "", "/rss"),
        ("", "Sitemap: /gone-1.xml\nSitemap: /gone-2.xml", "/sitemap.xml"),
    ],
)
def test_the_usual_addresses_stand_in_for_declared_listings_that_are_gone(
    paper: Paper, scrapy: Scrapy, front: str, robots: str, usual: str
) -> None:
    article = paper.article("/2026/03/harbour-wall", "Harbour wall")
    paper.add("/", f"<html><head>{front}</head><body><p>Welcome</p></body></html>")
    paper.add("/robots.txt", robots, content_type="text/plain")
    if usual == "/rss":
        paper.feed(usual, article)
    else:
        paper.add(usual, f"<urlset><url><loc>{article}</loc></url></urlset>", content_type="application/xml")
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert scrapy.titles() == ["Harbour wall"], ended.log


def test_short_links_of_the_newspaper_are_followed_as_far_as_they_lead_to_it(paper: Paper, scrapy: Scrapy) -> None:
    shortener = paper.base.replace("127.0.0.1", "localhost")
    codes = ["Xy3q7", "a8Kd02", "77fgT", "Qq1w2e", "zz9YX1"]
    for code in codes:
        target = paper.article(f"/2026/03/story-{code}", f"Story {code}")
        paper.add(f"/{code}", status=301, headers={"Location": target})
    paper.add(f"/{codes[0]}", status=301, headers={"Location": f"{shortener}/2026/03/story-{codes[0]}"})
    headlines = (f'<h2><a href="{shortener}/{code}">What the council says about {code}</a></h2>' for code in codes)
    paper.add("/", f"<html><body><main>{''.join(headlines)}</main></body></html>")
    allowed = ",".join(address.removeprefix("http://") for address in (paper.base, shortener))
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}", ALLOWED_ADDRESSES=allowed)
    assert scrapy.titles() == sorted(f"Story {code}" for code in codes[1:]), ended.log
    assert ended.summary()["pages_dropped"] == {"other_site": 1}
