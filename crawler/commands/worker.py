"""`newsgalley worker`: crawls the sources that are due, on any number of machines with one PostgreSQL."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand
from crawler.exit_codes import UsageError
from crawler.messages.suggestions import did_you_mean

# The actions, and the options that each takes.
ACTIONS = {"install": (), "run": ("--jobs",), "status": ("--format",)}


class Command(CheckedCommand):
    """Installs the queue of jobs, runs a crawl worker, or shows the state of all crawl workers."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "install | run [--jobs N] | status [--format json]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Crawl on several machines that share one PostgreSQL: a worker on each"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --jobs and --format."""
        super().add_options(parser)
        parser.add_argument("--jobs", metavar="N", type=int, help="for run: crawls at once (default: 1)")
        parser.add_argument("--format", choices=("text", "json"), help="for status: output format (default: text)")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the action that the argument names."""
        refuse_misfits(args, opts)
        if self.settings["STORE_URI"].startswith("sqlite"):
            raise UsageError(
                f"STORE_URI {self.settings['STORE_URI']}: workers share a PostgreSQL database; set STORE_URI to "
                "postgresql://USER@HOST/DATABASE. With SQLite, start newsgalley crawl from a scheduler."
            )
        try:
            from crawler.actions import worker
        except ModuleNotFoundError as missing:
            raise UsageError(str(missing)) from None
        if args[0] == "install":
            worker.install(self.settings)
        elif args[0] == "status":
            worker.show_status(self.settings, as_json=opts.format == "json")
        else:
            self.exitcode = worker.run(self.settings, opts.jobs or 1, crawl_options(opts))


def crawl_options(opts: argparse.Namespace) -> list[str]:
    """Return the options that a crawl worker passes on to its crawls."""
    given = [part for pair in opts.set for part in ("-s", pair)]
    for option, value in (("-L", opts.loglevel), ("--logfile", opts.logfile)):
        given += [option, value] if value else []
    return [*given, "--nolog"] if opts.nolog else given


def refuse_misfits(args: list[str], opts: argparse.Namespace) -> None:
    """Raise UsageError unless the arguments are one known action with options that fit it."""
    if len(args) != 1 or args[0] not in ACTIONS:
        hint = did_you_mean(args[0], ACTIONS) if args else ""
        raise UsageError(f"Name one action: newsgalley worker install, run or status.{hint}")
    for option, value in (("--jobs", opts.jobs), ("--format", opts.format)):
        if value is not None and option not in ACTIONS[args[0]]:
            raise UsageError(f"{option} does not fit newsgalley worker {args[0]}: leave it out.")
    if opts.jobs is not None and opts.jobs < 1:
        raise UsageError(f"--jobs {opts.jobs}: name a number of crawls, 1 or more.")
