"""Copy another store into the store of the settings, and print how many rows each table got."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from contextlib import closing

from sqlalchemy import Table

from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_ERROR, EXIT_OK, EXIT_STORE_BUSY, UsageError
from crawler.messages.wording import counted
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.database.lock import busy
from crawler.stores.database.records import RecordError
from crawler.stores.older.copying import copy_store
from crawler.stores.store import Store, store_with

PROGRESS_SECONDS = 5.0  # between two lines on standard error
SCHEMES = ("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")


def is_store(name: str) -> bool:
    """Return True for the address of a store, in contrast to the name of a file."""
    return name.startswith(SCHEMES)


class _Progress:
    """Counts copied rows by table, and prints their number now and then."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self._last = time.monotonic()

    def note(self, table: Table, rows: int) -> None:
        """Count a portion of rows."""
        self.rows[table.name] += rows
        if time.monotonic() - self._last >= PROGRESS_SECONDS:
            print(f"{counted(self.rows.total(), 'row')} copied", file=sys.stderr)
            self._last = time.monotonic()


def import_store(settings: Settings, names: list[str], format_: str) -> int:
    """Copy the named store, print the counts, and return the exit code.

    Raises:
        UsageError: An address cannot be used, or other names stand beside it.
    """
    if len(names) > 1:
        raise UsageError("A store is imported alone: name nothing else.")
    file = names[0].removeprefix("sqlite:///")
    if file != names[0] and not os.path.isfile(file):  # opening would create it
        raise UsageError(f"{names[0]}: the file does not exist; name the file of a store.")
    try:
        with closing(Store(names[0])) as source, closing(store_with(settings)) as target:
            return _copy(source, target, format_)
    except StoreAddressError as error:
        raise UsageError(str(error)) from None
    except (StoreError, RecordError) as error:
        print(f"{error}. Nothing was copied.", file=sys.stderr)
        return EXIT_ERROR


def _copy(source: Store, target: Store, format_: str) -> int:
    if source.shown_uri == target.shown_uri:
        raise UsageError(f"STORE_URI is {target.shown_uri} itself: set it to the new store.")
    locks = [target] if source.engine.dialect.name == "postgresql" else [target, source]
    for store in locks:  # a PostgreSQL store that is read is locked by the transaction that reads it
        if not store.lock.acquire():
            print(busy(store.shown_uri), file=sys.stderr)
            return EXIT_STORE_BUSY
    progress = _Progress()
    copy_store(source.engine, target.engine, progress.note)
    rows = progress.rows
    if format_ == "json":
        print(json.dumps({"rows": rows.total(), "tables": rows}, indent=1))
    else:
        print(
            f"{counted(rows['articles'], 'article')} and all else of {source.shown_uri}: {counted(rows.total(), 'row')}"
        )
    return EXIT_OK
