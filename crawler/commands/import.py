"""`newsgalley import`: loads records from files, such as the output of `newsgalley batch`, or another store."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand
from crawler.exit_codes import UsageError


class Command(CheckedCommand):
    """Loads Parquet files and JSON lines of records, or a whole store, into the store."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] FILE [FILE ...] | STORE"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Load records from Parquet files or JSON lines, or another store, into the store"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --format."""
        super().add_options(parser)
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="format of the counts (default: text)"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Load the files or the store, and set the exit code."""
        if not args:
            raise UsageError("Name what to load: .parquet or .jsonl files, folders of them, or a store.")
        from crawler.actions.importing.copying import import_store, is_store
        from crawler.actions.importing.run import import_files

        if any(is_store(name) for name in args):
            self.exitcode = import_store(self.settings, args, opts.format)
            return
        self.exitcode = import_files(self.settings, args, opts.format)
