"""Runs whose clock jumps or that are stopped for a minute, as by a laptop's lid, lose, silence and give up no page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Headers, Paper, source_file

pytestmark = [pytest.mark.soak, pytest.mark.skipif(sys.platform != "linux", reason="libfaketime is for Linux")]
COUNT = 24  # articles
STOPPED_SECONDS = 65  # longer than every limit of time in the settings
DISTRIBUTED = Path("/usr/lib")  # where distributions put the library

# How far the clock of a run is off when so many articles were requested.
JUMPS = {
    "hours forward": {6: "+5h", 14: "+11h"},
    "hours back": {6: "-5h", 14: "-11h"},
    "days forward and back": {4: "+3d", 10: "-2d", 16: "+0d"},
    "days back and forward": {4: "-3d", 10: "+2d", 16: "+0d"},
    "weeks forward for good": {8: "+20d"},
    "a year forward for good": {8: "+400d"},
    "a year back for good": {8: "-400d"},
    "to and fro": {number: f"{'+-'[number % 2]}{number}d" for number in range(1, COUNT)},
}


def faketime_library() -> str:
    """Return the path of libfaketime, which sets the clock of a process."""
    try:
        import libfaketime

        found = list(Path(libfaketime.__file__).parent.rglob("libfaketime.so.1"))
    except ImportError:
        found = list(DISTRIBUTED.glob("*/faketime/libfaketime.so.1"))
    if not found:
        pytest.skip("needs a C compiler and: pip install libfaketime")
    return str(found[0])


def publish(paper: Paper, count: int, on_request: Callable[[int], None] = lambda number: None) -> list[str]:
    """Serve articles that a feed, a section and a sitemap name; return their titles."""
    requests = iter(range(1, 10 * count))

    def counted(answer: Answer) -> Callable[[Headers], Answer]:
        def reply(_: Headers) -> Answer:
            on_request(next(requests))
            return answer

        return reply

    titles, links = [f"Pier number {number}" for number in range(count)], []
    for number, title in enumerate(titles):
        links.append(paper.article(path := f"/2026/03/pier-number-{number}", title))
        paper.pages[path] = counted(paper.pages[path])  # type: ignore[arg-type]
    paper.feed("/rss.xml", *links[::3])
    rows = "".join(f'<h2><a href="{link}">What the council said at {link}</a></h2>' for link in links[1::3])
    paper.add("/harbour/", f"<html><body><main>{rows}</main></body></html>")
    urls = "".join(f"<url><loc>{link}</loc></url>" for link in links[2::3])
    paper.add("/sitemap.xml", f"<urlset>{urls}</urlset>", content_type="application/xml")
    paper.add("/robots.txt", f"Sitemap: {paper.base}/sitemap.xml", content_type="text/plain")
    paper.add(
        "/",
        '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>'
        '<body><nav><a href="/harbour/">Harbour</a></nav></body></html>',
    )
    return titles


@pytest.mark.parametrize("name", JUMPS)
def test_a_clock_that_jumps_during_a_run_costs_nothing(paper: Paper, scrapy: Scrapy, name: str) -> None:
    jumps, clock = JUMPS[name], scrapy.folder / "clock"
    faked = {
        "LD_PRELOAD": faketime_library(), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }  # fmt: skip

    def jump(number: int) -> None:
        if number in jumps:
            clock.write_text(jumps[number])

    titles = publish(paper, COUNT, jump)
    every_hour = source_file(scrapy.folder, paper, every="1h")

    def crawl(offset: str, source: str) -> subprocess.CompletedProcess[str]:
        clock.write_text(offset)
        ended = subprocess.run(
            [sys.executable, "-m", "scrapy", *scrapy.arguments("crawl", "news", "-a", source, CLEAN_WORKERS=1)],
            env={**os.environ, **scrapy.inherited(), **faked}, cwd=scrapy.folder, capture_output=True, text=True,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return ended

    late = paper.pages["/2026/03/pier-number-5"]
    paper.pages["/2026/03/pier-number-5"] = lambda _: Answer("Too busy", status=503)
    ended = crawl("+0d", every_hour)
    assert "timeout" not in ended.stderr, ended.stderr
    assert scrapy.titles() == sorted(title for title in titles if title != "Pier number 5"), ended.stderr

    # The clock is right again. What appears is found, and what failed is fetched.
    paper.pages["/2026/03/pier-number-5"] = late
    asked = len(paper.asked)
    again = publish(paper, COUNT + 3)
    ended = crawl("+2h", every_hour)
    assert scrapy.titles() == sorted(again), ended.stderr
    articles = [each.path for each in paper.asked[asked:] if "pier-number" in each.path]
    assert len(articles) == len(set(articles)), articles  # some are rechecked


@pytest.mark.parametrize("stage", ["listings", "fetching", "cleaning"])
def test_a_run_that_is_stopped_for_longer_than_all_limits_gives_up_no_page(
    paper: Paper, scrapy: Scrapy, stage: str
) -> None:
    seen: list[int] = []
    titles = publish(paper, COUNT, seen.append)
    if stage == "fetching":  # some requests are always under way
        for path, page in list(paper.pages.items()):
            if "pier-number" in path:
                paper.pages[path] = slow(page)  # type: ignore[arg-type]
    source = source_file(scrapy.folder, paper)
    process = scrapy.start("crawl", "news", "-a", source, CLEAN_WORKERS=1)
    reached = {"listings": lambda: len(paper.asked) > 2, "fetching": lambda: len(seen) >= 3}
    process.wait_until(reached.get(stage, lambda: len(seen) >= COUNT // 2))
    os.killpg(process.pid, signal.SIGSTOP)
    time.sleep(STOPPED_SECONDS)
    os.killpg(process.pid, signal.SIGCONT)
    log = process.communicate(timeout=200)[1]
    assert process.returncode == 0, log
    assert "clean_timeout" not in log, log

    ended = scrapy("crawl", "news", "-a", source, "-a", "force=1")  # repeats what timed out
    assert ended.code == 0, ended.log
    assert scrapy.titles() == sorted(titles), log + ended.log
    assert ended.summary()["pages_dropped"] == {}


def slow(page: Callable[[Headers], Answer]) -> Callable[[Headers], Answer]:
    """Answer a second later."""

    def answer(headers: Headers) -> Answer:
        time.sleep(1)
        return page(headers)

    return answer
