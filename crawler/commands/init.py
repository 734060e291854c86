"""`newsgalley init`: writes the settings file of a folder, and a file for its sources."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand
from crawler.exit_codes import UsageError
from crawler.settings import STORE_URI


class Command(CheckedCommand):
    """Writes newsgalley.toml and the folder of sources."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write newsgalley.toml, a commented settings file, and a folder for sources"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --contact, --store, --starter-set and --force."""
        super().add_options(parser)
        parser.add_argument(
            "--contact", metavar="TEXT", default="", help="e-mail address or page where site owners can reach you"
        )
        parser.add_argument(
            "--store", metavar="URI", default=STORE_URI, help="the store; default: %(default)s, a file in the folder"
        )
        parser.add_argument(
            "--starter-set", action="store_true", help="copy the starter set of newspapers into the folder of sources"
        )
        parser.add_argument("--force", action="store_true", help="replace files that exist, and keep copies of them")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the files; existing ones are replaced, and copied, only with --force."""
        if args:
            raise UsageError(
                f"newsgalley init takes options only, not {args[0]!r}; it writes to the working directory."
            )
        from crawler.actions.init import init

        init(opts.contact, opts.store, starter_set=opts.starter_set, force=opts.force)
