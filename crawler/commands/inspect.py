"""`newsgalley inspect`: shows as HTML what the cleaner kept and removed of a page, or how a stored article changed."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from crawler.command_line import CheckedCommand, require_store


class Command(CheckedCommand):
    """Cleans one page and writes the result as a self-contained HTML page; --history shows a stored article instead."""

    requires_crawler_process = False  # the action makes it, if it runs a spider

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] URL_OR_FILE"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write an HTML page that shows which blocks of a page were kept and removed, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add -o, --url and --history."""
        assert self.settings is not None
        # The HTML page may go to standard output, so the log shows only errors. -L overrides this priority.
        self.settings.set("LOG_LEVEL", "ERROR", priority="project")
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PATH", default="-", help="output file; default: standard output")
        parser.add_argument("--url", default="", help="the address that the file was saved from")
        parser.add_argument("--history", action="store_true", help="show how the stored article at URL has changed")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the HTML page; exit with EXIT_NOTHING_STORED if there is no page or article to show."""
        if len(args) != 1:
            raise UsageError(
                "Name one page: newsgalley inspect URL_OR_FILE -o page.html (- for standard input).", print_help=False
            )
        is_address = args[0].startswith(("http://", "https://"))
        if opts.url and (opts.history or is_address):
            raise UsageError("--url is the address of a saved file: leave it out for a URL.", print_help=False)
        if opts.history and not is_address:
            raise UsageError(f"--history needs the address of a stored article, not {args[0]!r}.", print_help=False)
        if opts.history:
            require_store(self.settings)
        from crawler.actions.inspect import inspect, show_history

        assert self.settings is not None
        if opts.history:
            self.exitcode = show_history(self.settings, args[0], opts.output)
        else:
            self.exitcode = inspect(self.settings, args[0], opts.url, opts.output)
