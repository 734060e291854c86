"""Rechecks of young articles over HTTP: unchanged, revised, gone, not an article any more."""

import threading
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from crawler.stores.store import Store
from tests.support.commands.scrapy_runs import Ended, Scrapy
from tests.support.paper import Answer, Paper, article_html, source_file

PATH = "/2026/03/harbour-wall"
MORE = "<p>On Wednesday the mayor said that the works are put off until the summer of next year.</p></article>"


@pytest.fixture
def sources(paper: Paper, scrapy: Scrapy) -> str:
    paper.article(PATH, "Harbour wall")
    return source_file(scrapy.folder, paper, feeds=[paper.feed("/rss.xml", paper.base + PATH)])


def recheck(scrapy: Scrapy, sources: str, **settings: object) -> Ended:
    """Crawl when every recheck is due."""
    make_rechecks_due(scrapy)
    return scrapy("crawl", "news", "-a", sources, **settings)


def make_rechecks_due(scrapy: Scrapy) -> None:
    engine = create_engine(scrapy.store_uri)
    with engine.begin() as connection:
        connection.execute(text("UPDATE urls SET next_try_at = '2026-01-01T00:00:00Z' WHERE state = 'recheck'"))
    engine.dispose()


def revisions(scrapy: Scrapy) -> list[dict[str, Any]]:
    store = Store(scrapy.store_uri)
    (newest,) = store.articles.since()
    found = [*store.articles.earlier(newest["id"]), newest]
    store.close()
    return found


def test_a_page_that_was_changed_is_a_revision(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    scrapy("crawl", "news", "-a", sources)
    assert "recheck" not in scrapy("crawl", "news", "-a", sources).log
    assert paper.paths().count(PATH) == 1, "its time has not come"
    paper.add(PATH, article_html("Harbour wall").replace("</article>", MORE))
    ended = recheck(scrapy, sources)
    assert ended.code == 0, ended.log
    assert (ended.summary()["articles_stored"], ended.summary()["articles_revised"]) == (1, 1)
    assert "1 of them revised" in ended.log
    assert [each["revision"] for each in revisions(scrapy)] == [1, 2]
    recheck(scrapy, sources)
    assert [each["revision"] for each in revisions(scrapy)] == [1, 2]
    assert paper.paths().count(PATH) == 3


def test_a_page_that_answers_not_modified_is_not_read_again(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    def page(headers: dict[str, str]) -> Answer:
        unchanged = headers.get("if-none-match") == '"v1"' and "if-modified-since" in headers
        validators = {"ETag": '"v1"', "Last-Modified": "Wed, 04 Mar 2026 08:00:00 GMT"}
        return Answer(status=304) if unchanged else Answer(article_html("Harbour wall"), headers=validators)

    paper.pages[PATH] = page
    scrapy("crawl", "news", "-a", sources)
    ended = recheck(scrapy, sources)
    assert ended.code == 0, ended.log
    assert ended.summary()["rechecks"] == {"asked": 1, "not_modified": 1, "no_article": {}, "failed": {}}
    assert len(revisions(scrapy)) == 1


@pytest.mark.soak
def test_a_recheck_that_is_killed_is_taken_by_the_next_run(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    scrapy("crawl", "news", "-a", sources)
    make_rechecks_due(scrapy)
    asked, killed = threading.Event(), threading.Event()

    def changed(_: dict[str, str]) -> Answer:
        asked.set()
        killed.wait(60)
        return Answer(article_html("Harbour wall").replace("</article>", MORE))

    paper.pages[PATH] = changed
    process = scrapy.start("crawl", "news", "-a", sources)
    assert asked.wait(60)
    process.kill()
    process.communicate()
    killed.set()
    assert [each["revision"] for each in revisions(scrapy)] == [1]
    assert scrapy("crawl", "news", "-a", sources).summary()["articles_revised"] == 1
    assert [each["revision"] for each in revisions(scrapy)] == [1, 2]


def test_a_change_of_clutter_is_not_a_revision(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    scrapy("crawl", "news", "-a", sources)
    clutter = "<p>Subscribe to our newsletter</p></article><aside><h2>Most read</h2><p>Ten piers to see</p></aside>"
    paper.add(PATH, article_html("Harbour wall").replace("</article>", clutter))
    ended = recheck(scrapy, sources)
    assert (ended.summary()["articles_stored"], ended.summary()["articles_unchanged"]) == (0, 1)
    assert len(revisions(scrapy)) == 1


@pytest.mark.soak
def test_a_page_that_is_gone_is_noted_and_not_asked_for_again(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    scrapy("crawl", "news", "-a", sources)
    del paper.pages[PATH]
    ended = recheck(scrapy, sources)
    assert ended.code == 0, ended.log
    assert ended.summary()["rechecks"]["failed"] == {"http_404": 1}
    assert ended.summary()["pages_failed"] == {}
    assert scrapy.titles() == ["Harbour wall"]
    history = scrapy("inspect", "--history", paper.base + PATH)
    assert "The last recheck gave no article: http_404" in history.out
    recheck(scrapy, sources)
    assert paper.paths().count(PATH) == 2


@pytest.mark.soak
def test_an_article_is_kept_if_its_page_becomes_something_else_which_is_noted(
    paper: Paper, scrapy: Scrapy, sources: str
) -> None:
    scrapy("crawl", "news", "-a", sources)
    paper.add(PATH, "<title>Log in</title><h1>Log in</h1><form><input type=password></form>")
    ended = recheck(scrapy, sources)
    assert ended.code == 0, ended.log
    assert sum(ended.summary()["rechecks"]["no_article"].values()) == 1
    assert ended.summary()["pages_dropped"] == {}
    assert scrapy.titles() == ["Harbour wall"]
    paper.article(PATH, "Harbour wall")
    assert recheck(scrapy, sources).summary()["articles_unchanged"] == 1


@pytest.mark.soak
def test_rechecks_are_bounded_and_can_be_turned_off(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/2026/03/story-{n}", f"Story number {n}") for n in range(3)]
    sources = source_file(scrapy.folder, paper, feeds=[paper.feed("/rss.xml", *links)])
    scrapy("crawl", "news", "-a", sources)
    assert recheck(scrapy, sources, RECHECK_AFTER="").summary()["rechecks"]["asked"] == 0
    assert recheck(scrapy, sources, MAX_RECHECKS=2).summary()["rechecks"]["asked"] == 2
    bad = scrapy("crawl", "news", "-a", sources, RECHECK_AFTER="1h,soon")
    assert bad.code == 2
    assert "RECHECK_AFTER=1h,soon" in bad.log
    assert "Traceback" not in bad.log


@pytest.mark.soak
def test_a_page_that_is_given_again_is_a_revision_of_its_source(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    scrapy("crawl", "news", "-a", sources)
    paper.add(PATH, article_html("Harbour wall").replace("<h1>Harbour wall", "<h1>Harbour wall to be mended"))
    ended = scrapy("crawl", "article", "-a", f"urls={paper.base}{PATH}")
    assert ended.code == 0, ended.log
    assert [(each["revision"], each["source"]) for each in revisions(scrapy)] == [(1, "paper"), (2, "paper")]
    again = scrapy("crawl", "article", "-a", f"urls={paper.base}{PATH}")
    assert again.code == 0, again.log
    assert len(revisions(scrapy)) == 2


@pytest.mark.soak
def test_the_history_of_an_article_is_shown(paper: Paper, scrapy: Scrapy, sources: str) -> None:
    scrapy("crawl", "news", "-a", sources)
    paper.add(PATH, article_html("Harbour wall").replace("</article>", MORE))
    scrapy("crawl", "article", "-a", f"urls={paper.base}{PATH}")
    shown = scrapy("inspect", "--history", paper.base + PATH)
    assert shown.code == 0, shown.log
    assert "Revision 1, fetched " in shown.out
    assert "+ On Wednesday the mayor said" in shown.out
    assert "(6 paragraphs unchanged)" in shown.out
    written = scrapy("inspect", "--history", paper.base + PATH, "-o", str(scrapy.folder / "page.html"))
    assert "page.html: 2 revisions" in written.log
    assert "<ins" in (scrapy.folder / "page.html").read_text()
    unknown = scrapy("inspect", "--history", f"{paper.base}/nothing")
    assert (unknown.code, unknown.out) == (3, "")
