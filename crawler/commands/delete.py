"""`newsgalley delete`: deletes articles from the store and the archive."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, require_store
from crawler.exit_codes import UsageError


class Command(CheckedCommand):
    """Deletes articles from the store and the archive, permanently."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] [ID|URL ...]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Delete articles from the store and the archive"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --source, --before, --archive and --yes."""
        super().add_options(parser)
        parser.add_argument("--source", metavar="ID", help="delete the articles of this source")
        parser.add_argument(
            "--before", metavar="TIME", help="delete the articles fetched before: 90d, 2026-01-31, or RFC 3339"
        )
        parser.add_argument(
            "--archive",
            action="store_true",
            help="take pages out of this machine's archive whose articles another machine deleted",
        )
        parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Delete the articles."""
        if sum(map(bool, (args, opts.source or opts.before, opts.archive))) != 1:
            raise UsageError(
                "Name articles by id or URL, or select them: newsgalley delete URL, or "
                "newsgalley delete --source ID --before 2026-01-31. Use newsgalley delete --archive without them."
            )
        require_store(self.settings)
        from crawler.actions.delete import delete, delete_from_archive

        if opts.archive:
            self.exitcode = delete_from_archive(self.settings)
        else:
            self.exitcode = delete(self.settings, args, opts.source, opts.before, yes=opts.yes)
