"""Responses that never end, end too early or are invalid lose only their own page, which is counted by its reason."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from tests.hostile.answers import ACCEPTED, REFUSED
from tests.hostile.site import Site, head
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import article_html

PEAK_MEGABYTES = 512  # of the crawler's process, which also cleans the pages in this test


def test_a_bad_response_loses_only_its_own_page_and_gives_a_reason(site: Site, scrapy: Scrapy) -> None:
    refused = {behaviour: reason for behaviour, reason in REFUSED.items() if reason != "timeout"}
    expected = {site.add(f"/{behaviour.__name__}", behaviour): reason for behaviour, reason in refused.items()}
    genuine = [site.article(f"/genuine-{number}", f"Genuine story {number}") for number in range(3)]
    file = scrapy.folder / "urls.txt"
    file.write_text("\n".join([*expected, *genuine]))

    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": 8, "CONCURRENT_REQUESTS": 8}
    ended = scrapy("crawl", "article", "-a", f"file={file}", **settings)

    assert ended.code == 4, ended.log
    assert scrapy.titles() == [f"Genuine story {number}" for number in range(3)]
    assert reasons(scrapy) == expected
    summary = ended.summary()
    assert summary["finish_reason"] == "finished"
    counted = Counter(summary["pages_failed"]) + Counter(summary["pages_dropped"])
    assert counted == Counter(expected.values())
    assert summary["peak_memory_mb"] < PEAK_MEGABYTES


def test_an_answer_without_end_costs_the_time_of_one_page(site: Site, scrapy: Scrapy) -> None:
    endless = [behaviour for behaviour, reason in REFUSED.items() if reason == "timeout"]
    pages = [site.add(f"/{behaviour.__name__}", behaviour) for behaviour in endless]
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(pages)}", DOWNLOAD_TIMEOUT=1)
    assert ended.code == 3, ended.log
    assert ended.summary()["pages_failed"] == {"timeout": len(pages)}
    assert reasons(scrapy) == dict.fromkeys(pages, "timeout")


def test_an_odd_answer_with_a_whole_article_is_stored(site: Site, scrapy: Scrapy) -> None:
    pages = [site.add(f"/{behaviour.__name__}", behaviour) for behaviour in ACCEPTED]
    scrapy("crawl", "article", "-a", f"urls={','.join(pages)}")
    assert sorted(record["url"] for record in scrapy.records()) == sorted(pages)


def test_the_timeout_covers_all_redirects_of_a_page(site: Site, scrapy: Scrapy) -> None:
    def hop(number: int):  # type: ignore[no-untyped-def]
        yield 0.6
        yield head(f"Location: /hop-{number + 1}", status="302 Found", length=0)

    for number in range(5):
        site.add(f"/hop-{number}", lambda number=number: hop(number))
    site.page("/hop-5", article_html("At the end of the hops"))

    ended = scrapy("crawl", "article", "-a", f"urls={site.base}/hop-0", DOWNLOAD_TIMEOUT=2)

    assert ended.summary()["pages_failed"] == {"timeout": 1}
    assert "/hop-5" not in site.asked


@pytest.mark.parametrize("form", ["header", "refresh", "script"])
def test_more_than_five_redirects_are_not_followed(site: Site, scrapy: Scrapy, form: str) -> None:
    def hop(number: int):  # type: ignore[no-untyped-def]
        to = f"/hop-{number + 1}"
        pages = {
            "header": head(f"Location: {to}", status="302 Found", length=0),
            "refresh": head() + f'<meta http-equiv="refresh" content="0;url={to}">'.encode(),
            "script": head() + f'<script>location.href = "{to}"</script>'.encode(),
        }
        yield pages[form]

    for number in range(7):
        site.add(f"/hop-{number}", lambda number=number: hop(number))
    ended = scrapy("crawl", "article", "-a", f"urls={site.base}/hop-0")
    assert ended.summary()["pages_failed"] == {"redirect_loop": 1}
    assert site.asked.count("/hop-5") == 1
    assert "/hop-6" not in site.asked


def reasons(scrapy: Scrapy) -> dict[str, str]:
    """Return the reason code of every address that is not stored."""
    with sqlite3.connect(scrapy.folder / "articles.db") as database:
        rows = database.execute("SELECT url, reason FROM urls WHERE state != 'stored'").fetchall()
    return dict(rows)
