"""Print the configured sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from crawler.configuration.durations import duration_text
from crawler.exit_codes import UsageError
from crawler.messages.foreign_text import printable
from crawler.messages.printing import Printer
from crawler.messages.wording import counted
from crawler.sources.arguments import chosen_sources
from crawler.sources.entry import entry_values
from crawler.sources.loader import SourceError
from crawler.sources.source import Source

PIPE_COLUMNS = 200  # for a pipe, which has no width: rich would fold lines at 80 columns


def sources_of(path: str, names: list[str]) -> list[Source]:
    """Return the named sources or, if none is named, all enabled ones. Raises UsageError if they cannot be read."""
    try:
        return chosen_sources(path, ",".join(names) or None, None)
    except SourceError as error:
        raise UsageError(str(error).replace("-a only=", "", 1)) from None


def show_sources(path: str, *, as_json: bool) -> None:
    """Print one line per source, or all as a JSON array with the keys of their entries."""
    if as_json:
        print_json([entry_values(source) for source in sources_of(path, [])])
        return
    table = Table("id", "name", "language", "home", "listings", "every", box=None)
    sources = sources_of(path, [])
    for source in sources:
        # "found": for a source that names no listings, the crawl finds them from its front page and robots.txt.
        listings = len(source.feeds) + len(source.sitemaps) + len(source.sections)
        every = duration_text(source.every) if source.every else "each run"
        cells = (source.id, source.name, source.language or "", source.home, str(listings or "found"), every)
        table.add_row(*(escape(printable(cell)) for cell in cells))
    print_table(table, counted(len(sources), "source"))


def print_json(rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows as a JSON array."""
    print(json.dumps(rows, ensure_ascii=False, indent=1))


def print_table(table: Table, last_line: str) -> None:
    """Print a table and a line below it; in a pipe, rows are not folded, so that programs get whole lines."""
    console = Printer(width=None if sys.stdout.isatty() else PIPE_COLUMNS, highlight=False)
    console.print(table)
    console.print(last_line)
