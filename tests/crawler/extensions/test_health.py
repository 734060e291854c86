"""A paper that puts up a wall, redesigns, or goes on as it always was: crawled over HTTP, reported."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.stores import Store
from crawler.stores.database.engine import as_text
from tests.crawler.conftest import Ended, Scrapy
from tests.crawler.paper import Paper, article_html
from tests.crawler.spiders.test_news import source_file

WALL = (
    "<title>Your privacy</title><h1>We value your privacy</h1><p>We and our partners use cookies.</p>"
    "<button>Accept all</button>"
)
RUNS_BEFORE = 6


class Readers:
    """Crawls a paper that brings out some articles a day."""

    def __init__(self, paper: Paper, scrapy: Scrapy) -> None:
        self.paper, self.scrapy = paper, scrapy
        self.feed = paper.base + "/rss.xml"
        self.sources = source_file(scrapy.folder, paper, feeds=[self.feed])
        self.chance = random.Random(11)
        self.issues = 0

    def bring_out(self, html: str | None = None, count: int = 8) -> Ended:
        """Publish articles, each of these pages or else a plain one, and crawl them."""
        self.issues += 1
        paths = [f"/town/issue-{self.issues}-story-{number}" for number in range(count)]
        for path in paths:
            title = f"Story {path[-1]} of issue {self.issues}"
            plain = article_html(
                title, paragraphs=self.chance.randint(4, 9), head='<meta name="author" content="Ada Quill">'
            )
            self.paper.add(path, html.replace("TITLE", title) if html else plain)
        self.paper.feed("/rss.xml", *(self.paper.base + path for path in paths))
        return self.scrapy("crawl", "news", "-a", self.sources)

    def live_through(self, days: int) -> None:
        """Make a history of the first run, as if the same had come of it day after day."""
        store = Store(self.scrapy.store_uri)
        (first,) = store.runs.last("paper", 9)
        times = [as_text(datetime.now(UTC) - timedelta(days=day)) for day in range(1, days + 1)]
        store.runs.add([replace(first, run=time, started_at=time) for time in times], keep=100)
        store.close()


@pytest.fixture
def readers(paper: Paper, scrapy: Scrapy) -> Readers:
    readers = Readers(paper, scrapy)
    assert readers.bring_out().code == 0
    readers.live_through(RUNS_BEFORE)
    return readers


def test_a_consent_wall_is_an_alarm_and_hides_no_worse_code(readers: Readers) -> None:
    ended = readers.bring_out(WALL)
    assert ended.code == 3, "nothing was stored at all"
    alarms = ended.summary()["alarms"]
    assert [alarm["code"] for alarm in alarms] == ["few_articles"]
    assert "0 of 8 pages gave an article, usually 100%" in alarms[0]["text"]
    assert f"ALARM: paper: {alarms[0]['text']}" in ended.log


def test_a_redesign_that_loses_fields_is_an_alarm_by_exit_code_and_in_the_report(readers: Readers) -> None:
    bare = article_html("TITLE").replace('content="2026-03-04T08:00:00+01:00"', "")
    ended = readers.bring_out(bare)
    assert ended.code == 7, ended.log
    codes = {alarm["code"] for alarm in ended.summary()["alarms"]}
    assert codes == {"few_dates", "few_authors"}
    report = readers.scrapy.folder / "report.html"
    assert readers.scrapy("report", "-o", str(report), "--last", "5").code == 0
    page = report.read_text()
    assert "0% of the articles have an author, usually 100%" in page
    assert "1 sources, 1 with an alarm" in page


@pytest.mark.soak
def test_a_paper_that_goes_on_as_it_was_is_no_alarm(readers: Readers) -> None:
    for count in (5, 12, 1):
        ended = readers.bring_out(count=count)
        assert ended.code == 0, ended.log
        assert ended.summary()["alarms"] == []
    again = readers.scrapy("crawl", "news", "-a", readers.sources)
    assert again.code == 0
    assert again.summary()["alarms"] == []


@pytest.mark.soak
def test_health_can_be_turned_off_and_a_report_needs_a_store(scrapy: Scrapy, paper: Paper) -> None:
    assert scrapy("report").code == 2
    paper.front(paper.article("/2026/03/harbour-wall", "Harbour wall"))
    assert scrapy("crawl", "news", "-a", f"site={paper.base}", HEALTH_RUNS=0).code == 0
    assert "No run is stored yet" in scrapy("report").out
    assert scrapy("report", "--last", "0").code == 2
