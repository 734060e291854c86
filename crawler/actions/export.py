"""Writes the records of the store as JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from cleaners.record import Record
from cleaners.rights.selection import Rights, with_rights
from crawler.actions.output import standard_output, whole_file
from crawler.exporters import FIELDS, csv_row
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.database.engine import as_text
from crawler.stores.store import Store
from crawler.wording import counted


def export(settings: BaseSettings, format_name: str, since: str | None, output: str, rights: Rights = "any") -> None:
    """Write the records of the store that have these rights.

    Raises:
        UsageError: The store, the date or the file cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    moment = parse_since(since) if since else None
    try:
        store = Store(existing_store(settings["STORE_URI"]))
        with _opened(output) as out:
            count = WRITERS[format_name](with_rights(store.articles.since(moment), rights), out)
    except StoreAddressError as error:
        raise UsageError(str(error), print_help=False) from None
    except StoreError as error:
        sys.exit(str(error))
    if output != "-":
        print(f"{output}: {counted(count, 'article')}", file=sys.stderr)


def parse_since(argument: str) -> str:
    """Return a day (its midnight in UTC) or an RFC 3339 time in the format of the store.

    Raises:
        UsageError: The argument is neither.
    """
    try:
        if len(argument) == len("2026-01-31"):
            return f"{date.fromisoformat(argument).isoformat()}T00:00:00Z"
        moment = datetime.fromisoformat(argument)
    except ValueError:
        message = f"--since {argument}: not a date; write 2026-01-31 or 2026-01-31T08:00:00+01:00."
        raise UsageError(message, print_help=False) from None
    return as_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def existing_store(uri: str) -> str:
    """Return the address of a store.

    Raises:
        StoreAddressError: The store is a SQLite file that does not exist.
    """
    path = uri.removeprefix("sqlite:///")
    if path != uri and not Path(path).is_file():
        raise StoreAddressError(f"STORE_URI {uri}: there is no store yet; create it: scrapy crawl news.")
    return uri


def write_jsonl(records: Iterable[Record], out: TextIO) -> int:
    """Write one JSON object per line; return the number of records."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last number is the result
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count


def write_csv(records: Iterable[Record], out: TextIO) -> int:
    """Write a header and one row per record, with lists and objects as JSON; return the number of records."""
    writer, count = csv.writer(out), 0
    writer.writerow(FIELDS)
    for count, record in enumerate(records, 1):  # noqa: B007 - the last number is the result
        writer.writerow(csv_row(record))
    return count


WRITERS = {"jsonl": write_jsonl, "csv": write_csv}


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    """Open the file of `-o`, or standard output for `-`, as text in UTF-8."""
    if path == "-":
        with standard_output():
            yield sys.stdout
        return
    with whole_file(path) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="")
        try:
            yield text
            text.flush()
        finally:
            text.detach()
