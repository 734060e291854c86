"""Records as the tables hold them: JSON."""

from __future__ import annotations

import json

import orjson

from cleaners.record import Record


def as_json(record: Record) -> str:
    """Return a record as JSON, as the tables store it."""
    return orjson.dumps(record).decode()


def from_json(stored: str) -> Record:
    """Parse a record from the JSON that `as_json` wrote."""
    record: Record = json.loads(stored)
    return record
