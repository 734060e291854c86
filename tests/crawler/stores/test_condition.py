from typing import Any

import pytest

from crawler.stores.condition import parse_condition

RECORD: dict[str, Any] = {
    "authors": [{"name": "Ada Quill", "url": None}, {"name": "Joss Tiernan", "url": None}], "images": [],
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
        ("is_accessible_for_free=false", True),
        ("date_published>=2026-03-01", True),
        ("date_published<2026-03-01", False),
        ("authors.name=Ada Quill", True),
        ("authors.name!=Ada Quill", False),
        ("authors=[]", False),
        ("images=[]", True),
        ("duplicate_of=null", True),
        ("subtitle<5", False),
        ("language<5", False),
    ],
)
def test_a_condition_holds_of_a_record_or_not(text: str, holds: bool) -> None:
    assert parse_condition(text)(RECORD) is holds


@pytest.mark.parametrize("text", ["", "language", "a;b=1", "=en", "import os"])
def test_a_text_other_than_a_condition_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="language=en"):
        parse_condition(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("langauge=en", "a record has no field 'langauge'. Did you mean language"),
        ("Language=en", "Did you mean language"),
        ("quality.scores<1", "quality has no field 'scores'. Did you mean score"),
        ("title.first=A", "title has no field 'first'."),
        ("language==en", "the operators are = != < <= > >="),
        ("word_count=>5", "the operators are"),
        ("title=~bridge", "the operators are"),
        ("word_count<>5", "the operators are"),
        ("word_count", "write FIELD=VALUE"),
        ("word_count<many", "the field is a number; 'many' is not"),
        ("quality.score=high", "the field is a number; 'high' is not"),
        ("is_accessible_for_free=flase", "the field is true or false"),
        ("authors=Ada Quill", "name one of the fields within it: name, url"),
        ("quality>0.5", "name one of the fields within it: score, flags"),
    ],
)
def test_a_condition_that_no_record_can_meet_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^--where ") as raised:
        parse_condition(text)
    assert message in str(raised.value)
