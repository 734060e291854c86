"""`newsgalley crawl`: runs a spider, and exits with the exit code of the run's summary."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from typing import Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.command_line import CheckedCommand
from crawler.network.policy import AddressRefused
from crawler.spiders.arguments import ARGUMENTS, check_arguments, help_text
from crawler.spiders.named import check_named
from crawler.suggestions import did_you_mean

DEFAULT = "news"  # the spider that runs if none is named


class Command(CheckedCommand, ScrapyCrawl):
    """Scrapy's crawl command with exit codes that a scheduler can use; Scrapy's exits with 0 even if a run fails."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return f"[options] {' | '.join(ARGUMENTS)}"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Crawl sources, fetch single articles, or read archives"

    def long_desc(self) -> str:
        """Return what the command does, and how to list the arguments of a spider."""
        return f"{self.short_desc()}. `newsgalley crawl news --help` lists the arguments of a spider."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options; --help waits for the name of the spider."""
        super().add_options(parser)
        parser.add_argument("-h", "--help", action="store_true", help="print this help, or that of the named spider")

    def spider_arguments(self, args: list[str]) -> Collection[str]:
        """Return the names of the arguments of the named spider."""
        spider = next((arg for arg in args if arg in ARGUMENTS), DEFAULT)
        return [argument.name for argument in ARGUMENTS[spider].known]

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the help, or apply the options; raise UsageError for one that cannot be used."""
        if opts.help:
            known = args and args[0] in ARGUMENTS
            print(help_text(args[0]) if known else self._parser.format_help(), end="\n" if known else "")
            sys.exit(0)
        refuse_repeated(opts.spargs)
        super().process_options(args, opts)
        if not args:
            args.append(DEFAULT)  # `run` gets the same list
        if wrong := next((arg for arg in args if "://" in arg), None):
            name = "urls" if args[0] == "article" else "site"
            option = wrong if "=" in wrong.partition("://")[0] else f"{name}={wrong}"
            other = "." if name == "urls" else ", or newsgalley crawl article -a urls=ADDRESS for single articles."
            raise UsageError(f"{wrong}: write -a {option}{other}", print_help=False)
        if len(args) > 1:
            raise UsageError(f"Name one spider: {', '.join(ARGUMENTS)}; not {' '.join(args)}.", print_help=False)
        if args[0] not in ARGUMENTS:
            hint = did_you_mean(args[0], ARGUMENTS) or f" Name one of {', '.join(ARGUMENTS)}."
            raise UsageError(f"There is no spider {args[0]!r}.{hint}", print_help=False)
        try:
            check_arguments(args[0], opts.spargs)
            assert self.settings is not None
            check_named(args[0], self.settings, opts.spargs)
        except (ValueError, AddressRefused) as error:
            raise UsageError(str(error), print_help=False) from None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider and set the exit code."""
        from crawler.actions.crawl import crawl

        process: Any = self.crawler_process
        self.exitcode = crawl(process, self._create_crawler(args[0]), opts.spargs)


def refuse_repeated(arguments: Sequence[str]) -> None:
    """Raise UsageError if an argument is given twice; Scrapy would use the last one only."""
    names = [argument.partition("=")[0] for argument in arguments]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(
                f"-a {name} is given twice: give it once, with commas between its values.", print_help=False
            )
