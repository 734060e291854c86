"""Two crawls of the same sources on one PostgreSQL, at the same time: nothing lost, nothing twice, and polite."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from crawler.stores.store import Store
from tests.crawler.conftest import Scrapy
from tests.crawler.forked import Forked
from tests.crawler.paper import Answer, Headers, Paper, serving

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

    def most_at_once(self) -> int:
        return max(paper.most_at_once for paper in (*self.papers, self.feeds))

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


def assert_all_there(uri: str, press: Press) -> None:
    assert stored(uri) == Counter(press.links), "lost or doubled"
    assert set(changed(uri).values()) == {1}, "an article was new twice"
    assert press.most_at_once() <= PER_HOST


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
