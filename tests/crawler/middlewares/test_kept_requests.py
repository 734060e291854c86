"""What a host asked one run for is kept by the next."""

from __future__ import annotations

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, source_file


def crawl(paper: Paper, scrapy: Scrapy, *more: str) -> list[str]:
    """Crawl a feed; return the paths that were requested."""
    asked = len(paper.asked)
    links = [paper.article(f"/2026/03/harbour-{number}", f"Harbour wall, part {number}") for number in range(3)]
    feed = paper.feed("/rss.xml", *links, *more)
    ended = scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]))
    assert "Traceback" not in ended.log, ended.log
    return paper.paths()[asked:]


@pytest.mark.parametrize("status", [200, 404])
def test_a_robots_txt_is_read_once_and_obeyed_by_later_runs(paper: Paper, scrapy: Scrapy, status: int) -> None:
    paper.add("/robots.txt", "User-agent: *\nDisallow: /private/", status=status)
    assert crawl(paper, scrapy).count("/robots.txt") == 1
    secret = paper.article("/private/2026/03/plan", "Secret plan")
    later = crawl(paper, scrapy, secret)
    assert "/robots.txt" not in later
    assert ("/private/2026/03/plan" in later) is (status == 404)


def test_a_redirected_robots_txt_is_kept_for_the_host_that_redirects(paper: Paper, scrapy: Scrapy) -> None:
    paper.add("/robots.txt", status=301, headers={"Location": "/rules.txt"})
    paper.add("/rules.txt", "User-agent: *\nDisallow: /2026/")
    assert crawl(paper, scrapy) == ["/robots.txt", "/rules.txt", "/rss.xml"]
    assert crawl(paper, scrapy) == ["/rss.xml"]


def test_a_long_retry_after_keeps_the_next_run_off_the_whole_host(paper: Paper, scrapy: Scrapy) -> None:
    busy = paper.add("/2026/03/busy", "busy", status=429, headers={"Retry-After": "7200"})
    assert "/2026/03/busy" in crawl(paper, scrapy, busy)
    assert crawl(paper, scrapy, busy) == []


def test_a_short_retry_after_is_over_when_the_next_run_asks(paper: Paper, scrapy: Scrapy) -> None:
    busy = paper.add("/2026/03/busy", "busy", status=503, headers={"Retry-After": "1"})
    crawl(paper, scrapy, busy)
    assert "/rss.xml" in crawl(paper, scrapy, busy)
