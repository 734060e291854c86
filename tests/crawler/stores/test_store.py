import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from cleaners.cleaning import clean_page
from cleaners.page import Page
from crawler.sources.source import ArticleLink
from crawler.stores import StoreError
from crawler.stores.addresses.due_times import RETRY_PAUSES_SECONDS
from crawler.stores.database.schema import changes
from crawler.stores.sites.listings import ListingState
from crawler.stores.store import Store
from tests.crawler.stores.read_sources import read_sources
from tests.support.saving import save_article

WALL = "https://www.example.org/2026/03/harbour-wall"
ROOF = "https://www.example.org/2026/03/school-roof"


def link(url: str) -> ArticleLink:
    return ArticleLink(url=url, found_by="feed", title="A title", date="2026-03-04")


def record(url: str = WALL, text: str = "The wall is to be mended.", fetched_at: str = "2026-03-04T08:00:00Z") -> Any:
    page = Page(body=f"<h1>Harbour wall 🏖</h1><p>{text}</p>", url=url, requested_url=url, fetched_at=fetched_at)
    return clean_page(page).to_record()


def found(store: Store, *urls: str) -> list[str]:
    return [new.url for new in store.state.note_links(map(link, urls), "paper")]


def waiting(store: Store) -> list[str]:
    return sorted(each.url for each in store.state.pending("paper", 10))


def test_a_record_comes_back_as_it_was_saved(store: Store) -> None:
    saved = record()
    save_article(store, saved, [WALL])
    assert store.articles.get(saved["id"]) == saved
    assert list(store.articles.since()) == [saved]


def test_a_link_is_new_once_under_whatever_variant_of_its_address(store: Store) -> None:
    assert found(store, WALL, ROOF) == [WALL, ROOF]
    assert found(store, f"{WALL}?utm_source=x", f"{WALL}/#top", ROOF.replace("https", "http")) == []


def test_a_link_waits_until_its_article_is_stored(store: Store) -> None:
    found(store, WALL, ROOF)
    assert waiting(store) == [WALL, ROOF]
    save_article(store, record(), [WALL])
    assert waiting(store) == [ROOF]


def test_what_is_known_of_a_link_survives_with_it(store: Store) -> None:
    found(store, WALL)
    assert store.state.pending("paper", 10) == [link(WALL)]


def test_a_record_that_cannot_be_saved_acknowledges_nothing(store: Store) -> None:
    found(store, WALL)
    with pytest.raises(SQLAlchemyError):
        save_article(store, {**record(), "content_hash": None}, [WALL])
    assert store.articles.count() == 0
    assert waiting(store) == [WALL]


def test_a_page_that_is_not_an_article_is_done(store: Store) -> None:
    found(store, WALL)
    store.state.mark_dropped([WALL, WALL], "section")
    assert waiting(store) == []
    assert found(store, WALL) == []


def test_a_failed_page_is_tried_after_growing_pauses_and_given_up(store: Store) -> None:
    found(store, WALL)
    assert store.state.mark_failed(WALL, "timeout")
    assert waiting(store) == [WALL], "the next run is pause enough for the first time"
    assert all(store.state.mark_failed(WALL, "timeout") for _ in RETRY_PAUSES_SECONDS[1:])
    assert waiting(store) == []
    assert store.state.count_pending() == 1
    assert not store.state.mark_failed(WALL, "timeout")
    assert store.state.count_pending() == 0


def test_a_hosts_own_pause_is_kept_where_it_is_longer(store: Store) -> None:
    found(store, WALL)
    store.state.mark_failed(WALL, "retry_after", wait_seconds=3600)
    assert waiting(store) == []


def test_an_alias_is_done_with_its_article_unless_it_waits_itself(store: Store) -> None:
    found(store, WALL, ROOF)
    save_article(store, record(), [WALL], alias=ROOF)
    assert waiting(store) == [ROOF]
    save_article(store, record(), [WALL], alias="https://www.example.org/2026/03/other")
    assert found(store, "https://www.example.org/2026/03/other") == []


def test_a_given_address_is_fetched_again(store: Store) -> None:
    found(store, WALL)
    save_article(store, record(), [WALL])
    store.state.add_given([link(WALL)])
    assert waiting(store) == [WALL]


def test_a_listing_is_known_by_its_validators(store: Store) -> None:
    assert store.listings.states(["https://example.org/rss"]) == [ListingState()]
    state = ListingState('"v1"', "Wed, 04 Mar 2026 08:00:00 GMT", "ab" * 32, (("https://example.org/b", "feed"),), 7)
    store.listings.note("https://example.org/rss", state)
    (noted,) = store.listings.states(["https://example.org/rss"])
    assert replace(noted, read_at="") == state
    assert noted.read_at


def test_a_source_is_listed_when_a_run_says_so(store: Store) -> None:
    assert read_sources(store) == []
    store.listings.note_source_read("paper")
    store.listings.note_source_read("paper")
    assert read_sources(store) == ["paper"]


def test_only_articles_that_were_stored_since_or_before_a_time_are_read(store: Store) -> None:
    save_article(store, record(fetched_at="2026-03-05T08:00:00Z"), [WALL])
    with store.engine.begin() as connection:
        connection.execute(update(changes).values(stored_at="2026-03-05T08:00:00Z"))
    save_article(store, record(ROOF), [ROOF])  # fetched a day earlier, and stored now
    assert [each["url"] for each in store.articles.since("2026-03-06T00:00:00Z")] == [ROOF]
    assert [each["url"] for each in store.articles.since(before="2026-03-06T00:00:00Z")] == [WALL]
    assert list(store.articles.since("2026-03-05T08:00:01Z", before="2026-03-06T00:00:00Z")) == []


def test_only_articles_of_a_source_are_read(store: Store) -> None:
    save_article(store, record() | {"source": "other"}, [WALL])
    save_article(store, record(ROOF, "The roof is new.") | {"source": "paper"}, [ROOF])
    assert [each["url"] for each in store.articles.since(source="paper")] == [ROOF]


def test_many_links_at_once_are_more_than_a_query_takes_parameters(store: Store) -> None:
    links = [f"https://www.example.org/story-{number}" for number in range(2_500)]
    assert len(found(store, *links)) == 2_500
    assert found(store, *links) == []


def test_one_run_at_a_time_holds_the_lock(uri: str) -> None:
    store, other = Store(uri, for_run=True), Store(uri, for_run=True)
    assert store.lock.acquire()
    assert not other.lock.acquire(0)
    assert store.lock.acquire(0), "a lock that is held is kept"
    store.lock.release()
    assert other.lock.acquire()
    other.close()
    store.close()


def test_runs_on_a_server_share_the_lock_unless_one_must_be_alone(postgres_uri: str) -> None:
    one, two, alone = (Store(postgres_uri, for_run=True) for _ in range(3))
    assert one.lock.acquire(0, shared=True)
    assert two.lock.acquire(0, shared=True)
    assert not alone.lock.acquire(0)
    one.lock.release()
    two.close()
    assert alone.lock.acquire(60)
    assert not one.lock.acquire(0, shared=True)
    for store in (one, alone):
        store.close()


def test_a_lock_that_is_given_back_soon_is_waited_for(uri: str) -> None:
    store, other = Store(uri, for_run=True), Store(uri, for_run=True)
    assert other.lock.acquire()
    giving_back = threading.Timer(0.2, other.lock.release)
    giving_back.start()
    assert store.lock.acquire(60)
    giving_back.join()
    other.close()
    store.close()


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("rubbish", "not a database address"),
        ("mysql://localhost/x", "mysql is not supported"),
        ("sqlite:////nowhere/at/all.db", "does not exist"),
        ("postgresql://nobody@127.0.0.1:9/none", "cannot be opened"),
    ],
)
def test_a_store_that_cannot_be_opened_is_reported_in_one_sentence(uri: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        Store(uri)


def test_the_last_links_of_a_source_are_known_by_state(store: Store) -> None:
    addresses = [f"https://www.example.org/tag/{number}" for number in range(4)]
    store.state.note_links([ArticleLink(url=url, found_by="section") for url in addresses], "paper")
    store.state.mark_dropped(addresses[:2], "tag_page")
    store.state.mark_dropped(addresses[2:3], "duplicate", "some article")
    found = store.state.last_links("paper", ["dropped"], 10)
    assert sorted(link.url for link in found) == addresses[:2]
    assert {link.found_by for link in found} == {"section"}
    assert len(store.state.last_links("paper", ["dropped", "pending"], 1)) == 2
    assert store.state.last_links("other", ["dropped"], 10) == []
