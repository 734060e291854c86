import gzip
from collections.abc import Callable

import pytest
from scrapy import Request
from scrapy.utils.spider import DefaultSpider
from scrapy.utils.test import get_crawler

from crawler.middlewares.retry import RetryMiddleware
from crawler.network.errors import CertificateRefusedError, NoAnswerError
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Headers, Paper, article_html

PACKED = gzip.compress(article_html("Ferry turns back").encode())
FAULTS = {
    "empty": Answer(b""),
    "blank": Answer(b"\r\n"),
    "unasked-304": Answer(b"", status=304),
    "cut": Answer(PACKED[:-200], headers={"Content-Encoding": "gzip"}),
}


def first(fault: Answer, then: Answer) -> Callable[[Headers], Answer]:
    answers = iter([fault])
    return lambda headers: next(answers, then)


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_that_comes_without_its_content_is_requested_again(paper: Paper, scrapy: Scrapy, name: str) -> None:
    paper.pages["/story"] = first(FAULTS[name], Answer(article_html("Ferry turns back")))
    ended = scrapy("crawl", "article", "-a", f"urls={paper.base}/story", DOWNLOAD_DELAY=0, RETRY_TIMES=2)
    assert scrapy.titles() == ["Ferry turns back"], ended.log


def test_a_front_page_that_comes_without_its_content_is_requested_again(paper: Paper, scrapy: Scrapy) -> None:
    paper.article("/2026/03/ferry-turns-back-in-storm", "Ferry turns back")
    paper.front("/2026/03/ferry-turns-back-in-storm")
    paper.pages["/"] = first(FAULTS["empty"], paper.pages["/"])
    ended = scrapy(
        "crawl", "news", "-a", f"site={paper.base}", AUTOTHROTTLE_START_DELAY=0, DOWNLOAD_DELAY=0, RETRY_TIMES=2
    )
    assert scrapy.titles() == ["Ferry turns back"], ended.log


@pytest.mark.parametrize(("name", "times"), [("empty", 2), ("cut", 3)])
def test_a_page_that_never_has_content_is_given_up(paper: Paper, scrapy: Scrapy, name: str, times: int) -> None:
    paper.pages["/story"] = FAULTS[name]
    ended = scrapy("crawl", "article", "-a", f"urls={paper.base}/story", DOWNLOAD_DELAY=0, RETRY_TIMES=2)
    assert ended.code == 3, ended.log
    assert paper.paths().count("/story") == times, ended.log


@pytest.mark.parametrize(("error", "is_repeated"), [(CertificateRefusedError, False), (NoAnswerError, True)])
def test_a_refused_certificate_is_not_tried_again(error: type[Exception], is_repeated: bool) -> None:
    crawler = get_crawler(DefaultSpider)
    crawler.spider = crawler._create_spider("news")
    repeated = RetryMiddleware.from_crawler(crawler).process_exception(Request("https://127.0.0.1/"), error("x"))
    assert (repeated is not None) is is_repeated
