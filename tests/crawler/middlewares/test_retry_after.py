from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy.http import Response

from crawler.middlewares.retry_after import MAX_RETRY_AFTER_SECONDS, retry_after_seconds
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, serving


def answer(value: str) -> Response:
    return Response("http://127.0.0.1/", status=503, headers={"Retry-After": value.encode("latin-1", "replace")})


def test_a_busy_server_does_not_stop_another_one_on_its_host(paper: Paper, scrapy: Scrapy) -> None:
    with serving(Paper()) as other:
        busy = paper.add("/2026/03/busy", "busy", status=503, headers={"Retry-After": "7200"})
        free = [other.article(f"/2026/03/{name.lower()}", f"{name} closes") for name in ("Pier", "Mill")]
        ended = scrapy("crawl", "article", "-a", f"urls={','.join([busy, *free])}", CONCURRENT_REQUESTS=1)
    assert scrapy.titles() == ["Mill closes", "Pier closes"], ended.log


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120), (" 7 ", 7), ("0", 0), ("0.5", 1), ("299.997", 300), ("7.0", 8)]
)
def test_seconds_are_read(value: str, seconds: float) -> None:
    assert retry_after_seconds(answer(value)) == seconds


def test_a_date_is_read_as_the_time_until_then() -> None:
    moment = datetime.now(UTC) + timedelta(minutes=10)
    assert 590 < (retry_after_seconds(answer(format_datetime(moment, usegmt=True))) or 0) <= 600


def test_a_date_in_the_past_means_no_pause() -> None:
    assert retry_after_seconds(answer("Wed, 04 Mar 2020 08:00:00 GMT")) == 0


@pytest.mark.parametrize(
    "value",
    [
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "Wed, 04 Mar 2099 08:00:00",
        "999999999",
        "4000000",
    ],
)
def test_a_pause_without_end_is_cut(value: str) -> None:
    assert retry_after_seconds(answer(value)) == MAX_RETRY_AFTER_SECONDS


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5.3", "²", "9" * 400])
def test_an_invalid_value_means_no_pause_or_a_bounded_one(value: str) -> None:
    seconds = retry_after_seconds(answer(value))
    assert seconds is None or seconds < 10**9
