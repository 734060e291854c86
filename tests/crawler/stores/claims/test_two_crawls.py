"""Two crawls of the same sources on one PostgreSQL, at the same time: nothing lost, nothing twice, and polite."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from crawler.middlewares.claims import SURE_SECONDS
from crawler.stores.store import Store
from tests.support.commands.forked import Forked
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Answer, Headers, Paper, serving

PER_HOST = 2  # CONCURRENT_REQUESTS_PER_DOMAIN
ANSWER_SECONDS = 0.03  # long enough for requests of two runs to meet


class Press:
    """Several papers, each a site of its own, whose feeds another host serves."""

    def __init__(self, stack: ExitStack, folder: Path, papers: int, stories: int) -> None:
        self.papers = [stack.enter_context(serving(Paper())) for _ in range(papers)]
        self.feeds = stack.enter_context(serving(Paper()))
        self.links: list[str] = []
        self.sources = folder / "sources.toml"
        entries = []
        for number, paper in enumerate(self.papers):
            links = [
                paper.article(f"/2026/03/story-{number}-{story}", f"Paper {number} tells story number {story}")
                for story in range(stories)
            ]
            feed = self.feeds.feed(f"/{number}.xml", *links)
            entries.append(f'[[source]]\nid = "paper-{number}"\nname = "P"\nhome = "{paper.base}/"\n')
            entries.append(f'feeds = ["{feed}"]\n')
            self.links += links
        self.sources.write_text("".join(entries))
        for paper in (*self.papers, self.feeds):
            paper.pages = {path: slow(page) for path, page in paper.pages.items()}

    def most_at_once(self) -> dict[str, int]:
        """Return the most requests under way together, by host."""
        hosts = {f"paper-{number}": paper for number, paper in enumerate(self.papers)} | {"feeds": self.feeds}
        return {name: paper.most_at_once for name, paper in hosts.items()}

    def fetched(self) -> Counter[str]:
        """Return how often each article was fetched."""
        return Counter(path for paper in self.papers for path in paper.paths() if "story" in path)


def slow(page):  # type: ignore[no-untyped-def]
    def answer(headers: Headers) -> Answer:
        time.sleep(ANSWER_SECONDS)
        return page if isinstance(page, Answer) else page(headers)

    return answer


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def runs(tmp_path: Path, postgres_uri: str) -> list[Scrapy]:
    """Two machines with the same store."""
    found = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        scrapy = Scrapy(tmp_path / name)
        scrapy.store_uri = postgres_uri
        found.append(scrapy)
    Store(postgres_uri).close()  # with its tables, so that runs that begin together have nothing to create
    return found


def start(scrapy: Scrapy, press: Press, **settings: object) -> Forked:
    return scrapy.start("crawl", "news", "-a", f"sources={press.sources}", **settings)


def ended(process: Forked) -> str:
    _, log = process.communicate(timeout=200)
    assert "Traceback" not in log, log
    return log


def stored(uri: str) -> Counter[str]:
    with closing(Store(uri)) as store:
        return Counter(record["url"] for record in store.articles.since())


def changed(uri: str) -> Counter[str]:
    with closing(Store(uri)) as store:
        return Counter(changed.article_id for changed in store.changes.after(0) if changed.fields["change"] == "new")


def assert_all_there(uri: str, press: Press, left_over: int = 0) -> None:
    """Check what is stored, and that hosts were never asked for more at once than they may be.

    `left_over` are requests that a dead or stopped run had sent, and that the host was still answering.
    """
    assert stored(uri) == Counter(press.links), "lost or doubled"
    assert set(changed(uri).values()) == {1}, "an article was new twice"
    most = press.most_at_once()
    assert max(most.values()) <= PER_HOST + left_over, most


def crawl_together(stack: ExitStack, folder: Path, runs: list[Scrapy], papers: int, stories: int) -> None:
    press = Press(stack, folder, papers, stories)
    processes = [start(scrapy, press, MAX_SITES=papers // 2) for scrapy in runs]
    logs = [ended(process) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], "\n".join(logs)
    assert_all_there(runs[0].store_uri, press)
    assert set(press.fetched().values()) == {1}, "a page was fetched by both"


def test_two_crawls_share_the_sites(stack: ExitStack, tmp_path: Path, runs: list[Scrapy]) -> None:
    crawl_together(stack, tmp_path, runs, papers=4, stories=6)


@pytest.mark.soak
def test_two_crawls_share_many_sites(stack: ExitStack, tmp_path: Path, runs: list[Scrapy]) -> None:
    crawl_together(stack, tmp_path, runs, papers=40, stories=12)


def when_some_are_stored(process: Forked, uri: str, count: int) -> None:
    with closing(Store(uri)) as store:
        process.wait_until(lambda: store.articles.count() >= count)


def end_run_sessions(uri: str) -> None:
    """Have the server end the sessions that hold locks, as it does with idle ones."""
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        ending = "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON oid = database WHERE locktype = "
        assert connection.execute(text(f"{ending}'advisory' AND datname = current_database()")).all()
    engine.dispose()


def test_a_killed_crawl_leaves_its_sites_to_the_next(stack: ExitStack, tmp_path: Path, runs: list[Scrapy]) -> None:
    press = Press(stack, tmp_path, papers=4, stories=6)
    one, other = (start(scrapy, press, MAX_SITES=2) for scrapy in runs)
    when_some_are_stored(one, runs[0].store_uri, 4)
    os.killpg(one.pid, signal.SIGKILL)
    one.communicate()
    again = start(runs[0], press)
    for process in (other, again):
        log = ended(process)
        assert process.returncode == 0, log
    last = start(runs[1], press)
    log = ended(last)
    assert last.returncode == 0, log
    assert_all_there(runs[0].store_uri, press)


@pytest.mark.soak
def test_another_crawl_takes_over_from_one_that_stood_still_and_lost_its_session(
    stack: ExitStack, tmp_path: Path, runs: list[Scrapy]
) -> None:
    press, uri = Press(stack, tmp_path, papers=3, stories=8), runs[0].store_uri
    one = start(runs[0], press)
    when_some_are_stored(one, uri, 4)
    one.send_signal(signal.SIGSTOP)
    try:
        idle = start(runs[1], press)
        assert "Other runs work on 3" in ended(idle), "it took sites that another run has claimed"
        end_run_sessions(uri)
        time.sleep(SURE_SECONDS)  # the server itself waits much longer before it ends a silent session
        other = start(runs[1], press)
        when_some_are_stored(other, uri, 8)
    finally:
        one.send_signal(signal.SIGCONT)
    log = ended(other)
    assert other.returncode == 0, log
    log = ended(one)
    assert one.returncode == 1, log
    assert "The store " in log
    assert_all_there(uri, press)


def test_a_crawl_whose_session_the_server_ends_fails_and_the_next_goes_on(
    stack: ExitStack, tmp_path: Path, runs: list[Scrapy]
) -> None:
    press, uri = Press(stack, tmp_path, papers=2, stories=8), runs[0].store_uri
    one = start(runs[0], press)
    when_some_are_stored(one, uri, 3)
    end_run_sessions(uri)
    other = start(runs[1], press)
    log = ended(one)
    assert one.returncode == 1, log
    log = ended(other)
    assert other.returncode == 0, log
    assert_all_there(uri, press)


def test_single_articles_wait_for_the_site_that_a_crawl_works_on(
    stack: ExitStack, tmp_path: Path, runs: list[Scrapy], gate: threading.Event
) -> None:
    press, uri = Press(stack, tmp_path, papers=1, stories=3), runs[0].store_uri
    (paper,) = press.papers
    wanted = paper.article("/2026/03/wanted", "An article that a user wants now")
    paper.hold(gate, "/2026/03/story-0-2")
    crawl = start(runs[0], press)
    when_some_are_stored(crawl, uri, 2)
    single = runs[1].start("crawl", "article", "-a", f"urls={wanted}")
    single.wait_until(lambda: bool(waits_for_site(uri)))
    assert "/2026/03/wanted" not in paper.paths()
    gate.set()
    for process in (crawl, single):
        log = ended(process)
        assert process.returncode == 0, log
    assert wanted in stored(uri)


def waits_for_site(uri: str) -> bool:
    """Return True if the run of a single article has noted its address, so that it is about to claim the site."""
    with closing(Store(uri)) as store:
        return store.state.count_pending() > 1
