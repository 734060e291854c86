"""`newsgalley site`: writes the store's articles as a web site of files."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from scrapy.exceptions import UsageError

from crawler.command_line import CheckedCommand, require_store


class Command(CheckedCommand):
    """Writes the reading room as files, and afterwards only what changed."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

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

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the site."""
        if args or not opts.output:
            raise UsageError("Name the folder of the site: newsgalley site -o DIR.", print_help=False)
        require_store(self.settings)
        from crawler.actions.reading_room import write_site

        assert self.settings is not None
        write_site(self.settings, opts.output)
