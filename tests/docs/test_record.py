import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cleaners.cleaning import clean_page
from cleaners.record import Record
from docs.generate.__main__ import DOCS
from docs.generate.record import example_record, reference
from docs.generate.typed_dicts import fields_of
from tests.golden import folders, page_of

SCHEMA = json.loads((DOCS / "record.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def problems(record: Record | dict[str, Any]) -> list[str]:
    """What the schema says against a record that went through JSON."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(json.loads(json.dumps(record)))]


def test_the_schema_is_valid_itself() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_records_of_real_pages_satisfy_the_schema(folder: Path) -> None:
    assert problems(clean_page(page_of(folder)).to_record()) == []


def test_the_example_satisfies_the_schema_and_shows_what_is_removed() -> None:
    record = example_record()
    assert problems(record) == []
    assert {"byline", "en.read-also"} <= {removal["rule"] for removal in record["removed"]}
    assert record["id"] in reference()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": 3}, "$.title: 3 is not of type 'string', 'null'"),
        ({"schema_version": 2}, "$.schema_version: 2 is not one of [1]"),
        ({"http": None}, "$.http: None is not of type 'object'"),
        ({"blocks": [{"type": "poem", "text": "", "level": None}]}, "$.blocks[0].type: 'poem' is not one of"),
        ({"invented": 1}, "$: Additional properties are not allowed ('invented' was unexpected)"),
    ],
)
def test_other_data_does_not_satisfy_the_schema(change: dict[str, Any], told: str) -> None:
    (problem,) = problems({**example_record(), **change})
    assert problem.startswith(told)


def test_a_record_that_was_exported_without_its_removed_blocks_satisfies_the_schema() -> None:
    assert problems({name: value for name, value in example_record().items() if name != "removed"}) == []


@pytest.mark.parametrize("name", [field.name for field in fields_of(Record) if field.name != "removed"])
def test_every_other_field_is_required(name: str) -> None:
    record: dict[str, Any] = deepcopy(dict(example_record()))
    del record[name]
    assert problems(record) == [f"$: '{name}' is a required property"]
