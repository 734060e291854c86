"""Import files of records into the store, and print how many records were saved or refused."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from cleaners.record import Record
from crawler.actions.importing.checking import RowError, to_record
from crawler.actions.importing.files import FileError, find_files, rows_of
from crawler.actions.importing.loading import AT_ONCE, RecordRefusedError, load
from crawler.configuration.own import Settings
from crawler.exit_codes import (
    EXIT_ERROR,
    EXIT_NOTHING_STORED,
    EXIT_OK,
    EXIT_SOURCES_FAILED,
    EXIT_STORE_BUSY,
    UsageError,
)
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.database.lock import busy
from crawler.stores.store import Store, store_with

MAX_NAMED = 100  # refused rows that are named; all are counted
PROGRESS_EVERY = 1_000  # rows between two progress lines


class _Import:
    """An import under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.outcomes: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._rows = 0

    def load(self, file: str) -> None:
        """Load the records of a file. Raises StoreError."""
        waiting: list[tuple[int, Record]] = []
        for numbered in self._records(file):
            waiting.append(numbered)
            if len(waiting) == AT_ONCE:
                self._save(file, waiting)
                waiting = []
        self._save(file, waiting)

    def _records(self, file: str) -> Iterator[tuple[int, Record]]:
        """Yield the records of a file with their row numbers; refuse all other rows."""
        try:
            for number, row in rows_of(file):
                self._note_progress()
                try:
                    if isinstance(row, RowError):
                        raise row
                    yield number, to_record(row)
                except RowError as error:
                    self._refuse(f"{file}, row {number}", error.reason, str(error))
        except FileError as error:
            self._refuse(file, "unreadable_file", str(error))

    def _save(self, file: str, numbered: Sequence[tuple[int, Record]]) -> None:
        if not numbered:
            return
        outcomes = load(self._store, [record for _, record in numbered])
        for (number, _), outcome in zip(numbered, outcomes, strict=True):
            if isinstance(outcome, RecordRefusedError):
                self._refuse(f"{file}, row {number}", "not_stored", f"cannot be stored: {outcome}")
            else:
                self.outcomes[outcome] += 1

    def _refuse(self, place: str, reason: str, why: str) -> None:
        self.refused[reason] += 1
        if self.refused.total() <= MAX_NAMED:
            print(printable(f"{place}: {why}."), file=sys.stderr)

    def _note_progress(self) -> None:
        self._rows += 1
        if not self._rows % PROGRESS_EVERY:
            print(f"{self._rows} rows read, {self.refused.total()} refused", file=sys.stderr)

    @property
    def exit_code(self) -> int:
        """0 if no row was refused, 4 if some were, 3 if all were."""
        if not self.refused:
            return EXIT_OK
        return EXIT_SOURCES_FAILED if self.outcomes else EXIT_NOTHING_STORED

    def render(self, format_: str) -> str:
        """Return the counts as a line of text, or as JSON."""
        if format_ == "json":
            return json.dumps({"rows": self._rows, "outcomes": self.outcomes, "refused": self.refused}, indent=1)
        outcomes = ", ".join(f"{name} {count:,}" for name, count in self.outcomes.most_common())
        refused = ", ".join(f"{name} {count:,}" for name, count in self.refused.most_common())
        return f"{counted(self._rows, 'row')}: {outcomes or 'nothing'}" + (f"; refused: {refused}" if refused else "")


def import_files(settings: Settings, names: Sequence[str], format_: str) -> int:
    """Load the files into the store, print the counts, and return the exit code.

    Raises:
        UsageError: A name or the store cannot be used.
    """
    try:
        files = find_files(names)
        store = store_with(settings)
    except (ValueError, StoreAddressError) as error:
        raise UsageError(str(error)) from None
    except StoreError as error:
        sys.exit(str(error))
    try:
        if not store.lock.acquire(shared=True):  # beside crawls on PostgreSQL, alone on SQLite
            print(busy(store.shown_uri), file=sys.stderr)
            return EXIT_STORE_BUSY
        loading = _Import(store)
        for file in files:
            loading.load(file)
        print(loading.render(format_))
        return loading.exit_code
    except StoreError as error:
        print(f"{error}. Run the same command again to load the rest.", file=sys.stderr)
        return EXIT_ERROR
    finally:
        store.close()
