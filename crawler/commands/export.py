"""`scrapy export`: writes the records of the store as JSON lines or CSV."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar, TextIO

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from cleaners.record import Record
from crawler.exporters import FIELDS, AtomicFile, csv_row
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.database.engine import as_text
from crawler.stores.store import Store


class Command(ScrapyCommand):
    """Writes the store's records as JSON lines or CSV."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write the articles of the store as JSON lines or CSV"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --format, --since and -o."""
        super().add_options(parser)
        parser.add_argument("--format", choices=tuple(WRITERS), default="jsonl", help="output format (default: jsonl)")
        parser.add_argument(
            "--since", metavar="DATE", help="export only articles fetched since this day or RFC 3339 time"
        )
        parser.add_argument("-o", "--output", metavar="PATH", default="-", help="output file; default: standard output")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the records."""
        assert self.settings is not None
        if args:
            raise UsageError(f"scrapy export takes options only, not {args[0]!r}.", print_help=False)
        since = parse_since(opts.since) if opts.since else None
        try:
            store = Store(existing_store(self.settings["STORE_URI"]))
            with nullcontext(sys.stdout) if opts.output == "-" else _whole(opts.output) as out:
                WRITERS[opts.format](store.articles.since(since), out)
                out.flush()
        except StoreAddressError as error:
            raise UsageError(str(error), print_help=False) from None
        except StoreError as error:
            sys.exit(str(error))
        except BrokenPipeError:
            # The reader, such as head, has closed the pipe; Python must not fail at its last flush.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


def write_jsonl(records: Iterable[Record], out: TextIO) -> None:
    """Write one JSON object per line."""
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_csv(records: Iterable[Record], out: TextIO) -> None:
    """Write a header and one row per record, with lists and objects as JSON in their cells."""
    writer = csv.writer(out)
    writer.writerow(FIELDS)
    writer.writerows(csv_row(record) for record in records)


WRITERS = {"jsonl": write_jsonl, "csv": write_csv}


@contextmanager
def _whole(path: str) -> Iterator[TextIO]:
    """Open a file that replaces the earlier one when it is complete; raise UsageError if it cannot be written."""
    file = AtomicFile(path)
    try:
        with file.part.open("w", encoding="utf-8", newline="") as out:
            yield out
        file.finish()
    except OSError as error:
        raise UsageError(f"-o {path}: cannot be written: {error.strerror}.", print_help=False) from None
