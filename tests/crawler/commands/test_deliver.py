"""`newsgalley deliver`: every change reaches the receiver, also if the receiver and the deliverer are killed."""

from __future__ import annotations

import base64
import json
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.commands.stored import put
from tests.crawler.delivery import receiver
from tests.support.articles import LONGER, OTHER, STORY
from tests.support.commands.scrapy_runs import NOBODY, Scrapy
from tests.support.paper import Paper

SECRET = "whsec_" + base64.b64encode(b"an invented secret of 32 bytes..").decode()


class Listening:
    """A receiver as a process of its own, which notes batches in a file and can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "received.jsonl"
        self.file.touch()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def start(self) -> None:
        command = [sys.executable, receiver.__file__, str(self.port), str(self.file), SECRET]
        self.process = subprocess.Popen(command)
        wait_for(self._listens)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def batches(self) -> list[dict[str, Any]]:
        complete = self.file.read_text().rpartition("\n")[0]  # the last line may have been cut by a kill
        return [json.loads(line) for line in complete.splitlines() if line.startswith("{") and line.endswith("}")]

    def changes(self) -> list[dict[str, Any]]:
        return [change for batch in self.batches() for change in batch["changes"]]


def wait_for(condition: Callable[[], bool], seconds: float = 100) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def listening(scrapy: Scrapy):
    listening = Listening(scrapy.folder)
    scrapy.environment["DELIVER_SECRET"] = SECRET
    listening.start()
    yield listening
    listening.kill()


def test_changes_are_delivered_once_in_order(scrapy: Scrapy, listening: Listening) -> None:
    put(scrapy, "vineyard", OTHER)
    put(scrapy, "vineyard", LONGER)
    gone = put(scrapy, "harbour", STORY)
    ended = scrapy("deliver", DELIVER_URL=listening.url, DELIVER_BATCH=2)
    assert (ended.code, ended.log) == (0, "3 changes delivered, none waiting.\n")
    assert [len(batch["changes"]) for batch in listening.batches()] == [2, 1]
    scrapy("delete", gone, "--yes")
    assert scrapy("deliver", DELIVER_URL=listening.url).code == 0
    assert scrapy("deliver", DELIVER_URL=listening.url).log == "no changes delivered, none waiting.\n"
    received = listening.changes()
    assert [change["change"] for change in received] == ["new", "revised", "new", "deleted"]
    assert received[1]["text"] == LONGER
    assert "removed" not in received[0]


def test_a_receiver_that_is_down_loses_nothing(scrapy: Scrapy, listening: Listening) -> None:
    put(scrapy, "vineyard", OTHER)
    listening.kill()
    process = scrapy.start("deliver", "--follow", DELIVER_URL=listening.url)
    put(scrapy, "harbour", STORY)
    time.sleep(1)
    listening.start()
    wait_for(lambda: len(listening.changes()) == 2)
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=100)
    assert process.returncode == 0, log
    assert "Traceback" not in log
    assert "2 changes delivered, none waiting" in log


def test_a_crawl_delivers_at_its_end(paper: Paper, scrapy: Scrapy, listening: Listening) -> None:
    links = [paper.article(f"/a/{name}", f"The {name}") for name in ("wall", "roof")]
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(links)}", DELIVER_URL=listening.url)
    assert ended.code == 0, ended.log
    assert "DELIVER_URL: 2 changes delivered" in ended.log
    assert {change["title"] for change in listening.changes()} == {"The wall", "The roof"}


@pytest.mark.soak
def test_a_crawl_whose_receiver_is_down_says_what_waits(paper: Paper, scrapy: Scrapy) -> None:
    link = paper.article("/a/wall", "The wall")
    ended = scrapy("crawl", "article", "-a", f"urls={link}", DELIVER_URL=f"http://{NOBODY}/hook")
    assert ended.code == 0, ended.log
    assert "DELIVER_URL: no changes delivered, 1 waiting: http://127.0.0.1:9 cannot be reached" in ended.log
    ended = scrapy("deliver", DELIVER_URL=f"http://{NOBODY}/hook", DELIVER_CONSUMER="other")
    assert ended.code == 1
    assert "no changes delivered, 1 waiting: http://127.0.0.1:9 cannot be reached" in ended.log
    assert "DELIVER_SECRET is not set" in ended.log


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "DELIVER_URL is not set"),
        ({"DELIVER_URL": "desk"}, "must be an http or https address"),
        ({"DELIVER_URL": "http://a.example/", "DELIVER_CONSUMER": "a b"}, "DELIVER_CONSUMER=a b: use letters"),
        ({"DELIVER_URL": "http://a.example/", "DELIVER_BATCH": "many"}, "DELIVER_BATCH"),
    ],
)
def test_settings_that_cannot_be_used_are_named(scrapy: Scrapy, settings: dict[str, str], message: str) -> None:
    put(scrapy, "vineyard", OTHER)
    for arguments in (["deliver"], ["crawl", "article", "-a", "urls=http://127.0.0.1:9/a"]):
        if settings or arguments == ["deliver"]:
            ended = scrapy(*arguments, **settings)
            assert ended.code == 2, ended.log
            assert message in ended.log


def test_two_deliverers_share_the_work_and_lose_nothing(scrapy: Scrapy, listening: Listening) -> None:
    for number in range(20):
        put(scrapy, f"story{number}", f"{STORY} Number {number} of many, said {'x' * number}.", 1 + number)
    both = [scrapy.start("deliver", DELIVER_URL=listening.url, DELIVER_BATCH=1) for _ in range(2)]
    logs = [process.communicate(timeout=100)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], logs
    expected = [json.loads(line)["sequence"] for line in scrapy("export", "--after", "0").out.splitlines()]
    assert sorted({change["sequence"] for change in listening.changes()}) == expected


def deliver_and_kill(scrapy: Scrapy, listening: Listening, articles: int, seed: int) -> int:
    """Store articles while deliverers and receivers are killed at random; return the number of repeated changes."""
    chance = random.Random(seed)
    settings = {"DELIVER_URL": listening.url, "DELIVER_BATCH": 3}
    process = scrapy.start("deliver", "--follow", **settings)
    kills = {"deliverer": 0, "receiver": 0}
    for number in range(articles):
        put(scrapy, f"story{number}", f"{STORY} Number {number} of many, said {'x' * number}.", 1 + number % 28)
        time.sleep(chance.uniform(0, 0.15))
        if chance.random() < 0.2:
            kills["deliverer"] += 1
            process.kill()
            process.communicate()
            process = scrapy.start("deliver", "--follow", **settings)
        if chance.random() < 0.2:
            kills["receiver"] += 1
            listening.kill()
            listening.start()
    process.kill()
    process.communicate()
    assert scrapy("deliver", **settings).code == 0
    assert all(kills.values())
    expected = {row["sequence"]: row for row in map(json.loads, scrapy("export", "--after", "0").out.splitlines())}
    received = listening.changes()
    assert {change["sequence"] for change in received} == set(expected)
    assert all(change == expected[change["sequence"]] for change in received)
    numbers = list(dict.fromkeys(change["sequence"] for change in received))
    assert numbers == sorted(numbers)
    return len(received) - len(expected)


@pytest.mark.soak
def test_kills_of_deliverer_and_receiver_lose_nothing(scrapy: Scrapy, listening: Listening) -> None:
    deliver_and_kill(scrapy, listening, articles=40, seed=4)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_many_kills_of_deliverer_and_receiver(scrapy: Scrapy, listening: Listening, seed: int) -> None:
    print("repeated changes:", deliver_and_kill(scrapy, listening, articles=300, seed=seed))
