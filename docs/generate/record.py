"""The reference of the article record and its JSON Schema, from the annotations in cleaners/record.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaners.article import SCHEMA_VERSION
from cleaners.cleaning import clean_page
from cleaners.page import Page
from cleaners.record import Record
from cleaners.workers.jobs import FilterError, FilterRecord
from crawler.formats.arrow import arrow_schema
from crawler.stores.changes.log import ChangeRecord
from docs.generate.typed_dicts import Field, fields_of, in_words, nested, object_schema, title

EXAMPLE = Path(__file__).parent / "example_page.html"

_INTRODUCTION = f"""\
# The article record

An article is one JSON object: in the store, in exports, in feeds (`-O`) and as the output of the cleaner.
[record.schema.json](record.schema.json) is its JSON Schema, [record.arrow.txt](record.arrow.txt) its Arrow schema in
Parquet files. This is version {SCHEMA_VERSION} of the record.

A record always has all fields, except that `newsgalley export` leaves out `removed` without its option `--removed`.
A value that is not known is null, never `""`. A list without members is empty.

`make docs` generates this page and the schema from `cleaners/record.py`.
"""

_FILTER = """\
## Answers of the filter

`python -m cleaners` answers each page with a record. It changes or adds these fields:
"""

_ERROR = "If it cannot clean a line, the answer has only these fields:\n"

_CHANGES = """\
## Change record

`newsgalley export --after`, `--consumer` and `--follow` add these fields to each record. For a deleted article they
write only its `id` and these fields.
"""

_EXAMPLE = """\
## Example

This page of an invented newspaper:

```html
{page}
```

gives this record:

```json
{record}
```
"""


def schema() -> str:
    """Return the JSON Schema of a record as text."""
    article = object_schema(Record)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article record",
        "description": "An article as the cleaner returns it. What is not known is null.",
        **article,
        "required": [name for name in article["required"] if name != "removed"],  # exports leave it out
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def arrow() -> str:
    """Return the Arrow schema of records and changes as text: one line per field, nested types in angle brackets."""
    return str(arrow_schema()) + "\n"


def reference() -> str:
    """Return the reference of the record in Markdown, with an example that the cleaner makes."""
    fields = list(fields_of(Record))
    objects = list(_objects(Record))
    sections = [f"## {title(each).capitalize()}\n\n{each.__doc__}\n\n{_table(fields_of(each))}" for each in objects]
    example = _EXAMPLE.format(page=EXAMPLE.read_text("utf-8").rstrip(), record=_as_json(example_record()))
    return "\n".join(
        [
            _INTRODUCTION,
            "## Fields\n",
            _table(fields),
            *sections,
            _CHANGES,
            _table(fields_of(ChangeRecord)),
            _filter_section(),
            example,
        ]
    )


def _objects(kind: type) -> Iterator[type]:
    """Yield the types of objects within a type, each before those within it."""
    for field in fields_of(kind):
        if inner := nested(field.type):
            yield inner
            yield from _objects(inner)


def example_record() -> Record:
    """Return the record of the example page."""
    page = Page(
        body=EXAMPLE.read_bytes(),
        url="https://www.example.org/local/2026/harbour-bridge",
        requested_url="https://www.example.org/local/2026/harbour-bridge?from=feed",
        source="harbour-courier",
        discovered_by="feed",
        fetched_at="2026-03-04T09:30:00Z",
        status=200,
        etag='"5f1c"',
        raw_ref="newsgalley-20260304T092951Z-5c0f3a1b-00001.warc.gz:1047",
    )
    return clean_page(page).to_record()


def _filter_section() -> str:
    of_records = {field.name: field for field in fields_of(Record)}
    other = [field for field in fields_of(FilterRecord) if field != of_records.get(field.name)]
    return "\n".join([_FILTER, _table(other), _ERROR, _table(fields_of(FilterError))])


def _table(fields: Iterable[Field]) -> str:
    rows = [f"| `{field.name}` | {in_words(field.type)} | {_cell(field.meaning)} |" for field in fields]
    return "\n".join(["| field | type | meaning |", "|---|---|---|", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _as_json(record: Record) -> str:
    return json.dumps(record, indent=2, ensure_ascii=False)
