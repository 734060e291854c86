"""`newsgalley reclean`: cleans stored articles again, from their archived raw pages, with the current cleaner."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError


class Command(CheckedCommand):
    """Cleans stored articles again, reports what changed, and replaces the articles in the store."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Clean the stored articles again from their raw pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options that select articles, and those that control writing and reporting."""
        super().add_options(parser)
        parser.add_argument(
            "--since", metavar="TIME", help="clean only articles fetched since: 7d, 2026-01-31, or RFC 3339"
        )
        parser.add_argument("--source", metavar="ID", help="clean only articles of this source")
        parser.add_argument(
            "--where",
            metavar="FIELD=VALUE",
            help="clean only articles whose record matches; also != < <= > >=, and a.b for nested fields",
        )
        parser.add_argument(
            "--shard", metavar="I/N", help="clean only the I-th of N parts, so that other processes clean the others"
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would change, and write nothing")
        parser.add_argument(
            "--drop", action="store_true", help="delete stored articles whose page is no longer an article"
        )
        parser.add_argument("--restart", action="store_true", help="discard what an unfinished run has done")
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="format of the report (default: text)"
        )

    def runs_spider(self, args: list[str], opts: argparse.Namespace) -> bool:
        """Return True unless there is nothing to clean."""
        return True

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Clean the selected articles, and set the exit code."""
        if args:
            raise UsageError(f"newsgalley reclean takes options only, not {args[0]!r}.")
        require_store(self.settings)
        from crawler.actions.reclean import reclean

        self.exitcode = reclean(self.settings, opts)
