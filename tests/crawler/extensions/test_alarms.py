"""Alarms reach a real command and a real HTTP server, within bounded time, and are sent until they are taken."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands.scrapy_runs import Ended, Scrapy


class Desk:
    """A webhook; it records what is posted to it."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.status = 204
        self.pause_seconds = 0.0
        self.url = ""


@contextmanager
def serving(desk: Desk) -> Iterator[Desk]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(desk.pause_seconds)
            desk.posted.append(json.loads(body))
            self.send_response(desk.status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    desk.url = f"http://127.0.0.1:{server.server_port}/services/secret-token"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield desk
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serving(Desk()) as desk:
        yield desk


@pytest.fixture
def dead(scrapy: Scrapy) -> Scrapy:
    """Return a crawler whose only source has failed in two runs: the third raises an alarm."""
    source = '[[source]]\nid = "gone"\nname = "Gone"\nhome = "http://127.0.0.1:9/"\n'
    (scrapy.folder / "sources.toml").write_text(source)
    for _ in range(2):
        assert crawl(scrapy).summary()["alarms"] == []
    return scrapy


def crawl(scrapy: Scrapy, **settings: object) -> Ended:
    return scrapy("crawl", "news", "-a", f"sources={scrapy.folder / 'sources.toml'}", **settings)


def test_an_alarm_is_posted_once_and_without_the_secret_in_the_log(dead: Scrapy, desk: Desk) -> None:
    ended = crawl(dead, ALARM_URL=desk.url)
    assert [alarm["code"] for alarm in ended.summary()["alarms"]] == ["never_worked"]
    (message,) = desk.posted
    assert message["alarms"] == [
        {
            "source": "gone",
            "code": "never_worked",
            "text": "has never given an article, most recently because of connection_refused",
        }
    ]
    assert message["text"].startswith("newsgalley: 1 new alarm\ngone: has never given an article")
    assert message["store"] == dead.store_uri
    again = crawl(dead, ALARM_URL=desk.url)
    assert len(again.summary()["alarms"]) == 1
    assert len(desk.posted) == 1, "the alarm has not begun with this run"
    assert "secret-token" not in ended.log


def test_a_command_reads_the_alarms(dead: Scrapy) -> None:
    program = dead.folder / "tell.py"
    program.write_text(f"import sys; open({str(dead.folder / 'told')!r}, 'w').write(sys.stdin.read())")
    crawl(dead, ALARM_COMMAND=f"{sys.executable} '{program}'")
    assert (dead.folder / "told").read_text() == (
        "newsgalley: 1 new alarm\n"
        "gone: has never given an article, most recently because of connection_refused (never_worked)\n"
    )


def test_an_alarm_that_was_not_taken_is_reported_and_sent_by_the_next_run(dead: Scrapy, desk: Desk) -> None:
    desk.status = 500
    ended = crawl(dead, ALARM_URL=desk.url, ALARM_COMMAND="sh -c 'echo no mail here; exit 3'")
    told = ended.summary()["alarm_error"]
    assert "ALARM_COMMAND: sh ended with exit code 3: no mail here" in told
    assert f"ALARM_URL: {desk.url.partition('/services')[0]} answered with status 500" in told
    assert "ALARM NOT SENT, tried again by the next run" in ended.log
    desk.status = 204
    assert crawl(dead, ALARM_URL=desk.url).summary()["alarm_error"] is None
    assert len(desk.posted) == 2


def test_a_receiver_that_does_not_answer_costs_a_bounded_time(dead: Scrapy, desk: Desk, tmp_path: Path) -> None:
    desk.pause_seconds = 30
    command = f"sh -c 'sleep 90; touch {tmp_path / 'late'}'"
    ended = crawl(dead, ALARM_URL=desk.url, ALARM_COMMAND=command, ALARM_TIMEOUT_SECONDS=0.5)
    assert not (tmp_path / "late").exists()
    told = ended.summary()["alarm_error"]
    assert "ALARM_COMMAND: no answer within 0.5 seconds" in told
    assert "ALARM_URL: no answer within 0.5 seconds" in told


def test_a_receiver_that_is_not_there_is_reported(dead: Scrapy) -> None:
    ended = crawl(dead, ALARM_URL="http://127.0.0.1:9/hook")
    assert "ALARM_URL: http://127.0.0.1:9 cannot be reached" in ended.summary()["alarm_error"]
    assert "Traceback" not in ended.log
