"""A site that declares no feed is read through what it calls a feed, or the interface of its software."""

import json

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Paper

PAGE = "<html><head>{head}</head><body><p>Welcome</p><a href='/about'>About</a></body></html>"


def serve_posts(paper: Paper, path: str, *titles: str) -> None:
    """Serve posts as WordPress does."""
    posts = []
    for title in titles:
        link = paper.article(f"/{title.lower()}/", f"{title} story")
        posts.append({
            "id": 7, "date": "2026-03-04T10:00:00", "date_gmt": "2026-03-04T09:00:00", "link": link,
            "guid": {"rendered": f"{paper.base}/?p=7"}, "title": {"rendered": f"{title} &#8217;s story"},
            "_links": {"author": [{"href": f"{paper.base}/wp-json/wp/v2/users/3"}]},
        })  # fmt: skip
    paper.add(path, json.dumps(posts), content_type="application/json")


def crawl(paper: Paper, scrapy: Scrapy) -> dict[str, str]:
    """Crawl the site; return the status of its source."""
    source: dict[str, str] = scrapy("crawl", "news", "-a", f"site={paper.base}/").summary()["sources"][0]
    return source


@pytest.mark.parametrize(
    ("root", "path"),
    [("/wp-json/", "/wp-json/wp/v2/posts"), ("/index.php?rest_route=/", "/index.php?rest_route=/wp/v2/posts")],
)
@pytest.mark.parametrize("place", ["markup", "header"])
def test_the_interface_that_a_page_declares_gives_articles_in_every_run(
    paper: Paper, scrapy: Scrapy, root: str, path: str, place: str
) -> None:
    head = f'<link rel="https://api.w.org/" href="{root}">' if place == "markup" else ""
    headers = {"Link": f'<{paper.base}{root}>; rel="https://api.w.org/"'} if place == "header" else {}
    paper.pages["/"] = Answer(PAGE.format(head=head), headers=headers)
    serve_posts(paper, path, "Harbour")
    crawl(paper, scrapy)
    serve_posts(paper, path, "Lighthouse", "Harbour")
    crawl(paper, scrapy)
    assert scrapy.titles() == ["Harbour story", "Lighthouse story"]


def test_a_closed_interface_is_not_a_failure(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/", PAGE.format(head='<link rel="https://api.w.org/" href="/wp-json/">'))
    paper.add("/wp-json/wp/v2/posts", '{"code": "rest_forbidden"}', status=401, content_type="application/json")
    paper.feed("/feed", paper.article("/harbour/", "Harbour story"))
    assert crawl(paper, scrapy)["status"] == "ok"
    assert scrapy.titles() == ["Harbour story"]


def test_a_site_with_a_feed_is_not_asked_for_its_interface(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/feed", paper.article("/harbour/", "Harbour story"))
    head = f'<link rel="alternate" type="application/rss+xml" href="{feed}">'
    paper.add("/", PAGE.format(head=head + '<link rel="https://api.w.org/" href="/wp-json/">'))
    crawl(paper, scrapy)
    assert "/wp-json/wp/v2/posts" not in paper.paths()


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/syndication/all">RSS</a>',
        '<a href="/syndication/all" title="RSS feed"><i class="icon"></i></a>',
        '<a href="/syndication/all" aria-label="Atom"><svg></svg></a>',
    ],
)
def test_a_link_that_is_called_a_feed_is_tried(paper: Paper, scrapy: Scrapy, link: str) -> None:
    paper.add("/", PAGE.format(head="").replace("</body>", f"{link}</body>"))
    paper.feed("/syndication/all", paper.article("/harbour/", "Harbour story"))
    assert crawl(paper, scrapy)["status"] == "ok"
    assert scrapy.titles() == ["Harbour story"]


def test_a_page_that_is_called_a_feed_is_not_a_failure(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/", PAGE.format(head="").replace("</body>", '<a href="/about-feeds">RSS</a></body>'))
    paper.add("/about-feeds", "<html><body><p>What feeds are</p></body></html>")
    paper.feed("/feed", paper.article("/harbour/", "Harbour story"))
    assert crawl(paper, scrapy)["status"] == "ok"
    assert scrapy.titles() == ["Harbour story"]


def test_a_page_that_is_called_a_feed_may_list_feeds(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/", PAGE.format(head="").replace("</body>", '<a href="/service/feeds">RSS</a></body>'))
    paper.add("/service/feeds", '<html><body><h1>Feeds</h1><a href="/rss/city">City</a></body></html>')
    paper.feed("/rss/city", paper.article("/harbour/", "Harbour story"))
    assert crawl(paper, scrapy)["status"] == "ok"
    assert scrapy.titles() == ["Harbour story"]


def test_a_feed_that_is_declared_as_json_is_read(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/", PAGE.format(head='<link rel="alternate" type="application/json" href="/stories.json">'))
    item = {"id": paper.article("/harbour/", "Harbour story"), "external_url": "https://other.example/report"}
    feed = {"version": "https://jsonfeed.org/version/1", "title": "The Paper", "items": [item]}
    paper.add("/stories.json", json.dumps(feed), content_type="application/json")
    crawl(paper, scrapy)
    assert scrapy.titles() == ["Harbour story"]
