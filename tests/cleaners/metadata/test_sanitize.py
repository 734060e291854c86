"""Fields of a record are safe for databases, terminals and readers."""

# ruff: noqa: E501 (hostile values in a line)
from __future__ import annotations

import json
import re

import pytest

from cleaners.cleaning import clean_page
from cleaners.metadata.sanitize import MAX_URL_CHARS, clean_text, web_address
from cleaners.page import Page
from tests.support.hostile_building import PARAGRAPHS, STORY, URL

FETCHED = "2026-03-04T10:00:00+00:00"
BAD = "".join(map(chr, (0, 1, 7, 8, 11, 27, 127, 0x80, 0x9F, 0x202E, 0x202D, 0x2066, 0x2069, 0xDFFF, 0xD800, 0xFFFE)))
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def record(head: str = "", body: str = "", **page: str) -> dict:
    html = f"<html><head>{head}</head><body><article><h1>Boats</h1>{STORY}{body}</article></body></html>"
    return clean_page(Page(body=html, **({"url": URL, "fetched_at": FETCHED} | page))).to_record()


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


def ld(**values: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Boats", **values}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_no_string_of_a_record_has_control_characters() -> None:
    said = f"Boats {BAD} counted"
    references = "".join(f"&#{ord(character)};" for character in BAD)
    head = ld(
        headline=said, alternativeHeadline=said, description=said, author={"name": f"Ida {BAD} Holm", "url": f"/a{BAD}"},
        keywords=[said], articleSection=said, publisher={"name": said}, image={"url": f"/i{BAD}.jpg", "caption": said},
        datePublished="2026-03-03T10:00:00Z", isBasedOn=f"https://other.example/{BAD}",
    ) + f'<link rel=canonical href="/x{references}"><meta name=description content="d{references}">'  # fmt: skip
    body = f"<p>The warden {references} said {BAD} that all was well in the harbour of the town.</p>"
    result = record(head, body, url=URL + BAD, etag=BAD, last_modified=BAD, requested_url=URL + BAD)
    assert result["subtitle"] == "Boats counted"
    assert [value for value in strings(result) if NOT_TEXT.search(value)] == []
    json.dumps(result, ensure_ascii=False).encode()


@pytest.mark.parametrize("joined", ["می‌خواهم", "क्‍ष", "👩‍🚀"])
def test_joiners_are_kept_where_scripts_need_them(joined: str) -> None:
    assert clean_text(joined) == joined
    assert record(ld(headline=f"Boats {joined} now"))["title"] == f"Boats {joined} now"


def test_joiners_between_other_letters_are_removed() -> None:
    assert clean_text("bo\u200d\u200cat\u200d ক\u200d\u200d\u200dষ") == "boat ক\u200dষ"


def test_long_values_are_cut_and_flagged() -> None:
    result = record(
        ld(
            headline="boats " * 900,
            author=[{"name": "Ida Holm " * 400}],
            image={"url": "/i.jpg", "caption": "c " * 2_400},
        )
        + f'<meta name=keywords content="{"k " * 5_000}">'
    )
    assert max(len(value) for value in strings({**result, "text": "", "blocks": [], "removed": []})) <= MAX_URL_CHARS
    assert "field_cut" in result["quality"]["flags"]
    assert "field_cut" not in record()["quality"]["flags"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://e.org/" + "a" * 3_000,
        "ftp://e.org",
        "http://[::1/x",
        "http://",
    ],
)
def test_only_web_addresses_are_stored(address: str) -> None:
    result = record(
        ld(image=address, author={"name": "Ida Holm", "url": address}, isBasedOn=address, url=address)
        + f'<link rel=canonical href="{address}"><meta property="og:image" content="{address}">'
    )
    assert web_address(address) is None
    assert result["canonical_url"] is None
    assert [image["url"] for image in result["images"]] == []
    assert {author["url"] for author in result["authors"]} <= {None}


@pytest.mark.parametrize(
    ("claimed", "stored"),
    [
        ("2026-03-03T08:00:00+00:00", "2026-03-03T08:00:00+00:00"),
        ("1912-04-16", "1912-04-16"),
        ("2026-03-20T08:00:00Z", None),
        ("2999-12-31", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00", None),
        ("1203-01-05", None),
        ("99999999999999999999", None),
    ],
)
def test_implausible_dates_are_ignored(claimed: str, stored: str | None) -> None:
    result = record(ld(datePublished=claimed), url="https://example.org/boats")
    assert result["date_published"] == stored
    assert ("date_ahead" in result["quality"]["flags"]) == (claimed[:4] in ("2026", "2999") and stored is None)


def test_a_canonical_address_on_another_site_is_flagged_and_ignored() -> None:
    own, foreign = record(), record('<link rel=canonical href="https://thief.example/boats">')
    assert foreign["id"] == own["id"]
    assert "foreign_canonical" in foreign["quality"]["flags"]
    assert "foreign_canonical" not in own["quality"]["flags"]
    assert PARAGRAPHS[0] in foreign["text"]
