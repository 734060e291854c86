"""Every change of an article is in the feed once, in the order in which changes become visible."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from crawler.stores.changes import log
from crawler.stores.store import Store
from tests.crawler.stores.older.version_5 import change, make_version_5
from tests.support.articles import LONGER, OTHER, STORY, feed, save


def test_new_revised_and_linked_articles_are_in_the_feed_with_the_record_of_their_revision(store: Store) -> None:
    save(store, "late", STORY, 9)
    save(store, "vineyard", OTHER)
    save(store, "vineyard", LONGER)
    save(store, "early", STORY, 1)
    assert feed(store) == [
        ("new", "late", 1),
        ("new", "vineyard", 1),
        ("revised", "vineyard", 2),
        ("new", "early", 1),
        ("linked", "late", 1),
    ]
    texts = {each.fields["sequence"]: each.record and each.record["text"] for each in store.changes.after(0)}
    assert list(texts.values())[1:3] == [OTHER, LONGER]


def test_an_article_that_did_not_change_is_not_in_the_feed_again(store: Store) -> None:
    save(store, "vineyard", OTHER)
    cursor = store.changes.last()
    save(store, "vineyard", OTHER)
    assert feed(store, cursor) == []


def test_a_transaction_that_is_rolled_back_leaves_no_change(store: Store) -> None:
    def fail() -> None:
        with log.changing(store.engine) as connection:
            log.note(connection, "x", "new", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    save(store, "vineyard", OTHER)
    assert feed(store) == [("new", "vineyard", 1)]


def test_a_change_outside_of_a_numbered_transaction_is_an_error(store: Store) -> None:
    with store.engine.begin() as connection, pytest.raises(KeyError):
        log.note(connection, "x", "new", 1)


def test_the_number_of_a_deleted_row_is_not_used_again(store: Store) -> None:
    for _ in range(2):
        with log.changing(store.engine) as connection:
            log.note(connection, "x", "new", 1)
        last = store.changes.last()
        with store.engine.begin() as connection:
            log.forget(connection, "x")
    with log.changing(store.engine) as connection:
        log.note(connection, "x", "deleted", 0)
    assert store.changes.last() > last


def write_slowly(store: Store, name: str, pause: float) -> None:
    """Hold a transaction open before and after its number is taken."""
    with log.changing(store.engine) as connection:
        if store.engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_sleep(:pause)"), {"pause": pause})
        log.note(connection, name, "new", 1)


def test_a_reader_that_polls_many_writers_skips_no_number(uri: str) -> None:
    store = Store(uri)
    names = [f"{n:03}" for n in range(80)]
    seen: list[str] = []
    done = threading.Event()

    def poll() -> None:
        reader, cursor = Store(uri), 0
        while True:
            is_last = done.is_set()
            for each in reader.changes.after(cursor):
                seen.append(each.article_id)
                cursor = each.fields["sequence"]
            if is_last:
                reader.close()
                return
            time.sleep(0.001)

    polling = threading.Thread(target=poll)
    polling.start()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: write_slowly(store, name, (hash(name) % 7) / 500), names))
    done.set()
    polling.join()
    store.close()
    assert sorted(seen) == names


def test_a_number_is_not_visible_before_a_lower_one_that_commits_later(postgres_uri: str) -> None:
    """A transaction that has its number, and has not committed, holds the next one back."""
    store = Store(postgres_uri)
    slow = create_engine(postgres_uri.replace("postgresql://", "postgresql+psycopg://"))
    with slow.connect() as first:
        first.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": log.NUMBERING_LOCK_ID})
        insert = "INSERT INTO changes (article_id, change, revision, stored_at) VALUES ('first', 'new', 1, '')"
        first.execute(text(insert))
        second = threading.Thread(target=write_slowly, args=(store, "second", 0))
        second.start()
        second.join(0.3)
        assert second.is_alive()
        assert feed(store) == []
        first.commit()
        second.join()
    slow.dispose()
    assert [name for _, name, _ in feed(store)] == ["first", "second"]
    store.close()


def test_a_store_from_before_the_feed_gets_one_with_its_revisions(uri: str) -> None:
    store = Store(uri)
    save(store, "vineyard", OTHER)
    save(store, "vineyard", LONGER, 5)
    save(store, "harbour", STORY, 2)
    store.close()
    make_version_5(uri)
    change(uri, "DROP TABLE changes", "DROP TABLE consumers", "UPDATE store_version SET version = 3")
    store = Store(uri)
    found = feed(store)
    store.close()
    assert found == [("new", "vineyard", 1), ("new", "harbour", 1), ("revised", "vineyard", 2)]
