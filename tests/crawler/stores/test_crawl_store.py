"""Transactions of a running crawl: in order, together, and one failing piece of work costs no other."""

import asyncio
import inspect
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert
from sqlalchemy.exc import SQLAlchemyError

from cleaners.compare.fingerprints import fingerprints
from crawler.stores import CrawlStore
from crawler.stores.database.schema import sources
from crawler.stores.store import Store
from crawler.stores.store_thread import StoreThread
from tests.crawler.stores.read_sources import read_sources
from tests.support.articles import record
from tests.support.invented_stories import story, text


def note(name: str, listed_at: str | None = "2026-03-04T08:00:00Z") -> Any:
    def work(connection: Connection) -> str:
        connection.execute(insert(sources).values(id=name, listed_at=listed_at))
        return name

    return work


def together(store: Store, *works: Any) -> list[Any]:
    async def run() -> list[Any]:
        return await asyncio.gather(*map(StoreThread(store.engine).commit, works), return_exceptions=True)

    return asyncio.run(run())


def noted(store: Store, *names: str) -> bool:
    return {*names} <= {*read_sources(store)}


def test_what_is_handed_over_together_is_committed_once_each(store: Store) -> None:
    assert together(store, *(note(f"paper-{n}") for n in range(120))) == [f"paper-{n}" for n in range(120)]
    assert noted(store, *(f"paper-{n}" for n in range(120)))


@pytest.mark.parametrize("uri", ["sqlite://"])
def test_pieces_that_come_one_after_the_other_share_transactions(store: Store) -> None:
    commits: list[Connection] = []
    event.listen(store.engine, "commit", commits.append)

    async def run() -> None:
        thread = StoreThread(store.engine)
        await thread.commit(note("first"))
        waiting = []
        for number in range(10):
            waiting.append(asyncio.ensure_future(thread.commit(note(f"paper-{number}"))))
            await asyncio.sleep(0)
        assert not noted(store, "paper-0")
        await asyncio.gather(*waiting)

    asyncio.run(run())
    assert noted(store, "first", *(f"paper-{n}" for n in range(10)))
    assert len(commits) == 2


def test_a_piece_of_work_that_fails_costs_no_other(store: Store) -> None:
    first, broken, last = together(store, note("first"), note("broken", listed_at=None), note("last"))
    assert (first, last) == ("first", "last")
    assert isinstance(broken, SQLAlchemyError)
    assert noted(store, "first", "last")
    assert not noted(store, "broken")


def test_two_pages_of_one_story_that_come_together_are_one_article(store: Store) -> None:
    def fetched(name: str) -> Any:
        made = record("one-id", text(story(1)), 100)
        url = f"https://example.org/{name}"
        return {
            **made,
            "url": url,
            "requested_url": url,
            "canonical_url": None,
            "title": "One story",
            "removed": [],
            "section": None,
        }

    crawl_store = CrawlStore(store)

    async def run() -> list[str]:
        saved = await asyncio.gather(*(crawl_store.add(found, fingerprints(found)) for found in map(fetched, "abc")))
        return [each.outcome for each in saved]

    assert asyncio.run(run()) == ["new", "known", "known"]
    assert store.articles.count() == 1


def test_what_is_under_way_is_finished_when_the_store_closes(store: Store, uri: str) -> None:
    async def run() -> None:
        crawl_store = CrawlStore(store)
        tasks = [asyncio.ensure_future(crawl_store._thread.commit(note(f"paper-{n}"))) for n in range(10)]
        await asyncio.sleep(0)
        crawl_store.close()
        await asyncio.gather(*tasks)

    asyncio.run(run())
    assert noted(store, "paper-9")


@pytest.mark.parametrize("uri", ["sqlite://"])
def test_a_store_in_memory_is_the_same_in_every_thread(store: Store) -> None:
    assert together(store, note("a"), note("b")) == ["a", "b"]
    assert noted(store, "a", "b")


def test_every_question_of_a_crawl_is_a_coroutine() -> None:
    blocking = {name for name, value in vars(CrawlStore).items() if inspect.isfunction(value) and name[0] != "_"}
    blocking -= {name for name in blocking if inspect.iscoroutinefunction(getattr(CrawlStore, name))}
    # The first is for the thread that uploads the archive, the second notes a function, and the third ends the thread.
    assert blocking == {"ask_now", "on_failure", "close"}
