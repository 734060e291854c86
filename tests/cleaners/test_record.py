from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from cleaners import record as records
from cleaners.article import Article
from cleaners.cleaning import clean_page
from cleaners.page import Page
from cleaners.record import Record, with_fields_of
from cleaners.workers.jobs import FilterRecord, answer

TEXT = "The council voted on Thursday evening to close the harbour bridge to all traffic from the first of March."
HTML = f"<html><body><article><h1>Bridge closes</h1><p>{TEXT}</p></article></body></html>"
# Fields whose names in the record are keywords, which a class cannot have, by their names in the class.
OTHER_NAMES = {"found_in": "from"}


def record(**options: Any) -> Record:
    return clean_page(Page(body=HTML, **options)).to_record()


def parts(kind: Any) -> list[Any]:
    """Return the types inside a list or union, without None."""
    return [each for each in get_args(kind) if each is not NoneType] or [kind]


def test_a_record_has_the_fields_of_an_article_in_its_order():
    assert list(Record.__annotations__) == [field.name for field in fields(Article) if field.name != "dropped"]
    assert list(record()) == list(Record.__annotations__)


@pytest.mark.parametrize("name", list(Record.__annotations__))
def test_a_field_has_the_type_that_the_article_gives_it(name: str):
    own, given = get_type_hints(Record)[name], get_type_hints(Article)[name]
    if own == given:
        return
    (of_record,), (of_article,) = parts(own), parts(given)
    assert is_dataclass(of_article)
    names = [OTHER_NAMES.get(field.name, field.name) for field in fields(of_article)]
    assert names == list(of_record.__annotations__)
    kinds = get_type_hints(of_record)
    assert {OTHER_NAMES.get(k, k): v for k, v in get_type_hints(of_article).items()} == kinds
    assert (NoneType in get_args(own)) == (NoneType in get_args(given))


def test_a_record_does_not_share_its_lists_with_the_article():
    article = clean_page(Page(body=HTML))
    first = article.to_record()
    first["blocks"][0]["text"] = first["http"]["etag"] = "changed"
    first["quality"]["flags"].append("changed")
    assert article.to_record() != first


def test_fields_are_taken_from_another_record():
    old, new = record(url="https://quay.example/a", source="quay"), record(url="https://quay.example/b")
    merged = with_fields_of(new, old, ("source", "id"))
    assert (merged["source"], merged["id"], merged["url"]) == ("quay", old["id"], "https://quay.example/b")
    assert (list(merged), new["source"]) == (list(new), None)


def test_an_answer_of_the_filter_has_the_fields_that_its_type_declares():
    dropped = answer(b'{"id": 1, "html": ""}')
    assert set(dropped) == set(get_type_hints(FilterRecord))
    assert FilterRecord.__optional_keys__ | {"dropped"} == {"dropped"}


def test_every_type_of_the_record_has_a_docstring():
    kinds = [kind for name, kind in vars(records).items() if name.endswith("Record")]
    assert len(kinds) == 14
    assert all(kind.__doc__ and kind.__doc__.endswith(".") for kind in kinds)
