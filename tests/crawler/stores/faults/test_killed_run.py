"""A crawl that is killed, again and again, and goes on: nothing lost, nothing twice, nothing fetched that is stored."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import create_engine, text

from crawler.stores.store import Store
from tests.support.all_links import is_split, publish_links_of_all_kinds
from tests.support.commands.forked import Forked
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

CRAWL = ("crawl", "news", "-a")


def publish(paper: Paper, count: int) -> list[str]:
    """Serve articles that a feed names, each linked from the front page's feed."""
    links = [paper.article(f"/2026/03/story-{number}", f"Story number {number}") for number in range(count)]
    paper.front(*links[:20], feed="/rss.xml")
    paper.feed("/rss.xml", *links, headers={"ETag": '"1"'})
    return links


@contextmanager
def second_runs(scrapy: Scrapy, arguments: tuple[str, ...], every_seconds: float) -> Iterator[list[int]]:
    """Start a further run again and again; yield the list of their exit codes."""
    ended, codes = threading.Event(), []

    def start() -> None:
        while not ended.wait(every_seconds):
            command = scrapy.arguments(*arguments, "-O", str(scrapy.folder / "feed.jsonl"), CLEAN_WORKERS=1)
            # Not forked: the fork server has one client at a time.
            process = subprocess.run(
                [sys.executable, "-m", "scrapy", *command],
                env=scrapy.inherited(), cwd=scrapy.folder, capture_output=True, timeout=500,
            )  # fmt: skip
            codes.append(process.returncode)

    thread = threading.Thread(target=start)
    thread.start()
    try:
        yield codes
    finally:
        ended.set()
        thread.join()


def kill_group(process: Forked) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def kill_parent(process: Forked) -> None:
    process.kill()  # its workers are left behind, and hold its pipes: they are not waited for
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        pipe.close()


def wait_for(process: Forked, there: Callable[[], bool]) -> None:
    """Wait until something is there or the run has ended."""
    while process.poll() is None and not there():
        time.sleep(0.02)


def stored_paths(uri: str) -> Counter[str]:
    store = Store(uri)
    paths = Counter(urlsplit(record["url"]).path for record in store.articles.since())
    store.close()
    return paths


def is_sound(uri: str) -> bool:
    if not uri.startswith("sqlite"):
        return True  # a PostgreSQL server is not killed with its client
    engine = create_engine(uri)
    with engine.connect() as connection:
        answer = connection.execute(text("PRAGMA integrity_check")).scalar()
    engine.dispose()
    return bool(answer == "ok")


def crawl_and_kill(paper: Paper, scrapy: Scrapy, count: int, kills: int, seed: int) -> None:
    links = publish(paper, count)
    chance = random.Random(seed)
    for kill in range(kills):
        stored, asked = stored_paths(scrapy.store_uri), len(paper.asked)
        process = scrapy.start(*CRAWL, f"site={paper.base}", CLEAN_WORKERS=2)
        # Some die in the midst of their start or listing, some early in the fetching, some among their commits.
        pages, pause = chance.choice([(0, 2.0), (1, 0.5), (count // 4, 0.5), (count // 2, 2.0)])
        wait_for(process, lambda: len(paper.asked) - asked >= pages)  # noqa: B023
        time.sleep(chance.uniform(0, pause))
        (kill_parent if kill % 3 == 2 else kill_group)(process)
        assert not stored & Counter(paper.paths()[asked:]), "a stored page was fetched again"
        assert is_sound(scrapy.store_uri)

    last = scrapy(*CRAWL, f"site={paper.base}", CLEAN_WORKERS=1)

    assert last.code == 0, last.log
    assert stored_paths(scrapy.store_uri) == Counter(urlsplit(link).path for link in links)
    assert last.summary()["pages_waiting"] == 0
    assert is_sound(scrapy.store_uri)
    exported = [record["url"] for record in scrapy.records()]
    assert sorted(exported) == sorted(links)


def test_a_run_that_is_killed_loses_nothing_and_stores_nothing_twice(paper: Paper, tmp_path: Path, uri: str) -> None:
    scrapy = Scrapy(tmp_path)
    scrapy.store_uri = uri
    crawl_and_kill(paper, scrapy, count=30, kills=2, seed=5)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
def test_ten_kills_of_six_hundred_articles(paper: Paper, tmp_path: Path, uri: str, seed: int) -> None:
    scrapy = Scrapy(tmp_path)
    scrapy.store_uri = uri
    crawl_and_kill(paper, scrapy, count=600, kills=10, seed=seed)


def stored_titles(uri: str) -> Counter[str]:
    store = Store(uri)
    titles = Counter(record["title"] for record in store.articles.since())
    store.close()
    return titles


def fetched_again(paper: Paper) -> int:
    return sum(times - 1 for path, times in Counter(paper.paths()).items() if path.startswith("/2026/"))


@pytest.mark.soak
@pytest.mark.parametrize("seconds_between_second_runs", [0, 10])
def test_ten_kills_on_a_site_with_all_kinds_of_links(
    paper: Paper, tmp_path: Path, uri: str, seconds_between_second_runs: int
) -> None:
    scrapy = Scrapy(tmp_path)
    scrapy.store_uri = uri
    titles, chance = publish_links_of_all_kinds(paper, count=270), random.Random(3)
    arguments = *CRAWL, f"site={paper.base}"
    with ExitStack() as stack:
        codes = []
        if seconds_between_second_runs:
            codes = stack.enter_context(second_runs(scrapy, arguments, seconds_between_second_runs))
        for kill in range(10):
            asked = len(paper.asked)
            process = scrapy.start(*arguments, "-O", str(tmp_path / "feed.jsonl"), CLEAN_WORKERS=2)
            wait_for(process, lambda: len(paper.asked) - asked >= chance.choice([0, 3, 30, 60]))  # noqa: B023
            time.sleep(chance.uniform(0, 3))
            (kill_parent if kill % 3 == 2 else kill_group)(process)
            assert is_sound(scrapy.store_uri)
    last = scrapy(*arguments, CLEAN_WORKERS=2)
    assert last.code in (0, 3, 4), last.log  # 3: nothing was left to store, and links to missing pages failed
    assert set(codes) <= {0, 3, 4, 5}, codes
    found = stored_titles(scrapy.store_uri)
    print(f"{len(set(found) & set(titles))} of {len(titles)} articles, fetched again: {fetched_again(paper)}")
    lost, doubled = set(titles) - set(found), {title for title, times in found.items() if times > 1}
    assert (lost, doubled, set(found) - set(titles)) == (set(), set(), set())
    halves = [record["url"] for record in scrapy.records() if record["joined_pages"] == [] and is_split(record)]
    assert halves == []


def test_the_workers_of_a_killed_crawler_end_by_themselves(paper: Paper, scrapy: Scrapy) -> None:
    publish(paper, 5)
    process = scrapy.start(*CRAWL, f"site={paper.base}", CLEAN_WORKERS=2)
    wait_for(process, lambda: bool(stored_paths(scrapy.store_uri)))
    process.kill()
    process.communicate(timeout=100)  # which waits for all who hold its pipes: the workers and their tracker
