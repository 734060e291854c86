"""What a crawl asks of a host: robots.txt, delays, pauses and requests at once."""

from __future__ import annotations

import threading
import time

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Paper, article_html, source_file


def test_robots_txt_is_obeyed(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/robots.txt", "User-agent: *\nDisallow: /private/", content_type="text/plain")
    secret = paper.article("/private/2026/secret-plan", "Secret plan")
    feed = paper.feed("/rss.xml", secret, paper.article("/2026/03/harbour-wall", "Harbour wall"))
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]))
    assert ended.summary()["pages_failed"] == {"robots_forbidden": 1}
    assert "/private/2026/secret-plan" not in paper.paths()


def test_a_crawl_delay_is_kept(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/robots.txt", "User-agent: *\nCrawl-delay: 2.5", content_type="text/plain")
    feed = paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]))
    first, second = (asked.at for asked in paper.asked if asked.path in ("/rss.xml", "/2026/03/harbour-wall"))
    assert second - first > 1  # a busy machine may note the first one late


def test_a_short_retry_after_is_waited_for(paper: Paper, scrapy: Scrapy) -> None:
    answers = [Answer("busy", status=503, headers={"Retry-After": "1"}), Answer(article_html("Harbour wall"))]
    paper.pages["/2026/03/harbour-wall"] = lambda headers: answers.pop(0)
    feed = paper.feed("/rss.xml", f"{paper.base}/2026/03/harbour-wall")
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]), RETRY_TIMES=2)
    assert ended.code == 0, ended.log
    first, second = (asked.at for asked in paper.asked if asked.path == "/2026/03/harbour-wall")
    assert second - first > 0.9


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}])
def test_a_host_that_counts_requests_is_given_a_moment(paper: Paper, scrapy: Scrapy, headers: dict[str, str]) -> None:
    asked = [0.0]

    def counting(_: dict[str, str]) -> Answer:
        asked.append(time.monotonic())
        is_early = len(asked) == 2 or asked[-1] - asked[-2] < 0.7
        return Answer("slow down", status=429, headers=headers) if is_early else Answer(article_html("Harbour wall"))

    paper.pages["/2026/03/harbour-wall"] = counting
    feed = paper.feed("/rss.xml", f"{paper.base}/2026/03/harbour-wall")
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]), RETRY_TIMES=2)
    assert (ended.code, scrapy.titles()) == (0, ["Harbour wall"]), ended.log


@pytest.mark.soak
def test_a_long_retry_after_closes_the_host_for_the_run(paper: Paper, scrapy: Scrapy) -> None:
    busy = paper.add("/2026/03/busy", "busy", status=429, headers={"Retry-After": "7200"})
    feed = paper.feed("/rss.xml", busy, *(paper.article(f"/2026/03/story-{n}", f"Story {n}") for n in range(5)))
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    ended = scrapy("crawl", "news", "-a", sources, CONCURRENT_REQUESTS_PER_DOMAIN=1, RETRY_TIMES=2)
    assert ended.summary()["pages_failed"]["retry_after"] >= 1
    assert paper.paths().count("/2026/03/busy") == 1

    asked = len(paper.asked)
    scrapy("crawl", "news", "-a", sources)
    assert "/2026/03/busy" not in paper.paths()[asked:], "the pause holds across runs"


def test_a_pause_until_the_year_9999_is_kept_as_a_bounded_one(paper: Paper, scrapy: Scrapy) -> None:
    far = {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}
    feed = paper.feed("/rss.xml", paper.add("/2026/03/busy", "busy", status=503, headers=far))
    sources = source_file(scrapy.folder, paper, feeds=[feed])
    first = scrapy("crawl", "news", "-a", sources, RETRY_TIMES=2)
    assert first.summary()["pages_failed"] == {"retry_after": 1}
    assert first.summary()["pages_waiting"] == 1
    scrapy("crawl", "news", "-a", sources)
    assert paper.paths().count("/2026/03/busy") == 1, "the pause holds across runs"


def test_a_host_gets_two_requests_at_once_even_without_a_delay(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/2026/03/story-{number}", f"Story number {number}") for number in range(12)]
    feed = paper.feed("/rss.xml", *links)
    meeting = threading.Barrier(2)

    def answer_pair(page: Answer) -> Answer:
        meeting.wait(timeout=60)
        time.sleep(0.02)  # a third request would come meanwhile
        return page

    for path, page in list(paper.pages.items()):
        if path.startswith("/2026/") and isinstance(page, Answer):
            paper.pages[path] = lambda _, page=page: answer_pair(page)  # type: ignore[misc]
    settings = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]), **settings)
    assert ended.code == 0, ended.log
    assert paper.most_at_once == 2
