"""The cleaner reproduces every article of the demo newspaper exactly.

The newspaper ends each article with a site line that no phrase pack matches. The store learns it from the articles.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from cleaners.cleaning import clean_page
from cleaners.compare.site_lines import SiteLineCounts
from cleaners.page import Page
from cleaners.rules import find_rule
from crawler.stores.store import Store
from seeds.demo.gold import Gold, site_gold
from seeds.demo.site import build_site
from tests.support.saving import save_article

pytestmark = pytest.mark.xdist_group("demo articles")  # all in one process, so that each article is cleaned once

BASE = "http://127.0.0.1:8765/"
PAGES = build_site(BASE)
GOLD = site_gold(BASE)


def page(url: str, site_lines: SiteLineCounts | None = None) -> Page:
    return Page(body=PAGES[urlsplit(url).path][1], url=url, fetched_at="2026-03-04T08:00:00Z", site_lines=site_lines)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A store that has counted the lines of all articles."""
    store = Store("sqlite://")
    for gold in GOLD:
        save_article(store, clean_page(page(gold["url"])).to_record(), [gold["url"]])
    yield store
    store.close()


@pytest.fixture(scope="module", params=GOLD, ids=lambda gold: urlsplit(gold["url"]).path)
def pair(request: pytest.FixtureRequest, store: Store) -> tuple[Gold, dict]:
    gold = request.param
    result = clean_page(page(gold["url"], store.site_lines.known_lines(gold["url"], is_counted=True)))
    assert result.dropped is None
    return gold, result.to_record()


def test_the_body_equals_the_gold(pair: tuple[Gold, dict]) -> None:
    gold, record = pair
    assert [block["text"] for block in record["blocks"] if block["type"] != "dek"] == gold["paragraphs"]


def test_no_clutter_is_left(pair: tuple[Gold, dict]) -> None:
    gold, record = pair
    lines = set(record["text"].split("\n\n"))
    assert [line for line in gold["clutter"] if line in lines] == []


def test_the_site_line_is_removed_with_the_number_of_its_pages(pair: tuple[Gold, dict]) -> None:
    gold, record = pair
    pages = sum(other["language"] == gold["language"] for other in GOLD)
    removed = [(part["text"], part["reason"]) for part in record["removed"] if part["stage"] == "site_lines"]
    assert [reason for _, reason in removed] == [f"stands on {pages} of {pages} pages of this site"]
    assert find_rule(removed[0][0]) is None


def test_the_fields_equal_the_gold(pair: tuple[Gold, dict]) -> None:
    gold, record = pair
    assert record["title"] == gold["title"]
    assert [author["name"] for author in record["authors"]] == gold["authors"]
    assert record["date_published"] == gold["date_published"]
    assert record["language"].partition("-")[0] == gold["language"]
    name = record["syndicated_from"] and record["syndicated_from"]["name"]
    assert name == gold["syndicated_from"]
