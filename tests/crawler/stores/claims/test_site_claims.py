"""Claims of sites by runs on one PostgreSQL."""

from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from crawler.stores import StoreError
from crawler.stores.store import Store
from tests.crawler.stores.claims.test_due import pending, read, source

NAMES = ["chapel", "harbour", "market", "quay"]
SOURCES = [source(name) for name in NAMES]


def claim(store: Store, most: int) -> list[str]:
    return [site.site.removesuffix(".example") for site in store.claims.claim(SOURCES, most).sites]


def test_two_runs_claim_different_sites_most_overdue_first(two: tuple[Store, Store]) -> None:
    one, other = two
    for hours, name in enumerate(NAMES):
        read(one, name, hours_ago=hours)
    assert claim(one, 2) == ["quay", "market"]
    found = other.claims.claim(SOURCES, 0)
    assert [each.site for each in found.sites] == ["harbour.example", "chapel.example"]
    assert {each.site for each in found.busy} == {"quay.example", "market.example"}
    assert found.sources_left == {"quay", "market"}


def test_a_run_tells_what_it_leaves(two: tuple[Store, Store]) -> None:
    claimed = two[0].claims.claim(SOURCES, 3)
    assert (len(claimed.sites), len(claimed.busy), len(claimed.left)) == (3, 0, 1)


def test_a_site_that_is_given_back_can_be_claimed_and_one_that_was_done_meanwhile_is_not(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    assert claim(one, 0) == NAMES
    assert claim(other, 0) == []
    one.claims.give_back(["harbour.example"])
    assert claim(other, 0) == ["harbour"]
    other.claims.give_all_back()
    assert other.claims.held == set()

    take = type(other.claims).take

    def read_before(claims, sites):  # type: ignore[no-untyped-def]
        store_pages_of("harbour")
        return take(claims, sites)

    def store_pages_of(name: str) -> None:
        pending(one, name, hours_ago=-1)
        one.listings.note_source_read(name)

    monkeypatch.setattr(type(other.claims), "take", read_before)
    hourly = [source(name, every=timedelta(hours=1)) for name in NAMES]
    one.claims.give_back(["harbour.example"])
    assert other.claims.claim(hourly, 0).sites == ()
    assert other.claims.held == set(), "what has nothing to do is given back"


def test_the_claims_of_a_run_end_with_its_session_and_it_can_write_nothing_more(two: tuple[Store, Store]) -> None:
    one, other = two
    assert one.lock.acquire(0, shared=True)
    assert claim(one, 0) == NAMES
    engine = create_engine(other.engine.url)
    with engine.connect() as connection:
        ending = "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON oid = database WHERE locktype = "
        connection.execute(text(f"{ending}'advisory' AND datname = current_database()"))
    engine.dispose()
    with pytest.raises(StoreError):
        one.listings.note_source_read("harbour")
    with pytest.raises(StoreError):
        one.listings.note_source_read("harbour")
    assert claim(other, 0) == NAMES


def test_on_sqlite_every_site_is_free(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with closing(Store(f"sqlite:///{tmp_path / 'articles.db'}", for_run=True)) as store:
        assert claim(store, 2) == NAMES, "MAX_SITES is for runs on a server"
