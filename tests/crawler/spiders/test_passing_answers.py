"""Pages that give no article for a reason that may pass are tried again by later runs, a bounded number of times."""

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Paper, source_file

ERROR_PAGE = (
    "<html><head><title>Error</title></head><body><h1>Sorry, something went wrong</h1><p>Try later.</p></body></html>"
)
PASSING_ANSWERS = {
    "an error page": Answer(ERROR_PAGE),
    "no text": Answer("<html><head><title>The Paper</title></head><body></body></html>"),
    "a notice": Answer("<html><head><title>The Paper</title></head><body><p>Back at noon.</p></body></html>"),
    "a notice that it is accepted": Answer("<html><body><p>Please wait.</p></body></html>", status=202),
    "an error as JSON": Answer('{"error": "busy"}', content_type="application/json"),
}


@pytest.mark.parametrize("answer", PASSING_ANSWERS.values(), ids=PASSING_ANSWERS)
def test_a_page_that_was_broken_once_is_stored_by_the_next_run(paper: Paper, scrapy: Scrapy, answer: Answer) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/wall", "Harbour wall"), paper.base + "/2026/03/roof")
    paper.pages["/2026/03/roof"] = answer
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    first = scrapy("crawl", "news", "-a", sources)
    assert sum(first.summary()["pages_dropped"].values()) == 1
    paper.article("/2026/03/roof", "School roof")
    scrapy("crawl", "news", "-a", sources)
    assert scrapy.titles() == ["Harbour wall", "School roof"]


def test_a_page_that_is_broken_again_waits(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/wall", "Harbour wall"), paper.base + "/2026/03/roof")
    paper.add("/2026/03/roof", ERROR_PAGE)
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    for _ in range(3):
        scrapy("crawl", "news", "-a", sources)
    assert paper.paths().count("/2026/03/roof") == 2


def test_a_page_that_stays_broken_is_dropped_for_good(paper: Paper, scrapy: Scrapy) -> None:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/wall", "Harbour wall"), paper.base + "/2026/03/roof")
    paper.add("/2026/03/roof", ERROR_PAGE)
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    for _ in range(5):
        make_due(scrapy)
        scrapy("crawl", "news", "-a", sources)
    assert paper.paths().count("/2026/03/roof") == 3


def make_due(scrapy: Scrapy) -> None:
    engine = create_engine(scrapy.store_uri)
    if inspect(engine).has_table("urls"):
        with engine.begin() as connection:
            connection.execute(text("UPDATE urls SET next_try_at = '2026-01-01T00:00:00Z' WHERE state = 'pending'"))
    engine.dispose()
