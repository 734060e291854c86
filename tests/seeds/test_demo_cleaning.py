"""Every article of the demo newspaper comes out of the cleaner exactly as its data file has it."""

from urllib.parse import urlsplit

import pytest

from cleaners.clean import clean
from cleaners.page import Page
from seeds.demo.gold import Gold, site_gold
from seeds.demo.site import build_site

BASE = "http://127.0.0.1:8765/"
PAGES = build_site(BASE)
GOLD = site_gold(BASE)


@pytest.fixture(scope="module", params=GOLD, ids=lambda gold: urlsplit(gold["url"]).path)
def pair(request: pytest.FixtureRequest) -> tuple[Gold, dict]:
    gold = request.param
    body = PAGES[urlsplit(gold["url"]).path][1]
    result = clean(Page(body=body, url=gold["url"]))
    assert result.dropped is None
    return gold, result.article.to_record()


def test_the_body_is_exact(pair: tuple[Gold, dict]) -> None:
    gold, record = pair
    assert [block["text"] for block in record["blocks"] if block["type"] != "dek"] == gold["paragraphs"]


def test_no_clutter_is_left(pair: tuple[Gold, dict]) -> None:
    gold, record = pair
    lines = set(record["text"].split("\n\n"))
    assert [line for line in gold["clutter"] if line in lines] == []


def test_the_fields_are_right(pair: tuple[Gold, dict]) -> None:
    gold, record = pair
    assert record["title"] == gold["title"]
    assert [author["name"] for author in record["authors"]] == gold["authors"]
    assert record["date_published"] == gold["date_published"]
    assert record["language"].partition("-")[0] == gold["language"]
    name = record["syndicated_from"] and record["syndicated_from"]["name"]
    assert name == gold["syndicated_from"]
