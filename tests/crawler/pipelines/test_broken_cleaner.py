"""A cleaner that cannot work, and machines that stop for a while: no page is lost."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

COUNT = 5


@pytest.fixture
def arguments(paper: Paper) -> tuple[str, ...]:
    links = [paper.article(f"/2026/03/pier-{number}", f"Pier number {number}") for number in range(COUNT)]
    paper.front(feed="/rss.xml")
    paper.feed("/rss.xml", *links)
    return "crawl", "news", "-a", f"site={paper.base}"


@pytest.fixture(autouse=True)
def spawned_workers(scrapy: Scrapy) -> None:
    """Start workers as new interpreters, which run the damaged code and are found by their command line."""
    scrapy.environment["SPAWNED_WORKERS"] = "1"


def break_workers(scrapy: Scrapy, folder: Path, code: str) -> None:
    """Have new Python processes run some code at their start, as a damaged installation behaves."""
    (folder / "broken").mkdir()
    (folder / "broken" / "sitecustomize.py").write_text(code)
    scrapy.environment["PYTHONPATH"] = str(folder / "broken")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import sys; sys.modules['trafilatura'] = None", "trafilatura"),
        ("import numpy; numpy.load = None", "cannot be read as a model"),
        ("import os, sys; '--multiprocessing-fork' in sys.orig_argv and os._exit(3)", "exit code 3"),
    ],
)
def test_an_installation_that_cannot_clean_ends_the_run_and_loses_no_page(
    paper: Paper, scrapy: Scrapy, tmp_path: Path, arguments: tuple[str, ...], code: str, told: str
) -> None:
    break_workers(scrapy, tmp_path, code)
    ended = scrapy(*arguments, CLEAN_WORKERS=2)
    assert ended.code == 1, ended.log
    assert ended.log.count("The cleaner does not work") == 1
    assert told in ended.log
    assert "Traceback" not in ended.log, ended.log
    assert ended.summary()["pages_dropped"] == {}
    assert ended.summary()["pages_waiting"] in (0, COUNT)  # 0: even the listing could not be read

    del scrapy.environment["PYTHONPATH"], scrapy.environment["SPAWNED_WORKERS"]
    assert scrapy(*arguments, CLEAN_WORKERS=1).code == 0
    assert len(scrapy.titles()) == COUNT


def workers_of(pid: int) -> list[int]:
    """Return the worker processes of a running command."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            is_worker = b"--multiprocessing-fork" in (entry / "cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid and is_worker:
            found.append(int(entry.name))
    return found


@pytest.mark.soak
@pytest.mark.parametrize("stopped", ["worker", "group"])
def test_a_process_that_was_stopped_for_longer_than_the_limit_loses_no_page(
    paper: Paper, scrapy: Scrapy, arguments: tuple[str, ...], gate: threading.Event, stopped: str
) -> None:
    paper.hold(gate, *(f"/2026/03/pier-{number}" for number in range(COUNT)), after=1)
    process = scrapy.start(*arguments, CLEAN_WORKERS=1, CLEAN_TIMEOUT_SECONDS=3, CLEAN_MEMORY_MB=0)
    process.wait_until(lambda: bool(workers_of(process.pid)))
    time.sleep(4)  # the worker has loaded its models
    pids = workers_of(process.pid)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    gate.set()
    time.sleep(1)
    if stopped == "group":
        process.send_signal(signal.SIGSTOP)
    time.sleep(5)
    for pid in pids if stopped == "worker" else [*pids, process.pid]:
        os.kill(pid, signal.SIGCONT)
    log = process.communicate(timeout=100)[1]
    assert process.returncode == 0, log
    assert "clean_timeout" not in log
    assert len(scrapy.titles()) == COUNT
