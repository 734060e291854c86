"""Which sites have something to do for a run."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update

from crawler.moments import as_text
from crawler.sources.source import ArticleLink, Source, site_of
from crawler.stores.claims.due import NEVER_READ, DueRules, due_sites, note_tried
from crawler.stores.database.schema import sources, urls
from crawler.stores.runs import RunHealth
from crawler.stores.store import Store


def source(name: str, home: str | None = None, **more: Any) -> Source:
    return Source(id=name, name=name, home=home or f"https://www.{name}.example/", **more)


def read(store: Store, name: str, hours_ago: float) -> None:
    store.listings.note_source_read(name)
    with store.engine.begin() as connection:
        moment = as_text(datetime.now(UTC) - timedelta(hours=hours_ago))
        connection.execute(update(sources).where(sources.c.id == name).values(listed_at=moment))


def pending(store: Store, name: str, hours_ago: float = 0) -> None:
    store.state.note_links([ArticleLink(url=f"https://www.{name}.example/a-story", found_by="feed")], name)
    with store.engine.begin() as connection:
        moment = as_text(datetime.now(UTC) - timedelta(hours=hours_ago))
        connection.execute(update(urls).where(urls.c.source == name).values(next_try_at=moment))


def names(store: Store, *given: Source, **rules: Any) -> list[str]:
    return [due.site for due in due_sites(store.engine, given, DueRules(**rules))]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.harbour.co.uk/a", "harbour.co.uk"),
        ("http://127.0.0.1:8080/a", "127.0.0.1:8080"),
        ("http://localhost/", "localhost"),
        ("https://one.blogspot.com/", "one.blogspot.com"),
    ],
)
def test_a_site_is_a_registered_domain_or_else_a_host(url: str, site: str) -> None:
    assert site_of(url) == site


def test_a_source_that_no_run_has_read_is_due(store: Store) -> None:
    (due,) = due_sites(store.engine, [source("harbour")])
    assert (due.site, due.since) == ("harbour.example", NEVER_READ)
    assert [(work.source, work.has_listings, work.has_pages) for work in due.sources] == [("harbour", True, False)]


def test_a_source_is_due_again_after_its_interval_or_with_pages_or_by_force(store: Store) -> None:
    hourly = source("harbour", every=timedelta(hours=1))
    read(store, "harbour", hours_ago=0.5)
    assert names(store, hourly) == []
    assert names(store, hourly, force=True) == ["harbour.example"]
    pending(store, "harbour", hours_ago=-1)
    assert names(store, hourly) == [], "the page is due later"
    pending(store, "harbour")
    (due,) = due_sites(store.engine, [hourly])
    assert (due.sources[0].has_listings, due.sources[0].has_pages) == (False, True)
    read(store, "harbour", hours_ago=2)
    assert due_sites(store.engine, [hourly])[0].sources[0].has_listings


def test_pages_of_a_run_whose_clock_was_fast_are_due(store: Store) -> None:
    hourly = source("harbour", every=timedelta(hours=1))
    read(store, "harbour", hours_ago=0.5)
    pending(store, "harbour", hours_ago=-24 * 365)
    (due,) = due_sites(store.engine, [hourly])
    assert due.sources[0].has_pages
    pending(store, "harbour", hours_ago=-24 * 30)
    assert due_sites(store.engine, [hourly]) == [], "a host may ask for such a pause"


def test_rechecks_of_a_run_whose_clock_was_fast_are_due(store: Store) -> None:
    read(store, "harbour", hours_ago=0)
    pending(store, "harbour", hours_ago=-24 * 9)
    with store.engine.begin() as connection:
        connection.execute(update(urls).values(state="recheck"))
    hourly = source("harbour", every=timedelta(hours=1))
    assert due_sites(store.engine, [hourly], DueRules(furthest_recheck=timedelta(days=8)))[0].sources[0].has_rechecks
    assert due_sites(store.engine, [hourly], DueRules(furthest_recheck=timedelta(days=10))) == []


def test_rechecks_count_only_where_they_are_made(store: Store) -> None:
    read(store, "harbour", hours_ago=0)
    pending(store, "harbour")
    with store.engine.begin() as connection:
        connection.execute(update(urls).values(state="recheck"))
    resting = source("harbour", every=timedelta(hours=1))
    assert due_sites(store.engine, [resting])[0].sources[0].has_rechecks
    assert names(store, resting, rechecks=False) == []


def test_the_most_overdue_site_comes_first_and_one_that_was_tried_in_vain_waits_its_turn(store: Store) -> None:
    for name, hours_ago in (("harbour", 3), ("market", 9), ("chapel", 5)):
        read(store, name, hours_ago)
    given = [source(name) for name in ("harbour", "dead", "market", "chapel")]
    assert names(store, *given) == ["dead.example", "market.example", "chapel.example", "harbour.example"]
    note_tried(store.engine, ["dead"])
    assert names(store, *given) == ["market.example", "chapel.example", "harbour.example", "dead.example"]


def test_with_a_pause_no_source_is_due_again_at_once_also_where_it_failed(store: Store) -> None:
    eager, dead = source("harbour"), source("dead")
    read(store, "harbour", hours_ago=0.1)
    moment = as_text(datetime.now(UTC) - timedelta(hours=0.1))
    failed = RunHealth(
        source="dead", run="1", started_at=moment, ended_at=moment, finish_reason="finished", offered=0, requested=0,
        stored=0, status="failed",
    )  # fmt: skip
    store.runs.add([failed], keep=5)
    assert set(names(store, eager, dead)) == {"harbour.example", "dead.example"}
    assert names(store, eager, dead, pause=timedelta(minutes=10)) == []
    assert set(names(store, eager, dead, pause=timedelta(minutes=5))) == {"harbour.example", "dead.example"}
    assert set(names(store, eager, dead, pause=timedelta(minutes=10), force=True)) == {
        "harbour.example",
        "dead.example",
    }


def test_sources_of_one_registered_domain_are_one_site(store: Store) -> None:
    sport, city = source("sport", "https://sport.harbour.co.uk/"), source("city", "https://city.harbour.co.uk/x")
    (due,) = due_sites(store.engine, [sport, city])
    assert {work.source for work in due.sources} == {"sport", "city"}


def test_five_thousand_sources_take_one_query(store: Store) -> None:
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert len(due_sites(store.engine, [source(f"paper-{number}") for number in range(5_000)])) == 5_000
    assert len(statements) == 1


def test_a_time_in_the_future_counts_as_none(store: Store) -> None:
    read(store, "harbour", hours_ago=-9)
    assert names(store, source("harbour", every=timedelta(hours=1))) == ["harbour.example"]
