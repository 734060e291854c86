"""`newsgalley serve`: shows the store's articles in a browser on this machine."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError
from crawler.reading_room.addresses import PORT


class Command(CheckedCommand):
    """Shows the reading room on the loopback address."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Show the store's articles in a browser on this machine: the reading room"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --port."""
        super().add_options(parser)
        parser.add_argument(
            "--port", metavar="N", type=int, default=PORT, help=f"port on 127.0.0.1; 0: any free one (default: {PORT})"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until the user interrupts."""
        if args or not 0 <= opts.port <= 65535:
            raise UsageError("newsgalley serve takes --port N only, from 0 to 65535.")
        require_store(self.settings)
        from crawler.actions.reading_room import serve

        serve(self.settings, opts.port)
