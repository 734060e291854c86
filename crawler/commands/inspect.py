"""`newsgalley inspect`: shows in HTML what the cleaner kept and removed on a page, or how a stored article changed."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand, refuse_terminal, require_store
from crawler.exit_codes import UsageError


class Command(CheckedCommand):
    """Cleans one page and writes the result as a self-contained HTML page; --history shows a stored article instead."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] URL_OR_FILE"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write an HTML page that shows which blocks of a page were kept and removed, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add -o, --url and --history."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PATH", default="-", help="output file; default: standard output")
        parser.add_argument("--url", default="", help="the address that the file was saved from")
        parser.add_argument("--history", action="store_true", help="show how the stored article at URL has changed")

    def runs_spider(self, args: list[str], opts: argparse.Namespace) -> bool:
        """Return True if the page must be fetched."""
        return not opts.history and any(map(is_address, args))

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options. The HTML page may go to standard output, so log only errors unless -L says otherwise."""
        self.settings.set("LOG_LEVEL", "ERROR", priority="project")
        super().check(args, opts)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the HTML page; exit with EXIT_NOTHING_STORED if there is no page or article to show."""
        if len(args) != 1:
            raise UsageError("Name one page: newsgalley inspect URL_OR_FILE -o page.html (- for standard input).")
        if opts.url and (opts.history or is_address(args[0])):
            raise UsageError("--url is the address of a saved file: leave it out for a URL.")
        if opts.history and not is_address(args[0]):
            raise UsageError(f"--history needs the address of a stored article, not {args[0]!r}.")
        if opts.history:
            require_store(self.settings)
        else:
            refuse_terminal(opts.output)
        from crawler.actions.inspect import inspect, show_history

        if opts.history:
            self.exitcode = show_history(self.settings, args[0], opts.output)
        else:
            self.exitcode = inspect(self.settings, args[0], opts.url, opts.output)


def is_address(name: str) -> bool:
    """Return True if a page is named by its address rather than by a file."""
    return name.startswith(("http://", "https://"))
