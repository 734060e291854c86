"""Alarms of crawls over HTTP: of a paper with a consent wall, of a redesigned one, and of an unchanged one."""

import random
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.moments import as_text
from crawler.stores.store import Store
from tests.support.commands.scrapy_runs import Ended, Scrapy
from tests.support.paper import Paper, article_html, source_file

WALL = (
    "<title>Your privacy</title><h1>We value your privacy</h1><p>We and our partners use cookies.</p>"
    "<button>Accept all</button>"
)
RUNS_BEFORE = 6


class Readers:
    """Publishes and crawls the issues of a paper."""

    def __init__(self, paper: Paper, scrapy: Scrapy) -> None:
        self.paper, self.scrapy = paper, scrapy
        self.feed = paper.base + "/rss.xml"
        self.sources = source_file(scrapy.folder, paper, feeds=[self.feed])
        self.rng = random.Random(11)
        self.issues = 0

    def publish(self, html: str | None = None, count: int = 8) -> Ended:
        """Publish new articles, with `html` or as plain pages, and crawl them."""
        self.issues += 1
        paths = [f"/town/issue-{self.issues}-story-{number}" for number in range(count)]
        for path in paths:
            title = f"Story {path[-1]} of issue {self.issues}"
            plain = article_html(
                title, paragraphs=self.rng.randint(4, 9), head='<meta name="author" content="Ada Quill">'
            )
            self.paper.add(path, html.replace("TITLE", title) if html else plain)
        self.paper.feed("/rss.xml", *(self.paper.base + path for path in paths))
        return self.scrapy("crawl", "news", "-a", self.sources)

    def repeat_first_run(self, days: int) -> None:
        """Store copies of the first run as the history of some days."""
        store = Store(self.scrapy.store_uri)
        (first,) = store.runs.last("paper", 9)
        times = [as_text(datetime.now(UTC) - timedelta(days=day)) for day in range(1, days + 1)]
        store.runs.add([replace(first, run=time, started_at=time) for time in times], keep=100)
        store.close()


@pytest.fixture
def readers(paper: Paper, scrapy: Scrapy) -> Readers:
    readers = Readers(paper, scrapy)
    assert readers.publish().code == 0
    readers.repeat_first_run(RUNS_BEFORE)
    return readers


def test_a_consent_wall_raises_an_alarm_and_keeps_the_worse_exit_code(readers: Readers) -> None:
    ended = readers.publish(WALL)
    assert ended.code == 3, "nothing was stored at all"
    alarms = ended.summary()["alarms"]
    assert [alarm["code"] for alarm in alarms] == ["few_articles"]
    assert "0 of 8 pages gave an article, usually 100%" in alarms[0]["text"]
    assert f"ALARM: paper: {alarms[0]['text']}" in ended.log
    again = readers.scrapy("crawl", "news", "-a", readers.sources, ALARM_COMMAND="sh -c 'exit 9'")
    assert again.code == 7, "the walls are tried again, and nothing disproves the alarm"
    assert again.summary()["alarms"] == alarms
    assert again.summary()["alarm_error"] is None, "it is sent only once"
    assert again.summary()["sources"][0]["lost_again"] == {"consent": 8}
    readers.paper.pages.clear()
    refused = readers.scrapy("crawl", "news", "-a", readers.sources)
    assert refused.code == 3
    assert refused.summary()["alarms"] == alarms, "links that could not be read are not few"


def test_a_redesign_that_loses_fields_sets_the_exit_code_and_is_reported(readers: Readers) -> None:
    bare = article_html("TITLE").replace('content="2026-03-04T08:00:00+01:00"', "")
    ended = readers.publish(bare)
    assert ended.code == 7, ended.log
    codes = {alarm["code"] for alarm in ended.summary()["alarms"]}
    assert codes == {"few_dates", "few_authors"}
    report = readers.scrapy.folder / "report.html"
    assert readers.scrapy("report", "-o", str(report), "--last", "5").code == 0
    page = report.read_text()
    assert "0% of the articles have an author, usually 100%" in page
    assert "1 source: 1 with an alarm, 0 failed in the last run, 0 ok" in page
    assert "Crawls of the last 24 hours" in page
    store = Store(readers.scrapy.store_uri)
    everything, machine = store.crawls.totals()
    store.close()
    assert (everything.machine, machine.machine) == (None, socket.gethostname()[:32])
    assert (everything.crawls, everything.sources, everything.articles, everything.crawls_failed) == (2, 2, 16, 0)


@pytest.mark.soak
def test_an_unchanged_paper_raises_no_alarm(readers: Readers) -> None:
    for count in (5, 12, 1):
        ended = readers.publish(count=count)
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
