"""Choose the fields that an export writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cleaners.output.html import to_html
from cleaners.record import Record
from crawler.messages.suggestions import did_you_mean
from crawler.stores.changes.log import ChangeRecord

Row = Mapping[str, Any]

FIELDS = tuple(Record.__annotations__)
CHANGE_FIELDS = tuple(ChangeRecord.__annotations__)
# The removed blocks are four fifths of a record, so they are written only on request.
LEFT_OUT = frozenset({"removed"})
# Fields that are computed from a record, and written only on request.
COMPUTED_FIELDS: dict[str, Callable[[Row], str]] = {"html": to_html}


def chosen_fields(chosen: str | None, *, removed: bool, changes: bool) -> tuple[str, ...]:
    """Return the names of the fields to write: those of `--fields`, else all, with `removed` only on request.

    With `changes`, the fields of a change are among them; a change always has its `id`.

    Raises:
        ValueError: A name is unknown; the message says which.
    """
    names = [name.strip() for name in chosen.split(",")] if chosen else list(_all(removed=removed))
    for name in names:
        if name not in (*FIELDS, *COMPUTED_FIELDS, *CHANGE_FIELDS):
            known = [*FIELDS, *COMPUTED_FIELDS]
            hint = did_you_mean(name, known) or f" Its fields are {', '.join(known)}."
            raise ValueError(f"--fields {name}: a record has no such field.{hint}")
    if not changes:
        return tuple(dict.fromkeys(names))
    return tuple(dict.fromkeys(["id", *names, *CHANGE_FIELDS]))


def _all(*, removed: bool) -> Iterator[str]:
    return (name for name in FIELDS if removed or name not in LEFT_OUT)


def only(rows: Iterable[Row], names: Sequence[str]) -> Iterator[Row]:
    """Yield the rows with only the named fields."""
    for row in with_computed(rows, names):
        yield {name: row[name] for name in names if name in row}


def with_computed(rows: Iterable[Row], names: Sequence[str]) -> Iterator[Row]:
    """Yield the rows with the computed fields among `names` added; a tombstone gets none."""
    wanted = {name: make for name, make in COMPUTED_FIELDS.items() if name in names}
    for row in rows:
        made = {name: make(row) for name, make in wanted.items()} if "blocks" in row else {}
        yield {**row, **made} if made else row


def change_of(row: Row) -> dict[str, Any]:
    """Return the fields of a change; empty for a record that is exported as an article."""
    return {name: row[name] for name in CHANGE_FIELDS if name in row}
