"""Read saved searches from a TOML file; each entry has a query, conditions and a receiver of its matches."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast, get_args

from crawler.configuration.durations import parse_duration
from crawler.messages.wording import as_sentence
from crawler.stores.changes.log import Change
from crawler.stores.search.query import Node, QueryError, parse
from crawler.stores.search.search import host_condition, language_condition
from crawler.toml.document import errors_named, toml_document
from crawler.toml.entries import Readers, boolean, read_entries, text

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
    try:
        searches = [SavedSearch(**values) for values in read_entries(document, "search", _READERS, ("name", "query"))]
    except ValueError as error:
        raise SavedSearchError(f"{path}: {as_sentence(error)}") from None
    if not searches:
        raise SavedSearchError(f"{path}: has no [[search]] entry; add one with name and query.")
    for search in searches:
        if len(chosen := [key for key in RECEIVERS if getattr(search, key)]) > 1:
            raise SavedSearchError(
                f"{path}: [[search]] '{search.name}': has {' and '.join(chosen)}; make an entry of each."
            )
    for key in ("name", "output", "feed"):
        _check_unique(path, key, [getattr(each, key) for each in searches])
    return searches


def _name(value: Any) -> str:
    if not _NAME.fullmatch(text(value)):
        raise ValueError("use letters, digits, - and _, 64 at most")
    return text(value)


def _changes(value: Any) -> tuple[Change, ...]:
    known = [change for change in get_args(Change) if change != "deleted"]  # a deletion has no text that could match
    if not isinstance(value, list) or not value or any(each not in known for each in value):
        raise ValueError(f"must be a list of {', '.join(known)}, not {value!r}")
    return cast(tuple[Change, ...], tuple(value))


def _query(value: Any) -> str:
    try:
        parse(text(value))
    except QueryError as error:
        raise ValueError(str(error)) from None
    return text(value)


def _command(value: Any) -> tuple[str, ...]:
    parts = shlex.split(text(value))
    if not parts or shutil.which(parts[0]) is None:
        raise ValueError(f"there is no program {parts[0] if parts else value!r}")
    return tuple(parts)


def _webhook(value: Any) -> str:
    if not text(value).startswith(("http://", "https://")):
        raise ValueError(f"must be an http or https address, not {value!r}")
    return text(value)


def _feed(value: Any) -> str:
    if Path(text(value)).suffix not in FEEDS:
        raise ValueError(f"name a file that ends in {', '.join(FEEDS)}, not {value!r}")
    return text(value)


_READERS: Readers = {
    "name": _name,
    "query": _query,
    "language": lambda value: language_condition(text(value)),
    "source": text,
    "host": lambda value: host_condition(text(value)),
    "since": parse_duration,
    "changes": _changes,
    "duplicates": boolean,
    "output": text,
    "command": _command,
    "webhook": _webhook,
    "feed": _feed,
}


def _check_unique(path: Path, key: str, values: list[str | None]) -> None:
    for value in values:
        if value is not None and values.count(value) > 1:
            raise SavedSearchError(f"{path}: two entries have the {key} '{value}'; change one.")
