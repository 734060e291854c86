"""The conditions of a search as options of a command, and the records that satisfy them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaners.record import Record
from crawler.exit_codes import UsageError
from crawler.stores.articles import columns_of
from crawler.stores.search.matching import indexed, matches
from crawler.stores.search.query import parse
from crawler.stores.search.search import Query, host_condition, language_condition, satisfies


def host_option(name: str | None) -> str | None:
    """Return the host of `--host` in the store's form. Raises UsageError."""
    try:
        return None if name is None else host_condition(name)
    except ValueError as error:
        raise UsageError(f"--host: {error}") from None


def language_option(name: str | None) -> str | None:
    """Return the tag of `--language` in the store's form. Raises UsageError."""
    try:
        return None if name is None else language_condition(name)
    except ValueError as error:
        raise UsageError(f"--language: {error}") from None


def satisfying(records: Iterable[Record], query: Query) -> Iterator[Record]:
    """Yield the records that satisfy the conditions of a query and, if it has words, its words.

    Raises:
        QueryError: The words cannot be understood.
    """
    tree = parse(query.words, query.language) if query.words else None

    def selected(record: Record) -> bool:
        return satisfies(columns_of(record), query) and (tree is None or matches(tree, indexed(record)))

    return filter(selected, records)
