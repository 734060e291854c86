"""The fields of a TypedDict, and their types as JSON Schema and as words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

JsonSchema = dict[str, Any]

_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a TypedDict."""

    name: str
    type: Any  # without its annotation
    meaning: str
    is_required: bool


def fields_of(typed_dict: type) -> Iterator[Field]:
    """Yield the fields of a TypedDict whose fields are all annotated with their meaning, in order."""
    for name, hint in get_type_hints(typed_dict, include_extras=True).items():
        is_required = get_origin(hint) is not NotRequired
        annotated = hint if is_required else get_args(hint)[0]
        if get_origin(annotated) is not Annotated:
            raise TypeError(f"{typed_dict.__name__}.{name}: annotate the field with its meaning")
        kind, meaning = get_args(annotated)
        yield Field(name, kind, meaning, is_required)


def alternatives(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union, or the type itself."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def nested(kind: Any) -> type | None:
    """Return the TypedDict that a field holds, alone, in a list or as an alternative to null; None without one."""
    for each in alternatives(kind):
        inner = get_args(each)[0] if get_origin(each) is list else each
        if is_typeddict(inner):
            return inner  # type: ignore[no-any-return]
    return None


def json_schema(kind: Any) -> JsonSchema:
    """Return the JSON Schema of a type."""
    schemas = [_schema_of_one(each) for each in alternatives(kind)]
    if len(schemas) == 1:
        return schemas[0]
    if all(set(schema) == {"type"} for schema in schemas):
        return {"type": [schema["type"] for schema in schemas]}
    return {"anyOf": schemas}


def _schema_of_one(kind: Any) -> JsonSchema:
    if is_typeddict(kind):
        return object_schema(kind)
    if get_origin(kind) is list:
        return {"type": "array", "items": json_schema(get_args(kind)[0])}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    return {"type": _NAMES[kind]}


def object_schema(typed_dict: type) -> JsonSchema:
    """Return the JSON Schema of a TypedDict: an object without other properties."""
    fields = list(fields_of(typed_dict))
    return {
        "type": "object",
        "properties": {field.name: {"description": field.meaning, **json_schema(field.type)} for field in fields},
        "required": [field.name for field in fields if field.is_required],
        "additionalProperties": False,
    }


def in_words(kind: Any) -> str:
    """Return a type as words in Markdown, with a link to the section of a nested object."""
    return " or ".join(_word_of_one(each) for each in alternatives(kind))


def _word_of_one(kind: Any) -> str:
    if is_typeddict(kind):
        return f"[{title(kind)}](#{title(kind).replace(' ', '-')})"
    if get_origin(kind) is list:
        return f"list of {in_words(get_args(kind)[0])}s"
    if get_origin(kind) is Literal:
        values = [f"`{value}`" for value in get_args(kind)]
        return values[0] if len(values) == 1 else f"one of {', '.join(values)}"
    return "any JSON value" if kind is object else _NAMES[kind]


def title(typed_dict: type) -> str:
    """Return the name of a TypedDict in words: "date evidence" for DateEvidenceRecord."""
    name = typed_dict.__name__.removesuffix("Record")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
