"""A site whose robots.txt fails is crawled or left alone as RFC 9309 says."""

from __future__ import annotations

import socket
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Paper, source_file


def crawl(paper: Paper, scrapy: Scrapy) -> dict:
    feed = paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    return scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed])).summary()


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_error_forbids_everything_until_a_later_run_can_read_it(
    paper: Paper, scrapy: Scrapy, status: int
) -> None:
    paper.add("/robots.txt", "busy", status=status)
    summary = crawl(paper, scrapy)
    assert set(paper.paths()) == {"/robots.txt"}
    assert summary["sources"][0]["reason"] == "robots_unreachable"
    assert summary["robots"] == {"unreachable": 1}

    paper.add("/robots.txt", "User-agent: *\nDisallow: /private/")
    assert crawl(paper, scrapy)["robots"] == {"read": 1}
    assert scrapy.titles() == ["Harbour wall"]


def test_a_page_waits_for_a_robots_txt_that_fails_and_is_not_given_up(paper: Paper, scrapy: Scrapy) -> None:
    answers = [Answer("User-agent: *\nAllow: /"), *[Answer("busy", status=500) for _ in range(6)]]
    paper.pages["/robots.txt"] = lambda headers: answers.pop(0) if answers else Answer("", status=404)
    paper.add("/2026/03/harbour-wall", "busy", status=500)
    feed = paper.feed("/rss.xml", f"{paper.base}/2026/03/harbour-wall")
    for _ in range(7):
        scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]), ROBOTS_KEEP_SECONDS=0)
    paper.article("/2026/03/harbour-wall", "Harbour wall")
    assert paper.paths().count("/2026/03/harbour-wall") == 1
    assert scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed])).code == 0
    assert scrapy.titles() == ["Harbour wall"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_client_error_allows_everything_whatever_its_page_says(paper: Paper, scrapy: Scrapy, status: int) -> None:
    paper.add("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    assert crawl(paper, scrapy)["robots"] == {"absent": 1}
    assert scrapy.titles() == ["Harbour wall"]


@pytest.mark.parametrize(("hops", "is_obeyed"), [(5, True), (9, False)])
def test_redirects_of_a_robots_txt_are_followed(paper: Paper, scrapy: Scrapy, hops: int, is_obeyed: bool) -> None:
    paths = ["/robots.txt", *(f"/robots-{hop}.txt" for hop in range(hops))]
    for path, target in pairwise(paths):
        paper.add(path, "", status=301, headers={"Location": target})
    paper.add(paths[-1], "User-agent: *\nDisallow: /2026/", content_type="text/plain")
    crawl(paper, scrapy)
    assert scrapy.titles() == ([] if is_obeyed else ["Harbour wall"])


@pytest.mark.parametrize(
    ("target", "is_allowed"),
    [
        ("http://127.0.0.1:1/robots.txt", False),  # no port for web sites: the address is refused
        ("http://127.0.0.1:CLOSED/robots.txt", False),  # nobody listens there
        ("/bad-gzip.txt", False),
        ("/forbidden.txt", True),
    ],
)
def test_the_final_answer_to_a_redirected_robots_txt_decides(
    paper: Paper, scrapy: Scrapy, target: str, is_allowed: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    paper.add("/forbidden.txt", "no", status=403)
    paper.add("/bad-gzip.txt", b"\x1f\x8b\x08\x00 broken", headers={"Content-Encoding": "gzip"})
    paper.add("/robots.txt", "", status=302, headers={"Location": target.replace("CLOSED", str(closed))})
    feed = paper.feed("/rss.xml", paper.article("/2026/03/harbour-wall", "Harbour wall"))
    named = [urlsplit(paper.base).netloc, f"127.0.0.1:{closed}"]
    source = source_file(scrapy.folder, paper, feeds=[feed])
    summary = scrapy("crawl", "news", "-a", source, ALLOWED_ADDRESSES=",".join(named), RETRY_TIMES=0).summary()
    assert summary["robots"] == ({"absent": 1} if is_allowed else {"unreachable": 1})
    assert summary["sources"][0]["reason"] == (None if is_allowed else "robots_unreachable")
    assert scrapy.titles() == (["Harbour wall"] if is_allowed else [])


def test_the_rules_of_a_robots_txt_that_is_larger_than_a_page_may_be_are_obeyed(paper: Paper, scrapy: Scrapy) -> None:
    private = paper.article("/private/minutes", "Minutes")
    feed = paper.feed("/rss.xml", private, paper.article("/2026/03/harbour-wall", "Harbour wall"))
    paper.add("/robots.txt", "User-agent: *\nDisallow: /private/\n" + "# generated line\n" * 40_000)
    scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[feed]), DOWNLOAD_MAXSIZE=600_000)
    assert scrapy.titles() == ["Harbour wall"]
    assert "/private/minutes" not in paper.paths()
