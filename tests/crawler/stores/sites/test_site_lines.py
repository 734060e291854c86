"""What sites repeat, counted in either database."""

from functools import cache
from typing import Any

import pytest
from sqlalchemy import insert

from cleaners.cleaning import clean_page
from cleaners.compare.site_lines import line_fingerprint
from cleaners.page import Page
from crawler.stores.database.schema import site_line_hosts
from crawler.stores.sites import line_counts, site_lines
from crawler.stores.store import Store
from tests.support.paper import article_html
from tests.support.saving import save_article

SITE = "https://www.example.org"
SLOGAN = "The Paper lives on its readers and on nothing else."


@cache
def cleaned(number: int, line: str | None) -> Any:
    moment = f"2026-03-{number % 28 + 1:02}"
    html = article_html(f"Wall {number}", date=moment)
    html = html.replace("</article>", f"<p>{line}</p></article>") if line else html
    page = Page(body=html, url=f"{SITE}/s{number}/wall-{number}", fetched_at=f"{moment}T08:00:00Z")
    return clean_page(page).to_record()


def record(number: int, line: str | None = SLOGAN, **changes: Any) -> Any:
    """An article of its own day and section, with a site line after its text."""
    return {**cleaned(number, line), **changes}


def save(store: Store, *records: Any) -> None:
    for each in records:
        save_article(store, each, [each["url"]])


def samples(store: Store, host: str = "example.org") -> list[tuple[str, int, int]]:
    return [(line.sample, line.pages, line.seen) for line in store.site_lines.lines(host) if line.confirmed]


def test_a_host_is_found_without_its_port(store: Store) -> None:
    with store.engine.begin() as connection:
        for host in ("example.org", "127.0.0.1:8000"):
            connection.execute(insert(site_line_hosts).values(host=host, language="en", pages=1))
    asked = ["example.org", "127.0.0.1", "127.0.0.1:8000", "127.0.0", "other.org"]
    assert [store.site_lines.counted_host(host) for host in asked] == [
        "example.org", "127.0.0.1:8000", "127.0.0.1:8000", "127.0.0", "other.org",
    ]  # fmt: skip


def test_a_line_on_all_pages_of_a_site_is_known_for_the_next_page(store: Store) -> None:
    save(store, *(record(number) for number in range(5)))
    assert store.site_lines.known_lines(f"{SITE}/next") == {line_fingerprint(SLOGAN): (5, 5)}
    assert store.site_lines.known_lines("https://example.org/next") == {line_fingerprint(SLOGAN): (5, 5)}
    assert store.site_lines.known_lines(f"{SITE}/s1/wall-1", is_counted=True) == {line_fingerprint(SLOGAN): (4, 4)}
    assert store.site_lines.known_lines("https://other.example.org/next") == {}
    assert samples(store) == [(SLOGAN, 5, 5)]


def test_with_the_next_page_three_pages_are_enough(store: Store) -> None:
    save(store, record(0))
    assert store.site_lines.known_lines(f"{SITE}/next") == {}
    save(store, record(1))
    assert store.site_lines.known_lines(f"{SITE}/next") == {line_fingerprint(SLOGAN): (2, 2)}
    assert samples(store) == []


def test_an_article_is_counted_once_however_often_it_is_fetched(store: Store) -> None:
    for _ in range(5):
        save(store, record(0))
    assert store.site_lines.pages_seen("example.org") == {"en": 1}


def test_the_same_story_under_two_addresses_is_counted_once(store: Store) -> None:
    save(store, *(record(number, duplicate_of="another") for number in range(5)))
    assert store.site_lines.pages_seen("example.org") == {}


def test_a_line_of_one_section_on_one_day_is_not_a_site_line(store: Store) -> None:
    same = {"section": "Live", "date_published": "2026-03-04"}
    save(store, *(record(number, **same) for number in range(5)))
    assert store.site_lines.known_lines(f"{SITE}/next") == {}
    save(store, record(6, section="Live", date_published="2026-03-05"))
    assert samples(store) == [(SLOGAN, 6, 6)]


def test_a_line_of_a_small_part_of_the_site_is_not_a_site_line(store: Store) -> None:
    save(store, *(record(number, SLOGAN if number < 3 else None) for number in range(15)))
    assert samples(store) == []
    assert store.site_lines.known_lines(f"{SITE}/next") == {}


def test_each_language_of_a_site_is_counted_by_itself(store: Store) -> None:
    save(store, *(record(number, None) for number in range(12)))
    save(store, *(record(20 + number, language="sv-FI") for number in range(4)))
    assert samples(store) == [(SLOGAN, 4, 4)]


def test_a_forgotten_line_stays_forgotten(store: Store) -> None:
    save(store, *(record(number) for number in range(4)))
    store.site_lines.forget(store.site_lines.lines("example.org"))
    save(store, *(record(number) for number in range(4, 8)))
    assert store.site_lines.known_lines(f"{SITE}/next") == {}
    (line,) = store.site_lines.lines("example.org")
    assert (line.forgotten, line.confirmed, line.pages) == (True, False, 8)


def test_a_line_is_unsettled_until_stored_articles_know_of_it_and_again_when_it_is_given_up(store: Store) -> None:
    save(store, *(record(number) for number in range(4)))
    (line,) = store.site_lines.unsettled()
    assert (line.sample, line.confirmed) == (SLOGAN, True)
    store.site_lines.settle([line])
    assert store.site_lines.unsettled() == []
    save(store, *(record(number, None) for number in range(4, 24)))
    (line,) = store.site_lines.unsettled()
    assert (line.sample, line.confirmed) == (SLOGAN, False)


def test_counts_are_halved_so_that_a_site_may_change(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_counts, "PAGES_BOUND", 10)
    save(store, *(record(number, "An old line of the house, long gone.") for number in range(6)))
    save(store, *(record(number) for number in range(6, 28)))
    assert [sample for sample, *_ in samples(store)] == [SLOGAN]
    assert store.site_lines.pages_seen("example.org")["en"] < 10


def test_the_rarest_lines_go_when_there_are_too_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_counts, "LINES_BOUND", 8)
    monkeypatch.setattr(line_counts, "PAGES_BETWEEN_PRUNING", 1)
    save(store, *(record(number) for number in range(6)))
    from sqlalchemy import func, select

    from crawler.stores.database import schema

    with store.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(schema.site_lines)).scalar_one() == 8
    assert samples(store) == [(SLOGAN, 6, 6)]


def test_what_is_saved_with_an_article_that_cannot_be_saved_is_not_counted(store: Store) -> None:
    with pytest.raises(Exception, match="content_hash"):
        save(store, record(0, content_hash=None))
    assert store.site_lines.pages_seen("example.org") == {}


@pytest.mark.parametrize("uri", ["sqlite://"])
def test_lines_on_many_pages_are_found_among_thousands_by_their_index(store: Store) -> None:
    query = str(site_lines._OFTEN.compile(store.engine))
    with store.engine.connect() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("",) * query.count("?")).all()
    assert any("site_lines_by_pages (site=? AND pages>?)" in step.detail for step in steps)


def test_the_lines_to_settle_are_found_without_reading_all_lines() -> None:
    store = Store("sqlite://")
    with store.engine.connect() as connection:
        for query in (site_lines._FREQUENT, site_lines._APPLIED):
            compiled = query.compile(store.engine, compile_kwargs={"literal_binds": True})
            steps = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]
            assert "SCAN site_lines" not in steps
    store.close()
