"""`newsgalley site`: writes the store's articles as a web site of files."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError


class Command(CheckedCommand):
    """Writes the reading room as files, and afterwards only what changed."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "-o DIR"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write the store's articles as a web site of files: the reading room"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add -o."""
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="DIR", help="folder of the site; a second run writes what changed"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the site."""
        if args or not opts.output:
            raise UsageError("Name the folder of the site: newsgalley site -o DIR.")
        require_store(self.settings)
        from crawler.actions.reading_room import write_site

        write_site(self.settings, opts.output)
