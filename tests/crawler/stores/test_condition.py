from typing import Any

import pytest

from crawler.stores.condition import parse_condition

RECORD: dict[str, Any] = {
    "language": "en", "title": "A = B", "subtitle": None, "word_count": 120, "tags": ["harbour", "works"],
    "quality": {"score": 0.4, "flags": ["short"]}, "date_published": "2026-03-04", "is_accessible_for_free": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("language=en", True),
        ("language != en", False),
        ("title=A = B", True),
        ("subtitle=null", True),
        ("subtitle!=null", False),
        ("tags=works", True),
        ("tags!=works", False),
        ("word_count<200", True),
        ("word_count>=120", True),
        ("word_count>120", False),
        ("quality.score<0.5", True),
        ("quality.flags=short", True),
        ("quality.none.deeper=1", False),
        ("is_accessible_for_free=false", True),
        ("date_published>=2026-03-01", True),
        ("date_published<2026-03-01", False),
        ("no_such_field=null", True),
        ("subtitle<5", False),
        ("language<5", False),
    ],
)
def test_a_condition_holds_of_a_record_or_not(text: str, holds: bool) -> None:
    assert parse_condition(text)(RECORD) is holds


@pytest.mark.parametrize("text", ["", "language", "a;b=1", "=en", "import os"])
def test_what_is_no_condition_is_told_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="language=en"):
        parse_condition(text)
