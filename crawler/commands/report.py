"""`newsgalley report`: writes the health of all sources as one HTML page."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, refuse_terminal, require_store
from crawler.exit_codes import UsageError

LAST_RUNS = 30  # per source


class Command(CheckedCommand):
    """Writes an HTML page with the state, the alarms and the last runs of every source."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write an HTML page with the state of every source, problems first"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add -o and --last."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PATH", default="-", help="output file; default: standard output")
        parser.add_argument(
            "--last", metavar="N", type=int, default=LAST_RUNS, help=f"runs per source (default: {LAST_RUNS})"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the page."""
        if args or opts.last < 1:
            raise UsageError(
                "newsgalley report takes options only, such as -o report.html --last 30; --last is 1 or more."
            )
        refuse_terminal(opts.output)
        require_store(self.settings)
        from crawler.actions.report import report

        report(self.settings, opts.last, opts.output)
