"""The articles of a store of version 5 are moved into today's tables, whatever ends or joins the upgrade."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect, text

from crawler.stores.database.schema import VERSION
from crawler.stores.older import moving, upgrade
from crawler.stores.older.upgrade import version_of
from crawler.stores.search.search import Query, search
from crawler.stores.store import Store
from tests.crawler.stores.older.version_5 import OTHER, STORY, make_version_5
from tests.support.articles import record
from tests.support.saving import representative_of, save_article


def vessel(number: int) -> str:
    return f"Vessel {number} came. " + " ".join(f"w{number}x{n}" for n in range(40))


@pytest.fixture
def version_5(uri: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store of version 5 with 45 articles; one of them has an earlier revision."""
    monkeypatch.setattr(moving, "ROWS_AT_ONCE", 20)
    store = Store(uri)
    for number in range(45):
        story = vessel(number) if number else STORY
        found = record(f"{number:03}", story, number) | {"url": f"https://courier.example/{number}"}
        save_article(store, found, [found["url"]])
    found = record("000", OTHER, 900) | {"url": "https://courier.example/0"}
    save_article(store, found, [found["url"]])
    store.close()
    make_version_5(uri)
    return uri


def assert_is_upgraded(uri: str) -> None:
    store = Store(uri)
    try:
        assert version_of(store.engine) == VERSION
        names = [each["id"] for each in store.articles.since()]
        assert sorted(names) == [f"{number:03}" for number in range(45)]
        assert [each["text"] for each in store.articles.earlier("000")] == [STORY]
        assert [hit.id for hit in search(store, Query(words='"vessel 37"'))] == ["037"]
        assert [hit.id for hit in search(store, Query(words="vineyard -vessel"))] == ["000"]
        assert representative_of(store, record("later", vessel(7), 86_000)) == "007"
        tables = inspect(store.engine).get_table_names()
        assert not [name for name in tables if name.endswith("_v5")]
        with store.engine.connect() as connection:
            shown = connection.execute(text("SELECT id, host, text FROM articles_v1 WHERE id = '037'")).one()
        assert shown[:2] == ("037", "courier.example")
    finally:
        store.close()


def test_a_store_of_version_5_is_moved_and_indexed(version_5: str) -> None:
    assert_is_upgraded(version_5)


def test_an_upgrade_that_is_killed_is_continued(version_5: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    for portions in range(3):
        done = []

        def move(connection: object, done: list[int] = done, portions: int = portions) -> int:
            moved = moving.move_some(connection)  # type: ignore[arg-type]
            if len(done) == portions:
                raise Killed
            done.append(1)
            return moved

        with monkeypatch.context() as patch:
            patch.setattr(upgrade, "move_some", move)
            with pytest.raises(Killed):
                Store(version_5)
    assert_is_upgraded(version_5)


def test_two_processes_upgrade_a_store_together(version_5: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        for store in pool.map(Store, [version_5] * 3):
            store.close()
    assert_is_upgraded(version_5)


def test_a_long_upgrade_says_how_far_it_is(
    version_5: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(upgrade, "PROGRESS_SECONDS", 0)
    Store(version_5).close()
    assert "store upgrade: 20 of 90 rows\n" in capsys.readouterr().err
