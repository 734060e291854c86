"""`newsgalley list`: the spiders that `newsgalley crawl` runs."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand
from crawler.exit_codes import UsageError
from crawler.spiders.arguments import ARGUMENTS


class Command(CheckedCommand):
    """Lists the spiders."""

    def short_desc(self) -> str:
        """Return what the command does."""
        return "List the spiders that `newsgalley crawl` runs"

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the names, one per line."""
        if args:
            raise UsageError(f"newsgalley list takes no arguments, not {args[0]!r}.")
        print("\n".join(ARGUMENTS))
