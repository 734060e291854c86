"""A store of an earlier version is upgraded to this one; a store of a newer version is left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, inspect, text

from crawler.sources.settled import Settled
from crawler.sources.source import ArticleLink
from crawler.stores.database import lock
from crawler.stores.database.engine import StoreAddressError, StoreError
from crawler.stores.database.schema import VERSION
from crawler.stores.older.upgrade import version_of
from crawler.stores.search.search import Query, search
from crawler.stores.sites.listings import ListingState
from crawler.stores.store import Store
from tests.crawler.stores.older.version_5 import OTHER, STORY, change, make_version_5
from tests.crawler.stores.read_sources import read_sources
from tests.support.articles import record
from tests.support.saving import representative_of, save_article

LATER = (
    "store_version",
    "text_bands",
    "site_lines",
    "site_line_hosts",
    "runs",
    "revisions",
    "recleaned",
    "settled_entries",
    "changes",
    "consumers",
)


def made_by_an_earlier_version(uri: str) -> None:
    """Make a store with two articles of one site, without the tables, index and column that came later."""
    store = Store(uri)
    for place, story in enumerate((STORY, OTHER)):
        url = f"https://courier.example/{place}"
        found = record(f"article{place}", story, place) | {"url": url, "duplicate_of": None, "removed": []}
        save_article(store, found, [url])
    store.close()
    make_version_5(uri)
    change(
        uri,
        *(f"DROP TABLE {name}" for name in LATER),
        "DROP INDEX articles_by_representative",
        "DROP INDEX articles_by_host",
        "ALTER TABLE articles DROP COLUMN host",
        "ALTER TABLE urls DROP COLUMN title_hint",
    )


def test_an_older_store_gets_what_is_new_and_keeps_what_it_has(uri: str) -> None:
    made_by_an_earlier_version(uri)
    store = Store(uri)
    names = {index["name"] for index in inspect(store.engine).get_indexes("articles")}
    columns = {column["name"] for column in inspect(store.engine).get_columns("urls")}
    kept = store.stored_at("https://courier.example/1")
    store.close()
    assert "articles_by_representative" in names
    assert "title_hint" in columns
    assert kept
    assert kept["text"] == OTHER


def test_a_store_of_version_1_gets_the_table_of_settled_entries(uri: str) -> None:
    store = Store(uri)
    store.state.note_links([ArticleLink(url="https://courier.example/1", found_by="sitemap")], "courier")
    store.listings.note("https://courier.example/map", ListingState(body_hash="ab" * 32))
    store.close()
    make_version_5(uri)
    change(uri, "DROP TABLE settled_entries", "UPDATE store_version SET version = 1")
    store = Store(uri)
    settled = Settled("rules", frozenset({b"12345678"}))
    store.listings.note("https://courier.example/feed", ListingState(), settled)
    found = (
        store.listings.settled("https://courier.example/feed"),
        store.listings.settled("https://courier.example/map"),
        store.listings.states(["https://courier.example/map"])[0].body_hash,
        len(store.state.pending("courier", 9)),
        version_of(store.engine),
    )
    store.close()
    assert found == (settled, Settled(), "ab" * 32, 1, VERSION)


def assert_indexed_and_counted_once(uri: str) -> None:
    store = Store(uri)
    representative = representative_of(store, record("later", STORY, 86_000))
    pages = store.site_lines.pages_seen("courier.example")
    store.close()
    assert representative == "article0"
    assert sum(pages.values()) == 2


def test_articles_stored_before_are_found_as_near_duplicates_and_counted(uri: str) -> None:
    made_by_an_earlier_version(uri)
    assert_indexed_and_counted_once(uri)


def test_texts_with_earlier_hashes_are_indexed_again_but_counted_once(uri: str) -> None:
    made_by_an_earlier_version(uri)
    store = Store(uri)
    make_version_5(uri)
    store.close()
    change(uri, "UPDATE text_bands SET band = band + 1", "UPDATE store_version SET version = 1")
    assert_indexed_and_counted_once(uri)


def test_a_store_is_brought_up_to_date_once(uri: str, caplog: pytest.LogCaptureFixture) -> None:
    made_by_an_earlier_version(uri)
    for _ in range(2):
        store = Store(uri)
        pages = store.site_lines.pages_seen("courier.example")
        store.close()
    assert sum(pages.values()) == 2
    assert caplog.text.count("is upgraded to version") == 1


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(uri: str) -> None:
    Store(uri).close()
    change(uri, f"UPDATE store_version SET version = {VERSION + 1}")
    with pytest.raises(StoreAddressError, match=r"made by a newer newsgalley .*; update newsgalley"):
        Store(uri)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE articles (id INTEGER PRIMARY KEY, headline TEXT)",
        "CREATE TABLE sources (name TEXT PRIMARY KEY)",
        "CREATE TABLE runs (number INTEGER, minutes INTEGER)",
    ],
)
def test_a_database_of_another_program_is_refused_and_left_as_it_is(uri: str, statement: str) -> None:
    change(uri, statement)
    name = statement.split()[2]
    with pytest.raises(StoreAddressError, match=f"the database has a table {name} of another program"):
        Store(uri)
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    assert inspect(engine).get_table_names() == [name]
    assert len(inspect(engine).get_columns(name)) in (1, 2)
    engine.dispose()


def test_a_store_that_no_version_made_is_refused(uri: str) -> None:
    store = Store(uri)
    save_article(store, record("wall", "The harbour wall is open again.", 1), [])
    store.close()
    change(uri, "DROP TABLE store_version")
    with pytest.raises(StoreError, match=r"cannot be upgraded: its rows are not those|cannot be opened: function"):
        Store(uri)


def test_an_index_that_came_later_is_added(uri: str) -> None:
    Store(uri).close()
    make_version_5(uri)
    change(uri, "DROP INDEX site_lines_by_pages", "UPDATE store_version SET version = 1")
    store = Store(uri)
    names = {index["name"] for index in inspect(store.engine).get_indexes("site_lines")}
    store.close()
    assert "site_lines_by_pages" in names


def test_the_names_of_an_earlier_version_are_replaced(uri: str) -> None:
    store = Store(uri)
    removal = {"text": "A line of the house.", "stage": "site_lines", "rule": "site_line", "reason": "", "position": 9}
    address = "https://courier.example/0"
    found = record("article0", STORY, 0) | {"url": address, "section": None, "duplicate_of": None, "removed": [removal]}
    save_article(store, found, [found["url"]])
    pages = store.site_lines.pages_seen("courier.example")
    store.close()
    make_version_5(uri)
    change(
        uri,
        "DROP INDEX site_lines_by_pages",
        "DROP INDEX articles_by_representative",
        "ALTER TABLE site_line_hosts RENAME TO template_hosts",
        "ALTER TABLE site_lines RENAME TO template_blocks",
        "CREATE INDEX template_blocks_by_pages ON template_blocks (host, language, pages)",
        "CREATE INDEX articles_by_head ON articles (duplicate_of)",
        "UPDATE urls SET state = 'watched'",
        """UPDATE articles SET record = replace(record, '"stage":"site_lines"', '"stage":"template"')""",
        "UPDATE store_version SET version = 2",
    )
    store = Store(uri)
    try:
        assert store.site_lines.pages_seen("courier.example") == pages
        assert store.state.state_of(found["url"]) == "recheck"
        assert store.articles.get("article0")["removed"] == [removal]
        tables = inspect(store.engine)
        assert {"site_lines_applied", "site_lines_by_pages"} == {
            index["name"] for index in tables.get_indexes("site_lines")
        }
        assert "template_hosts" not in tables.get_table_names()
    finally:
        store.close()


def test_the_articles_of_a_host_are_found_in_an_older_store(uri: str) -> None:
    made_by_an_earlier_version(uri)
    store = Store(uri)
    assert sorted(store.articles.ids_of_hosts(["courier.example", "other.example"])) == ["article0", "article1"]
    store.close()


def make_version_6(uri: str) -> None:
    """Turn a store of today into one without what hosts asked for and without the times of tries."""
    columns = ("DROP TABLE hosts", "ALTER TABLE sources DROP COLUMN tried_at", "UPDATE store_version SET version = 6")
    change(uri, *columns)


def test_a_store_of_version_6_keeps_its_articles_where_they_are(uri: str) -> None:
    store = Store(uri)
    save_article(
        store, record("harbour", STORY, 100) | {"url": "https://courier.example/0"}, ["https://courier.example/0"]
    )
    store.listings.note_source_read("courier")
    store.close()
    make_version_6(uri)
    store = Store(uri)
    assert version_of(store.engine) == VERSION
    assert [each["text"] for each in store.articles.since()] == [STORY]
    assert "courier" in read_sources(store)
    store.hosts.note_pause("courier.example", 60)
    store.close()


def test_a_store_of_version_7_keeps_what_hosts_asked_for_and_counts_their_requests(uri: str) -> None:
    store = Store(uri)
    store.hosts.note_pause("courier.example", 600)
    store.close()
    dropping = "ALTER TABLE hosts DROP COLUMN"
    change(uri, f"{dropping} requests_day", f"{dropping} requests", "UPDATE store_version SET version = 7")
    store = Store(uri)
    assert store.hosts.pause_seconds("courier.example") > 500
    for host in ("courier.example", "harbour.example"):
        store.hosts.note_requests(host, 3)
        store.hosts.note_requests(host, 4)
        assert store.hosts.requests_today(host) == 7
    store.close()


def test_the_index_of_a_store_of_version_9_gets_the_stems_of_words(uri: str) -> None:
    store = Store(uri)
    url = "https://courier.example/0"
    save_article(store, record("harbour", STORY, 100) | {"url": url, "language": None}, [url])
    store.close()
    change(uri, "UPDATE articles SET language = 'en'", "UPDATE store_version SET version = 9")
    store = Store(uri)
    assert [hit.id for hit in search(store, Query(words="boards weighs offers"))] == ["harbour"]
    store.close()


def test_the_index_of_a_store_of_version_11_gets_the_neighbours_of_words(postgres_uri: str) -> None:
    store = Store(postgres_uri)
    url = "https://courier.example/0"
    save_article(store, record("harbour", STORY, 100) | {"url": url}, [url])
    store.close()
    change(postgres_uri, "ALTER TABLE article_words DROP neighbours", "UPDATE store_version SET version = 11")
    store = Store(postgres_uri)
    assert [hit.id for hit in search(store, Query(words='"for crane"'))] == ["harbour"]
    store.close()


def test_a_store_is_not_upgraded_while_a_run_works_on_it(postgres_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.01)
    run = Store(postgres_uri, for_run=True)
    assert run.lock.acquire(shared=True)
    make_version_6(postgres_uri)
    with pytest.raises(StoreError, match="must be upgraded, but a run works on it"):
        Store(postgres_uri)
    run.close()
    Store(postgres_uri).close()


def test_a_lock_that_is_soon_given_back_is_waited_for(postgres_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another upgrade gives it back soon: the server releases the two locks of a transaction one after the other."""
    monkeypatch.setattr(lock, "WAIT_SECONDS", 100)
    other = Store(postgres_uri, for_run=True)
    assert other.lock.acquire(shared=False)
    make_version_6(postgres_uri)
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with ThreadPoolExecutor(1) as pool:
        opened = pool.submit(Store, postgres_uri)
        while not opened.done():
            with other.engine.connect() as connection:
                if connection.execute(waiting).scalar():
                    break
        other.close()
        opened.result().close()
