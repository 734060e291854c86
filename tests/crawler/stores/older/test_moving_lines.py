"""The site lines of a store of version 10 are moved into today's tables, with what is known of them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect

from cleaners.compare.site_lines import line_fingerprint
from crawler.stores.database.schema import VERSION
from crawler.stores.older import moving, upgrade
from crawler.stores.older.upgrade import version_of
from crawler.stores.store import Store
from tests.crawler.stores.older.version_10 import make_version_10
from tests.crawler.stores.sites.test_site_lines import SITE, SLOGAN, record, save

SECTIONS = tuple(f"s{number}" for number in range(5))


def what_is_known(store: Store) -> tuple[Any, ...]:
    lines = store.site_lines
    every = [(line.fingerprint, line.pages, line.seen, line.first_seen, line.last_seen) for line in lines.lines()]
    flags = [(line.confirmed, line.forgotten, line.applied) for line in lines.lines()]
    return lines.known_lines(f"{SITE}/next"), every, flags, lines.pages_seen("example.org"), lines.unsettled()


@pytest.fixture
def version_10(uri: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, tuple[Any, ...]]:
    """A store of version 10 whose lines are several portions, and what was known of them."""
    monkeypatch.setattr(moving, "LINES_AT_ONCE", 3)
    store = Store(uri)
    save(store, *(record(number) for number in range(5)))
    known = what_is_known(store)
    store.close()
    make_version_10(uri, SECTIONS)
    return uri, known


def assert_is_upgraded(uri: str, known: tuple[Any, ...]) -> None:
    store = Store(uri)
    try:
        assert known[0] == {line_fingerprint(SLOGAN): (5, 5)}
        assert what_is_known(store) == known
        assert version_of(store.engine) == VERSION
        assert not [name for name in inspect(store.engine).get_table_names() if name.endswith("_v10")]
        save(store, record(5))
        assert store.site_lines.known_lines(f"{SITE}/next") == {line_fingerprint(SLOGAN): (6, 6)}
    finally:
        store.close()


def test_the_lines_of_a_site_are_known_as_before(version_10: tuple[str, tuple[Any, ...]]) -> None:
    assert_is_upgraded(*version_10)


def test_a_line_of_one_section_stays_one_of_it(uri: str) -> None:
    store = Store(uri)
    day = "2026-03-05"
    one_day = {"date_published": day, "fetched_at": f"{day}T09:00:00Z", "section": "city"}
    save(store, *(record(number, **one_day) for number in range(4)))
    store.close()
    make_version_10(uri, ("city",))
    store = Store(uri)
    save(store, record(4, **one_day))
    assert store.site_lines.known_lines(f"{SITE}/next") == {}
    save(store, record(5, **{**one_day, "section": "sport"}))
    assert store.site_lines.known_lines(f"{SITE}/next") == {line_fingerprint(SLOGAN): (6, 6)}
    store.close()


def test_an_upgrade_that_is_killed_between_two_portions_is_continued(
    version_10: tuple[str, tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def move_once(connection: Any) -> int:
        if moved:
            raise Killed
        moved.append(moving.move_some(connection))
        return moved[0]

    for _ in range(2):
        moved: list[int] = []
        with monkeypatch.context() as patch:
            patch.setattr(upgrade, "move_some", move_once)
            with pytest.raises(Killed):
                Store(version_10[0])
        assert moved == [3]
    assert_is_upgraded(*version_10)
