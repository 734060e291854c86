"""Read the entries of a TOML file, which are tables in a list such as `[[source]]`, key by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from crawler.messages.suggestions import did_you_mean

# Reads the value of each key. Raises ValueError with the end of a sentence that begins with the key.
Readers = Mapping[str, Callable[[Any], Any]]


def read_entries(
    document: Mapping[str, Any], name: str, readers: Readers, required: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield the values of each entry `[[name]]`, by key. Entries are told apart by the first of the `required` keys.

    Raises:
        ValueError: A key is missing, unknown or has a wrong value, or stands outside of an entry. The message names the
            entry and the key.
    """
    for key in document:
        if key != name:
            raise ValueError(f"key '{key}' outside of an entry; use [[{name}]] for each {name}")
    entries = document.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"key '{name}' is not a list of tables; write [[{name}]] with two brackets")
    for number, entry in enumerate(entries, 1):
        identifier = entry.get(required[0])
        shown = quoted(identifier) if isinstance(identifier, str) else f"number {number}"
        yield _read_entry(f"[[{name}]] {shown}", entry, readers, required)


def _read_entry(place: str, entry: dict[str, Any], readers: Readers, required: Sequence[str]) -> dict[str, Any]:
    for key in required:
        if key not in entry:
            raise ValueError(f"{place}: key '{key}' is missing; add it")
    values = {}
    for key, value in entry.items():
        if key not in readers:
            raise ValueError(f"{place}: unknown key '{key}'; correct or remove it.{did_you_mean(key, readers)}")
        try:
            values[key] = readers[key](value)
        except ValueError as error:
            raise ValueError(f"{place}: key '{key}': {error}") from error
    return values


def quoted(value: Any) -> str:
    """Return a value for a message, without control characters and in bounded length."""
    return f"{value!r:.100}"


def text(value: Any) -> str:
    """Return a text without white space around it; raise ValueError for anything else, and for an empty text."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be a text in quotes that is not empty, not {quoted(value)}")
    return value.strip()


def boolean(value: Any) -> bool:
    """Return a truth value; raise ValueError for anything else."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, without quotes, not {quoted(value)}")
    return value


def count(value: Any) -> int:
    """Return a whole number above 0; raise ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"must be a whole number of 1 or more, not {quoted(value)}")
    return value
