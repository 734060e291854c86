"""`newsgalley deliver`: posts the changes of articles to DELIVER_URL."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError


class Command(CheckedCommand):
    """Posts the changes that the receiver does not have yet."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Post the changes of articles to a program that listens at DELIVER_URL"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --follow."""
        super().add_options(parser)
        parser.add_argument("--follow", action="store_true", help="continue with new changes until interrupted")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Deliver the changes."""
        if args:
            raise UsageError(f"newsgalley deliver takes options only, not {args[0]!r}.")
        require_store(self.settings)
        from crawler.actions.deliver import deliver_changes

        self.exitcode = deliver_changes(self.settings, follow=opts.follow)
