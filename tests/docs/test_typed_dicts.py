from typing import Annotated, Literal, NotRequired, TypedDict

import pytest

from docs.generate.typed_dicts import fields_of, in_words, json_schema, nested, object_schema


class FerryLineRecord(TypedDict):
    """A ferry line."""

    name: Annotated[str, "Its name."]
    length: NotRequired[Annotated[float | None, "In kilometres."]]


class Bare(TypedDict):
    """A type that says nothing of its field."""

    name: str


@pytest.mark.parametrize(
    ("kind", "words", "schema"),
    [
        (str, "string", {"type": "string"}),
        (int | None, "integer or null", {"type": ["integer", "null"]}),
        (list[str], "list of strings", {"type": "array", "items": {"type": "string"}}),
        (Literal["a", "b"], "one of `a`, `b`", {"enum": ["a", "b"]}),
        (Literal["a"] | None, "`a` or null", {"anyOf": [{"enum": ["a"]}, {"type": "null"}]}),
    ],
)
def test_a_type_as_words_and_as_schema(kind: type, words: str, schema: dict[str, object]) -> None:
    assert (in_words(kind), json_schema(kind)) == (words, schema)


def test_a_nested_object_is_found_and_linked() -> None:
    assert nested(list[FerryLineRecord]) is nested(FerryLineRecord | None) is FerryLineRecord
    assert nested(str | None) is None
    assert in_words(FerryLineRecord) == "[ferry line](#ferry-line)"


def test_an_object_has_descriptions_and_names_what_is_required() -> None:
    assert object_schema(FerryLineRecord) == {
        "type": "object",
        "properties": {
            "name": {"description": "Its name.", "type": "string"},
            "length": {"description": "In kilometres.", "type": ["number", "null"]},
        },
        "required": ["name"],
        "additionalProperties": False,
    }


def test_a_field_without_a_meaning_is_an_error_that_names_it() -> None:
    with pytest.raises(TypeError, match=r"Bare\.name: annotate the field with its meaning"):
        list(fields_of(Bare))
