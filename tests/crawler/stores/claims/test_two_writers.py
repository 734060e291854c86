"""Two runs that write into one PostgreSQL in the same moment."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Connection, text, update

from cleaners.compare.fingerprints import fingerprints
from cleaners.urls import article_id
from crawler.actions.importing.loading import load
from crawler.sources.source import ArticleLink
from crawler.stores.articles import Saved
from crawler.stores.changes.log import changing
from crawler.stores.database.schema import sources
from crawler.stores.sites.listings import ListingState
from crawler.stores.store import Store
from crawler.stores.store_thread import StoreThread
from tests.support.articles import record
from tests.support.invented_stories import story
from tests.support.invented_stories import text as text_of


def fetched(url: str, second: int, number: int = 1) -> Any:
    made = record(article_id(url), text_of(story(number)), second)
    return {**made, "url": url, "requested_url": url, "canonical_url": None, "source": "harbour", "language": "en"}


def add(store: Store, connection: Connection, made: Any) -> Saved:
    return store.add(connection, dict(made), fingerprints(made))  # type: ignore[arg-type]


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def wait_for_a_lock(store: Store) -> None:
    query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while True:
        with store.engine.connect() as connection:
            if connection.execute(query).scalar():
                return


def representatives(store: Store) -> dict[str, str | None]:
    return {found["url"]: found["duplicate_of"] for found in store.articles.since()}  # type: ignore[misc]


@pytest.mark.parametrize("seconds", [(100, 200), (200, 100)])
def test_the_same_story_that_two_runs_store_in_one_moment_is_linked(
    two: tuple[Store, Store], seconds: tuple[int, int]
) -> None:
    one, other = two
    first, second = "https://one.example/story", "https://other.example/story"
    with changing(one.engine) as connection:
        assert add(one, connection, fetched(first, seconds[0])).record["duplicate_of"] is None
        with changing(other.engine) as others:
            assert add(other, others, fetched(second, seconds[1])).record["duplicate_of"] is None
    assert representatives(one) == {first: article_id(second), second: None}
    changes = [(changed.article_id, changed.fields["change"]) for changed in one.changes.after(0)]
    assert changes == [
        (article_id(second), "new"), (article_id(first), "new"), (article_id(first), "linked")
    ]  # fmt: skip


def test_another_story_of_the_same_moment_is_not_linked(two: tuple[Store, Store]) -> None:
    one, other = two
    with changing(one.engine) as connection:
        add(one, connection, fetched("https://one.example/story", 100))
        with changing(other.engine) as others:
            add(other, others, fetched("https://other.example/story", 200, number=2))
    assert set(representatives(one).values()) == {None}


def test_an_article_that_two_runs_store_in_one_moment_is_new_once(two: tuple[Store, Store]) -> None:
    one, other = two
    outcomes: list[str] = []

    def add_it_too() -> None:
        made = fetched("https://one.example/story", 200)
        saved = asyncio.run(StoreThread(other.engine).commit(lambda connection: add(other, connection, made)))
        outcomes.append(saved.outcome)

    with closing(Store(one.uri)) as watching:
        with changing(one.engine) as connection:
            add(one, connection, fetched("https://one.example/story", 100))
            thread = in_thread(add_it_too)
            wait_for_a_lock(watching)
        thread.join()
    assert outcomes == ["unchanged"]
    assert [changed.fields["change"] for changed in one.changes.after(0)] == ["new"]


def test_a_deadlock_is_repeated_and_costs_nothing(two: tuple[Store, Store]) -> None:
    for name in ("a", "b"):
        two[0].listings.note_source_read(name)
    both, one_is_done = threading.Barrier(2), threading.Event()
    tries: list[int] = []

    def change(store: Store, first: str, second: str) -> None:
        def work(connection: Connection) -> None:
            tries.append(1)
            if len(tries) > 2:
                one_is_done.wait(60)  # otherwise the repeated work may be in the way of the other once more
            for name in (first, second):
                connection.execute(update(sources).where(sources.c.id == name).values(tried_at=first))
                if len(tries) <= 2 and name == first:
                    both.wait(60)

        asyncio.run(StoreThread(store.engine).commit(work))
        one_is_done.set()

    threads = [in_thread(lambda: change(two[0], "a", "b")), in_thread(lambda: change(two[1], "b", "a"))]
    for thread in threads:
        thread.join()
    assert len(tries) == 3
    assert not two[0].breaker.failure
    assert not two[1].breaker.failure


def test_what_two_runs_note_at_once_is_noted_once(two: tuple[Store, Store]) -> None:
    links = [ArticleLink(url=f"https://one.example/story-{number}", found_by="feed") for number in range(200)]
    new: list[int] = []

    def note(store: Store, given: list[ArticleLink]) -> None:
        for _ in range(5):
            new.append(len(store.state.note_links(given, "harbour")))
            store.listings.note("https://one.example/feed", ListingState('"1"'))
            store.listings.note_source_read("harbour")
            store.state.mark_dropped(["https://one.example/elsewhere"], "empty")

    threads = [in_thread(lambda: note(two[0], links)), in_thread(lambda: note(two[1], links[::-1]))]
    for thread in threads:
        thread.join()
    assert sum(new) == 200
    assert two[0].state.count_pending() == 200


def test_an_import_beside_a_crawl_that_saves_the_same_article_waits_and_keeps_the_later_fetch(
    two: tuple[Store, Store],
) -> None:
    crawl, importing = two
    assert crawl.lock.acquire(shared=True)
    assert importing.lock.acquire(shared=True)
    earlier, others = fetched("https://one.example/story", 100), fetched("https://two.example/story", 100, number=2)
    outcomes: list[object] = []
    with closing(Store(crawl.uri)) as watching:
        with changing(crawl.engine) as connection:
            add(crawl, connection, fetched("https://one.example/story", 200))
            thread = in_thread(lambda: outcomes.extend(load(importing, [dict(earlier), dict(others)])))  # type: ignore[list-item]
            wait_for_a_lock(watching)
        thread.join()
    assert outcomes == ["older", "new"]
    assert [changed.fields["change"] for changed in crawl.changes.after(0)] == ["new", "new"]
    stored = {record["url"]: record["fetched_at"] for record in crawl.articles.since()}
    assert stored["https://one.example/story"] > earlier["fetched_at"]
