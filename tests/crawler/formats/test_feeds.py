"""Atom and JSON feeds are valid for any record, and have the full text."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import feedparser
import jsonschema
import pytest
from lxml import etree

from crawler.formats.atom import entry_id, write_atom
from crawler.formats.dates import as_time, updated
from crawler.formats.json_feed import write_json_feed
from crawler.formats.options import FeedHead
from tests.crawler.formats.records import TOMBSTONE, odd_records, record

HEAD = FeedHead("Harbour & sea", "https://desk.example/feed.atom", "https://desk.example/")
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
AUTHOR = {"type": "object", "anyOf": [{"required": ["name"]}, {"required": ["url"]}], "additionalProperties": False}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": TEXT,
                    **dict.fromkeys(("url", "image"), ADDRESS),
                    **dict.fromkeys(("title", "content_html", "content_text", "summary", "language"), TEXT),
                    **dict.fromkeys(("date_published", "date_modified"), TIME),
                    "authors": {
                        "type": "array",
                        "minItems": 1,
                        "items": AUTHOR | {"properties": {"name": TEXT, "url": TEXT}},
                    },
                    "tags": {"type": "array", "items": TEXT},
                },
            },
        },
    },
}


def atom(*rows: dict[str, object], head: FeedHead = HEAD) -> bytes:
    out = BytesIO()
    write_atom(rows, out, head)
    return out.getvalue()


@pytest.mark.parametrize("head", [HEAD, FeedHead()])
def test_atom_feeds_are_valid(head: FeedHead) -> None:
    for rows in ([], [record()], odd_records(), [*odd_records(), TOMBSTONE]):
        feed = atom(*rows, head=head)
        assert RULES.validate(etree.fromstring(feed)), RULES.error_log
        assert not feedparser.parse(feed).bozo


def test_an_atom_entry_has_the_article() -> None:
    parsed = feedparser.parse(atom(record()))
    (entry,) = parsed.entries
    assert parsed.feed.title == "Harbour & sea"
    assert entry.title == record()["title"]
    assert entry.link == record()["url"]
    assert entry.id == f"urn:newsgalley:{record()['id']}"
    assert [author.name for author in entry.authors] == [author["name"] for author in record()["authors"]]
    assert record()["blocks"][0]["text"][:40] in entry.content[0].value
    assert as_time(record()["date_published"]) == entry.published


def test_a_deleted_article_is_a_deleted_entry() -> None:
    root = etree.fromstring(atom(TOMBSTONE))
    (deleted,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert dict(deleted.attrib) == {"ref": entry_id("a" * 64), "when": "2026-03-04T09:30:00Z"}


def test_json_feeds_are_valid_and_have_the_article() -> None:
    for rows in ([], [record()], odd_records()):
        out = BytesIO()
        write_json_feed(rows, out, HEAD)
        feed = json.loads(out.getvalue())
        jsonschema.validate(feed, JSON_FEED)
        assert [item["content_text"] for item in feed["items"]] == [row["text"] for row in rows]


@pytest.mark.parametrize("script", ["javascript:alert(1)", "http://[::1/javascript"])
def test_feeds_name_web_addresses_only(script: str) -> None:
    row = record(
        url=script, images=[{"url": script, "caption": None, "credit": None}], authors=[{"name": "Ada", "url": script}]
    )
    row["id"] = "http://[::1/x"
    for write in (write_json_feed, write_atom):
        out = BytesIO()
        write([row], out, HEAD)
        assert b"javascript" not in out.getvalue()


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2026-03-04T09:30:00+01:00", "2026-03-04T08:30:00Z"),
        ("2026-03-04", "2026-03-04T00:00:00Z"),
        ("2026-03-04T09:30:00", "2026-03-04T09:30:00Z"),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
        (None, None),
    ],
)
def test_dates_become_times_in_utc(date: str | None, time: str | None) -> None:
    assert as_time(date) == time


def test_an_article_without_dates_was_updated_when_it_was_fetched() -> None:
    assert updated(odd_records()[0]) == as_time(record()["fetched_at"])
