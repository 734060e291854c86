"""Read saved searches from a TOML file; each entry has a query, conditions and a receiver of its matches."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, cast, get_args

from crawler.configuration.durations import parse_duration
from crawler.messages.suggestions import did_you_mean
from crawler.stores.changes.log import Change
from crawler.stores.search.query import Node, QueryError, parse
from crawler.stores.search.search import host_condition, language_condition
from crawler.toml_text import errors_named, toml_document

CHANGES: tuple[Change, ...] = ("new", "revised")
RECEIVERS = ("output", "command", "webhook", "feed")
FEEDS = {".atom": "atom", ".xml": "atom", ".json": "jsonfeed"}  # by suffix
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class SavedSearchError(ValueError):
    """A file of saved searches that cannot be used; the message names the file, the entry and the key."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query on the change feed. Without a receiver, its matches go to standard output."""

    name: str
    query: str
    language: str | None = None
    source: str | None = None
    host: str | None = None
    since: timedelta | None = None  # changes that were stored longer ago are skipped
    changes: tuple[Change, ...] = CHANGES
    duplicates: bool = True  # also articles that tell the story of an earlier one
    output: str | None = None  # a file to which JSON lines are appended
    command: tuple[str, ...] = ()  # a program that gets text on its standard input
    webhook: str | None = None  # an address to which matches are posted
    feed: str | None = None  # a file with a feed of the newest articles that match

    @property
    def tree(self) -> Node:
        """The query as a tree."""
        return parse(self.query, self.language)

    @property
    def consumer(self) -> str:
        """The name under which the store keeps the cursor; its colon sets it apart from the consumers of exports."""
        return f"search:{self.name}"


def load_saved(path: Path) -> list[SavedSearch]:
    """Return the saved searches of a file. Raises SavedSearchError."""
    with errors_named(path, lambda problem: SavedSearchError(f"{problem}.")):
        document = toml_document(path.read_text(encoding="utf-8-sig"))
    entries = document.pop("search", None)
    for key in document:
        raise SavedSearchError(f"{path}: key '{key}' outside of an entry; use [[search]].")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise SavedSearchError(f"{path}: has no [[search]] entry; add one with name and query.")
    searches = [_entry(path, number, entry) for number, entry in enumerate(entries, 1)]
    for key in ("name", "output", "feed"):
        _check_unique(path, key, [getattr(each, key) for each in searches])
    return searches


def _entry(path: Path, number: int, entry: dict[str, Any]) -> SavedSearch:
    place = f"{path}: [[search]] " + (
        f"'{entry['name']}'" if isinstance(entry.get("name"), str) else f"number {number}"
    )
    known = [field.name for field in fields(SavedSearch)]
    for key in entry:
        if key not in known:
            raise SavedSearchError(f"{place}: unknown key '{key}'; correct or remove it.{did_you_mean(key, known)}")
    for key in ("name", "query"):
        if key not in entry:
            raise SavedSearchError(f"{place}: key '{key}' is missing; add it.")
    if len(chosen := [key for key in RECEIVERS if key in entry]) > 1:
        raise SavedSearchError(f"{place}: has {' and '.join(chosen)}; make an entry of each.")
    values = {}
    for key, value in entry.items():
        try:
            values[key] = _value(key, value)
        except ValueError as error:
            raise SavedSearchError(f"{place}: key '{key}': {error}") from None
    return SavedSearch(**values)


def _value(key: str, value: Any) -> Any:
    """Return the value of a key. Raises ValueError with the end of a sentence."""
    if key == "duplicates":
        return _boolean(value)
    if key == "changes":
        return _changes(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be a text, not {value!r}.")
    if key == "name" and not _NAME.fullmatch(value):
        raise ValueError("use letters, digits, - and _, 64 at most.")
    if key == "query":
        _check_query(value)
    if key == "since":
        return parse_duration(value)
    if key == "host":
        return host_condition(value)
    if key == "language":
        return language_condition(value)
    if key == "webhook" and not value.startswith(("http://", "https://")):
        raise ValueError(f"must be an http or https address, not {value!r}.")
    if key == "feed" and Path(value).suffix not in FEEDS:
        raise ValueError(f"name a file that ends in {', '.join(FEEDS)}, not {value!r}.")
    return _command(value) if key == "command" else value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}.")
    return value


def _changes(value: Any) -> tuple[Change, ...]:
    known = [change for change in get_args(Change) if change != "deleted"]  # a deletion has no text that could match
    if not isinstance(value, list) or not value or any(each not in known for each in value):
        raise ValueError(f"must be a list of {', '.join(known)}, not {value!r}.")
    return cast(tuple[Change, ...], tuple(value))


def _check_query(value: str) -> None:
    try:
        parse(value)
    except QueryError as error:
        raise ValueError(str(error)) from None


def _command(value: str) -> tuple[str, ...]:
    parts = shlex.split(value)
    if not parts or shutil.which(parts[0]) is None:
        raise ValueError(f"there is no program {parts[0] if parts else value!r}.")
    return tuple(parts)


def _check_unique(path: Path, key: str, values: list[str | None]) -> None:
    for value in values:
        if value is not None and values.count(value) > 1:
            raise SavedSearchError(f"{path}: two entries have the {key} '{value}'; change one.")
