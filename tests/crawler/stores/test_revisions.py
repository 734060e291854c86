"""Revisions and rechecks of young articles, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from cleaners.cleaning import clean_page
from cleaners.page import Page
from crawler.moments import as_text
from crawler.sources.source import ArticleLink
from crawler.stores.database.schema import urls
from crawler.stores.store import Store
from tests.support.paper import article_html
from tests.support.saving import representative_of, save_article

WALL = "https://www.example.org/2026/03/harbour-wall"
HOURS = [timedelta(hours=hours) for hours in (1, 6, 24)]


@pytest.fixture
def store(uri: str) -> Iterator[Store]:
    opened = Store(uri, HOURS)
    yield opened
    opened.close()


def record(html: str, *, hours_ago: float = 0, etag: str = '"1"', **changes: Any) -> Any:
    fetched_at = as_text(datetime.now(UTC) - timedelta(hours=hours_ago))
    found = {"source": "paper", "discovered_by": "feed", "status": 200, "etag": etag, **changes}
    page = Page(body=html, url=WALL, requested_url=WALL, fetched_at=fetched_at, **found)
    return clean_page(page).to_record()


def updated(html: str, text: str = "The council will vote on the works next week, its speaker said.") -> str:
    return html.replace("</article>", f"<p>{text}</p></article>")


def due(store: Store, *sources: str) -> list[tuple[str, str | None]]:
    return [(recheck.link.url, recheck.etag) for recheck in store.state.due_rechecks(sources or ["paper"], 10)]


def make_due(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(update(urls).where(urls.c.state == "recheck").values(next_try_at="2026-01-01T00:00:00Z"))


def test_a_changed_article_is_a_new_revision_and_the_earlier_one_is_kept(store: Store) -> None:
    html = article_html("The wall")
    first, second = record(html, hours_ago=2), record(updated(html))
    third = record(updated(html).replace("<h1>The wall", "<h1>The wall is mended"), source="given")
    outcomes = [save_article(store, each, [WALL]).outcome for each in (first, second, third)]
    assert outcomes == ["new", "revised", "revised"]
    newest = store.stored_at(WALL)
    assert newest == {**third, "revision": 3, "source": "paper"}
    assert list(store.articles.earlier(newest["id"])) == [first, {**second, "revision": 2}]
    assert store.articles.count() == 1


def test_an_unchanged_article_stays_and_only_its_validators_are_noted(store: Store) -> None:
    first = record(article_html("The wall"), hours_ago=2)
    save_article(store, first, [WALL])
    again = record(article_html("The wall").replace("winter", "summer", 1), etag='"2"')
    assert save_article(store, again, [WALL]).outcome == "unchanged"
    stored = store.stored_at(WALL)
    assert stored == {**first, "http": again["http"]}


def test_trifles_add_up_to_a_revision(store: Store) -> None:
    html = article_html("The wall")
    save_article(store, record(html), [WALL])
    for old, new in (("winter", "summer"), ("hour", "day")):
        html = html.replace(old, new, 1)
        outcome = save_article(store, record(html), [WALL]).outcome
    assert outcome == "revised"


def test_a_record_that_cannot_be_saved_leaves_no_revision(store: Store) -> None:
    html = article_html("The wall")
    first = record(html)
    save_article(store, first, [WALL])
    with pytest.raises(Exception, match="content_hash"):
        save_article(store, {**record(updated(html)), "content_hash": None}, [WALL])
    assert store.stored_at(WALL) == first
    assert list(store.articles.earlier(first["id"])) == []


def test_the_rechecks_follow_the_first_fetch_and_end(store: Store) -> None:
    html = article_html("The wall")
    save_article(store, record(html, hours_ago=0.5), [WALL])
    assert due(store) == []
    make_due(store)
    assert due(store) == [(WALL, '"1"')]
    assert due(store, "other") == []
    store.state.mark_rechecked(WALL)
    assert due(store) == [], "the next is six hours after the first fetch"
    save_article(store, record(html, hours_ago=25) | {"id": "older", "url": f"{WALL}/old"}, [f"{WALL}/old"])
    make_due(store)
    assert due(store) == [(WALL, '"1"')], "an article that is older than the last recheck is left alone"


def test_a_revision_does_not_make_an_article_young_again(store: Store) -> None:
    html = article_html("The wall")
    save_article(store, record(html, hours_ago=30), [WALL])
    save_article(store, record(updated(html)), [WALL])
    make_due(store)
    assert due(store) == []


def test_an_article_whose_page_is_gone_is_kept_and_left_alone(store: Store) -> None:
    save_article(store, record(article_html("The wall")), [WALL])
    store.state.mark_failed(WALL, "http_404")
    make_due(store)
    assert due(store) == []
    assert store.state.reason_of(WALL) == "http_404"
    assert store.state.state_of(WALL) == "stored"
    assert store.articles.count() == 1


def test_an_article_whose_page_is_a_wall_for_a_time_is_kept_and_rechecked(store: Store) -> None:
    save_article(store, record(article_html("The wall")), [WALL])
    assert store.state.mark_dropped([WALL, WALL], "consent")
    assert store.state.mark_failed(WALL, "timeout")
    assert store.state.count_pending() == 0
    make_due(store)
    assert due(store) == [(WALL, '"1"')]
    store.state.mark_rechecked(WALL)
    assert store.state.reason_of(WALL) is None


def test_an_article_that_a_user_names_is_not_rechecked(store: Store) -> None:
    save_article(store, record(article_html("The wall"), source="given", discovered_by="given"), [WALL])
    make_due(store)
    assert due(store, "given", "paper") == []


def test_without_rechecks_nothing_is_due(uri: str) -> None:
    rechecking, off = Store(uri, HOURS), Store(uri)
    save_article(rechecking, record(article_html("The wall")), [WALL])
    make_due(rechecking)
    assert due(off) == []
    assert due(rechecking) == [(WALL, '"1"')]
    rechecking.close()
    off.close()


def test_the_head_of_a_story_stays_its_head_when_it_is_revised(store: Store) -> None:
    html = article_html("The wall")
    first = record(html, hours_ago=2)
    save_article(store, first, [WALL])
    copy = record(html, hours_ago=1) | {"id": "copy", "url": "https://other.example/wall"}
    save_article(store, {**copy, "duplicate_of": representative_of(store, copy)}, ["https://other.example/wall"])
    save_article(store, record(updated(html)), [WALL])
    assert store.stored_at(WALL)["duplicate_of"] is None  # type: ignore[index]
    assert store.articles.get("copy")["duplicate_of"] == first["id"]  # type: ignore[index]


def test_a_link_that_was_found_elsewhere_is_still_pending(store: Store) -> None:
    other = ArticleLink(url=f"{WALL}-2", found_by="feed")
    store.state.note_links([other], "paper")
    save_article(store, record(article_html("The wall")), [WALL])
    assert [link.url for link in store.state.pending("paper", 10)] == [other.url]
