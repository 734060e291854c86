"""Listings are requested conditionally, but not on the word of a server whose answers cannot be right."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Headers, Paper, rss, source_file

PAST, AHEAD = "Wed, 04 Mar 2026 08:00:00 GMT", "Sat, 16 Nov 2041 19:11:00 GMT"


def grow(paper: Paper, validators: Headers) -> None:
    """Serve a feed that gets a second article after its first answer, and calls itself unchanged if it is asked."""
    links = [paper.article("/2026/03/wall", "Harbour wall"), paper.article("/2026/03/roof", "School roof")]
    answered: list[Headers] = []

    def feed(headers: Headers) -> Answer:
        answered.append(headers)
        if "if-none-match" in headers or "if-modified-since" in headers:
            return Answer(status=304)
        return Answer(rss(*links[: len(answered)]), headers=validators)

    paper.pages["/rss.xml"] = feed


@pytest.mark.parametrize("validators", [{"Last-Modified": AHEAD}, {"Last-Modified": AHEAD, "ETag": f'"{AHEAD}"'}])
def test_a_listing_that_was_changed_in_the_future_is_read_whole(
    paper: Paper, scrapy: Scrapy, validators: Headers
) -> None:
    grow(paper, validators)
    sources = source_file(scrapy.folder, paper, feeds=[f"{paper.base}/rss.xml"])
    for _ in range(2):
        scrapy("crawl", "news", "-a", sources)
    assert scrapy.titles() == ["Harbour wall", "School roof"]


@pytest.mark.parametrize("age", [timedelta(days=1, seconds=1), timedelta(days=-400)])
def test_a_listing_is_read_whole_if_its_last_reading_is_a_day_old_or_in_the_future(
    paper: Paper, scrapy: Scrapy, age: timedelta
) -> None:
    grow(paper, {"Last-Modified": PAST, "ETag": '"v1"'})
    sources = source_file(scrapy.folder, paper, feeds=[f"{paper.base}/rss.xml"])
    for _ in range(2):
        scrapy("crawl", "news", "-a", sources)
    assert scrapy.titles() == ["Harbour wall"]
    then = datetime.now(UTC) - age
    engine = create_engine(scrapy.store_uri)
    with engine.begin() as connection:
        connection.execute(text("UPDATE listings SET read_at = :at"), {"at": then.strftime("%Y-%m-%dT%H:%M:%SZ")})
    engine.dispose()
    scrapy("crawl", "news", "-a", sources)
    assert scrapy.titles() == ["Harbour wall", "School roof"]


def test_a_listing_that_has_not_changed_is_read_again_after_a_day(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/wall", "Harbour wall"))
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    scrapy("crawl", "news", "-a", sources)
    engine = create_engine(scrapy.store_uri)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM urls"))  # as if a run with a wrong clock had passed its links over
        connection.execute(text("UPDATE listings SET read_at = '2016-11-30T08:00:00Z'"))
    engine.dispose()
    scrapy("crawl", "news", "-a", sources)
    assert paper.paths().count("/2026/03/wall") == 2


@pytest.mark.parametrize("status", [400, 412])
def test_a_listing_whose_server_refuses_conditions_is_read_whole(paper: Paper, scrapy: Scrapy, status: int) -> None:
    links = [paper.article("/2026/03/wall", "Harbour wall"), paper.article("/2026/03/roof", "School roof")]

    def feed(headers: Headers) -> Answer:
        if "if-none-match" in headers:
            return Answer("<p>Refused</p>", status=status)
        return Answer(rss(*links[: paper.paths().count("/rss.xml")]), headers={"ETag": '"v1"'})

    paper.pages["/rss.xml"] = feed
    sources = source_file(scrapy.folder, paper, feeds=[f"{paper.base}/rss.xml"])
    for _ in range(2):
        ended = scrapy("crawl", "news", "-a", sources)
    assert ended.summary()["sources"][0]["status"] == "ok"
    assert scrapy.titles() == ["Harbour wall", "School roof"]
    assert paper.paths().count("/rss.xml") == 3


def test_a_listing_that_fails_without_conditions_is_asked_once(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.add("/rss.xml", "<p>Refused</p>", status=412)
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]))
    assert ended.summary()["sources"][0]["reason"] == "http_412"
    assert paper.paths().count("/rss.xml") == 1


def test_not_modified_is_a_failure_if_nothing_was_known(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/rss.xml", status=304)
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[f"{paper.base}/rss.xml"]))
    assert ended.code == 3, ended.log
    assert ended.summary()["listings_failed"] == {"http_304": 1}
