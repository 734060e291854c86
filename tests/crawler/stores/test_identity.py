"""Under which id a fetched article is stored, and what it costs to find out and store it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import event, update

from cleaners.cleaning import clean_page
from cleaners.compare.fingerprints import fingerprints
from cleaners.page import Page
from cleaners.urls import article_id
from crawler.sources.source import ArticleLink
from crawler.stores import CrawlStore
from crawler.stores.database.schema import changes, urls
from crawler.stores.store import Store
from tests.support.paper import article_html

SITE = "https://www.example.org"
EARLIER = "2026-03-04T08:00:00Z"
CLAIMED = f"{SITE}/2026/03/claimed"


def fetched(path: str, title: str = "The harbour wall", canonical: str | None = CLAIMED) -> Any:
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    url = f"{SITE}/{path}"
    html = article_html(title).replace("<head>", f"<head>{head}")
    page = Page(
        body=html, url=url, requested_url=url, source="paper", discovered_by="feed", fetched_at="2026-03-04T08:00:00Z"
    )
    return clean_page(page).to_record()


def add(store: Store, *records: Any) -> list[tuple[str, str]]:
    crawl_store = CrawlStore(store)

    async def run() -> list[Any]:
        return await asyncio.gather(
            *(crawl_store.add(record, fingerprints(record)) for record in records), return_exceptions=True
        )

    saved = asyncio.run(run())
    return [(each.outcome, each.record["id"]) if hasattr(each, "outcome") else ("failed", "") for each in saved]


def test_an_article_goes_under_the_address_that_it_claims(store: Store) -> None:
    assert add(store, fetched("a")) == [("new", article_id(CLAIMED))]
    assert store.state.state_of(f"{SITE}/a") == "stored"
    assert store.state.reason_of(CLAIMED) == "alias"


def test_the_same_story_from_another_address_is_known(store: Store) -> None:
    add(store, fetched("a"))
    assert add(store, fetched("b")) == [("known", article_id(CLAIMED))]
    assert store.articles.count() == 1


def test_pages_of_one_story_that_claim_the_address_of_the_other_are_one_article(store: Store) -> None:
    add(store, fetched("a", canonical=f"{SITE}/b"))
    assert add(store, fetched("b", canonical=f"{SITE}/a")) == [("known", article_id(f"{SITE}/b"))]
    assert add(store, fetched("a", canonical=f"{SITE}/b")) == [("unchanged", article_id(f"{SITE}/b"))]
    assert store.articles.count() == 1


def test_two_stories_that_claim_the_address_of_the_other_are_two_articles(store: Store) -> None:
    add(store, fetched("a", canonical=f"{SITE}/b"))
    add(store, fetched("b", "A school roof", canonical=f"{SITE}/a"))
    assert store.articles.count() == 2


def test_two_stories_that_claim_one_address_go_under_their_own(store: Store) -> None:
    add(store, fetched("a"))
    other = f"{SITE}/b"
    assert add(store, fetched("b", "A school roof")) == [("new", article_id(other))]
    assert add(store, fetched("b", "A school roof")) == [("unchanged", article_id(other))]


def test_a_story_whose_address_another_one_claimed_first_is_an_article_too(store: Store) -> None:
    add(store, fetched("b", "A school roof", canonical=f"{SITE}/a"))
    ((outcome, article),) = add(store, fetched("a", canonical=f"{SITE}/a"))
    assert outcome == "new"
    assert store.articles.count() == 2
    assert add(store, fetched("a", canonical=f"{SITE}/a")) == [("unchanged", article)]
    assert store.articles.get(article_id(f"{SITE}/a"))["title"] == "A school roof"


def test_a_recheck_keeps_the_article_whatever_address_it_claims_now(store: Store) -> None:
    add(store, fetched("a", canonical=None))
    assert add(store, fetched("a", "The harbour wall stands again")) == [("revised", article_id(f"{SITE}/a"))]


def name(store: Store, *paths: str, at: str | None = None) -> None:
    """Note addresses that a listing names, or named at an earlier time."""
    store.state.note_links([ArticleLink(url=f"{SITE}/{path}", found_by="feed") for path in paths], "paper")
    if at:
        keys = [article_id(f"{SITE}/{path}") for path in paths]
        with store.engine.begin() as connection:
            connection.execute(update(urls).where(urls.c.key.in_(keys)).values(found_at=at))


def let_a_day_pass(store: Store) -> None:
    """Make what is stored the work of a run of an earlier day."""
    with store.engine.begin() as connection:
        connection.execute(update(changes).values(stored_at=EARLIER))


def test_an_article_that_moved_since_an_earlier_run_is_known_by_its_text_and_title(store: Store) -> None:
    name(store, "old")
    add(store, fetched("old", canonical=None))
    let_a_day_pass(store)
    name(store, "new", "newer")
    assert add(store, fetched("new", canonical=None)) == [("known", article_id(f"{SITE}/old"))]
    assert add(store, fetched("newer", canonical=f"{SITE}/newer")) == [("known", article_id(f"{SITE}/old"))]
    assert store.articles.count() == 1


def test_an_article_that_a_run_finds_at_two_addresses_is_linked(store: Store) -> None:
    name(store, "old", "new")
    add(store, fetched("old", canonical=None))
    assert add(store, fetched("new", canonical=None)) == [("new", article_id(f"{SITE}/new"))]
    assert store.articles.get(article_id(f"{SITE}/new"))["duplicate_of"] == article_id(f"{SITE}/old")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("read?nr=7", "read?nr=7&mode=thread&order=0"),
        ("read?nr=7&pinned=e2", "read?nr=7"),
        ("read?nr=7&pinned=e2", "read?nr=7&box=3"),
        ("News/Read.aspx?Nr=7", "news/read.aspx?nr=7"),
    ],
)
def test_a_page_at_addresses_that_differ_in_parameters_or_in_case_on_iis_is_one_article(
    store: Store, old: str, new: str
) -> None:
    add(store, fetched(old, canonical=None))
    assert add(store, fetched(new, canonical=None)) == [("known", article_id(f"{SITE}/{old}"))]
    assert add(store, fetched(new, "Another story", canonical=None)) == [("new", article_id(f"{SITE}/{new}"))]


@pytest.mark.parametrize("new", ["read?nr=8", "read?nr=8&mode=thread", "read/all?nr=7", "Read?nr=7"])
def test_a_story_at_addresses_with_different_values_or_letter_case_is_linked(store: Store, new: str) -> None:
    add(store, fetched("read?nr=7", canonical=None))
    assert add(store, fetched(new, canonical=None)) == [("new", article_id(f"{SITE}/{new}"))]


def test_parameters_that_two_addresses_of_one_page_do_not_share_are_meaningless(store: Store) -> None:
    for number in range(3):
        for query in ("", "?box=3"):
            add(store, fetched(f"story-{number}{query}", f"Story {number}", canonical=None))
    assert store.parameters.meaningless(["example.org"]) == {"example.org": frozenset({"box"})}


def test_an_article_at_two_addresses_is_linked_although_the_run_was_killed_between_them(store: Store) -> None:
    name(store, "old", "new", at=EARLIER)
    add(store, fetched("old", canonical=None))
    let_a_day_pass(store)
    assert add(store, fetched("new", canonical=None)) == [("new", article_id(f"{SITE}/new"))]


def test_addresses_that_no_listing_named_tell_nothing_about_a_move(store: Store) -> None:
    add(store, fetched("old", canonical=None))
    let_a_day_pass(store)
    assert add(store, fetched("new", canonical=None)) == [("new", article_id(f"{SITE}/new"))]


def test_a_text_with_another_title_or_on_another_site_is_an_article_of_its_own(store: Store) -> None:
    add(store, fetched("a", canonical=None))
    let_a_day_pass(store)
    name(store, "b", "c")
    other_title = {**fetched("b", canonical=None), "title": "The harbour wall, part two"}
    other_sites = [
        {**fetched("c", canonical=None), "url": url, "requested_url": url, "id": article_id(url)}
        for url in ("https://other.example/c", "http://127.0.0.1:8001/c", "http://127.0.0.1:8002/c")
    ]
    assert [outcome for outcome, _ in add(store, other_title, *other_sites)] == ["new"] * 4


def test_what_is_done_again_because_another_record_failed_is_done_once(store: Store) -> None:
    broken = {**fetched("c", "A school roof", None), "content_hash": None}
    outcomes = add(store, fetched("a"), fetched("b", "The town bell", None), broken)
    assert [outcome for outcome, _ in outcomes] == ["new", "new", "failed"]
    assert store.site_lines.pages_seen("example.org") == {"en": 2}


@pytest.mark.parametrize("found_before", [True, False])
def test_a_new_article_takes_a_statement_for_each_table_and_five_to_compare_it(
    store: Store, found_before: bool
) -> None:
    record = fetched("a", canonical=None)
    if found_before:
        store.state.note_links([ArticleLink(url=record["url"], found_by="feed")], "paper")
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    asyncio.run(CrawlStore(store).add(record, fingerprints(record)))
    words = sorted(" ".join(statement.replace('"', "").split()[:3]) for statement in statements)
    expected = ["INSERT INTO articles", "INSERT INTO site_lines", "INSERT INTO site_line_hosts",
                "INSERT INTO text_bands", "INSERT INTO article_words", "SELECT number FROM",
                "SELECT articles.id, articles.url,", *["SELECT max(changes.sequence) AS"] * 2,
                "UPDATE urls SET", "SELECT urls.key FROM", "INSERT INTO changes"]  # fmt: skip
    if store.engine.dialect.name == "postgresql":
        expected.append("SELECT pg_advisory_xact_lock(%(id)s)")
    assert words == sorted(expected if found_before else [*expected, "INSERT INTO urls"])
