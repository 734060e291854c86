"""Records of invented articles for the tests of formats."""

from __future__ import annotations

from typing import Any

from docs.generate.record import example_record

ODD = "Ends with \x85 a mark,\u2028 <b> & \"quotes\" 'both' \ufeff: - # | * _ `code` \U0001f600 ﷽"


def record(**fields: Any) -> dict[str, Any]:
    """Return the record of the example page with other fields."""
    return {**example_record(), **fields}


def odd_records() -> list[dict[str, Any]]:
    """Return records with little known, other scripts, odd characters and dates."""
    bare: dict[str, Any] = dict.fromkeys(
        ("url", "title", "subtitle", "description", "date_published", "date_published_utc", "date_modified", "section"),
    )
    lists: dict[str, Any] = {"authors": [], "tags": [], "images": [], "links": [], "language": None, "site_name": None}
    block = {"type": "paragraph", "text": ODD, "level": None}
    return [
        record(id="b" * 64, **bare, **lists, source=None),
        record(id="c" * 64, title=ODD, description=ODD, tags=[ODD, ODD], blocks=[block], text=ODD, links=[]),
        record(id="d" * 64, date_published="2026-03-04", date_published_utc=None, date_modified="2026-03-05"),
        record(id="e" * 64, url="https://www.example.org/ünï/статья?a=1&b=[2]", language="zh-Hant", section="政治"),
        record(id="f" * 64, language="not a language", authors=[{"name": "Ada <Quill>", "url": None}]),
    ]


TOMBSTONE = {"id": "a" * 64, "change": "deleted", "sequence": 7, "stored_at": "2026-03-04T09:30:00Z"}
