"""A whole store is copied into another database, and works there as before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Table, select

from cleaners.urls import article_id
from crawler.stores.database.engine import StoreError
from crawler.stores.database.schema import changes
from crawler.stores.deletion import Selection
from crawler.stores.older.copying import copy_store, tables
from crawler.stores.search.search import Query, search
from crawler.stores.store import Store
from tests.crawler.stores.older.version_5 import OTHER, STORY
from tests.support.articles import record
from tests.support.saving import save_article

STORIES = ("kept", STORY), ("deleted", OTHER), ("last", "The ferry has a new captain, who came from the south.")


def save(store: Store, name: str, text: str) -> None:
    url = f"https://courier.example/{name}"
    save_article(store, record(name, text, 0) | {"url": url, "removed": []}, [url])


@pytest.fixture
def old(tmp_path: Path) -> Any:
    """A SQLite store with an article, one that a user deleted, and a consumer that has read the change feed."""
    store = Store(f"sqlite:///{tmp_path / 'old.db'}")
    for name, text in STORIES[:2]:
        save(store, name, text)
    for portion in store.deletion.portions(Selection(id="deleted")):
        store.deletion.delete(portion)
    yield store
    store.close()


def rows(engine: Engine) -> dict[str, list[Sequence[object]]]:
    with engine.connect() as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in tables()}


def numbers(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.execute(select(changes.c.sequence)).scalars())


def ignore(_table: Table, _rows: int) -> None:
    pass


def test_a_copy_has_all_rows_and_works(old: Store, uri: str) -> None:
    new = Store(uri)
    copy_store(old.engine, new.engine, ignore)
    assert rows(new.engine) == rows(old.engine)
    assert [hit.id for hit in search(new, Query(words=STORY.split()[0]))] == ["kept"]
    assert new.deletion.among([article_id("https://courier.example/deleted")])
    last = max(numbers(old.engine))
    save(new, *STORIES[2])
    assert max(numbers(new.engine)) > last
    new.close()


def test_a_store_with_rows_is_refused_and_stays_as_it_is(old: Store, uri: str) -> None:
    new = Store(uri)
    save(new, *STORIES[2])
    before = rows(new.engine)
    with pytest.raises(StoreError, match=r"is not empty \(it has rows in articles, changes, "):
        copy_store(old.engine, new.engine, ignore)
    assert rows(new.engine) == before
    new.close()


def test_a_copy_that_fails_copies_nothing(old: Store, uri: str) -> None:
    new = Store(uri)

    def fail(table: Table, _rows: int) -> None:
        if table.name == "urls":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        copy_store(old.engine, new.engine, fail)
    assert not any(rows(new.engine).values())
    copy_store(old.engine, new.engine, ignore)
    assert rows(new.engine) == rows(old.engine)
    new.close()
