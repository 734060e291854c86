"""Open the store for a command, and read the options that select articles: sources and times."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from crawler.configuration.durations import parse_duration
from crawler.configuration.own import Settings
from crawler.exit_codes import UsageError
from crawler.messages.suggestions import did_you_mean
from crawler.moments import as_moment, as_text
from crawler.sources.loader import SourceError, load_sources
from crawler.sources.source import NOT_SOURCES
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.database.records import RecordError
from crawler.stores.store import Store


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """Open the store of the settings, and close it at the end. Raises the errors of `store_errors`."""
    with store_errors(), closing(Store(settings["STORE_URI"])) as store:
        yield store


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the errors of a store into exceptions that end a command.

    Raises:
        UsageError: STORE_URI cannot be used.
        SystemExit: The store failed, or holds a damaged record; the exit code is 1.
    """
    try:
        yield
    except StoreAddressError as error:
        raise UsageError(str(error)) from None
    except (StoreError, RecordError) as error:
        sys.exit(str(error))


def check_source(store: Store, settings: Settings, source: str | None) -> None:
    """Raise UsageError if neither the store nor the source files have the id of `--source`; None passes."""
    if source is None or store.articles.has_source(source):
        return
    path = settings["SOURCES_PATH"]
    known = {*NOT_SOURCES, *store.runs.sources()}
    with suppress(SourceError):  # own.toml has no entry at first; a crawl reports the faults of source files
        known.update(each.id for each in load_sources(Path(path) if path else None))
    if source not in known:
        hint = did_you_mean(source, sorted(known)) or " `newsgalley sources list` prints the ids."
        raise UsageError(f"--source {source}: neither the store nor {path or 'the starter set'} has this id.{hint}")


def parse_since(argument: str, option: str = "--since") -> str:
    """Return a duration before now, a day (its midnight in UTC) or an RFC 3339 time in the format of the store.

    Raises:
        UsageError: The argument is none of these.
    """
    with suppress(ValueError):
        return as_text(datetime.now(UTC) - parse_duration(argument))
    try:
        return as_text(as_moment(argument))
    except ValueError:
        message = (
            f"{option} {argument}: neither a time nor a duration; write 7d, 2026-01-31 or 2026-01-31T08:00:00+01:00."
        )
        raise UsageError(message) from None
