"""`newsgalley crawl`: runs a spider and exits with the exit code of its run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from crawler.command_line import CheckedCommand, pairs
from crawler.exit_codes import UsageError
from crawler.messages.suggestions import did_you_mean
from crawler.spiders.arguments import ARGUMENTS, check_arguments, help_text

DEFAULT = "news"  # the spider that runs if none is named


class Command(CheckedCommand):
    """Runs a spider with exit codes that a scheduler can use; Scrapy's command exits with 0 even if a run fails."""

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
        """Add the options of Scrapy's command; --help is handled later, when the name of the spider is known."""
        super().add_options(parser)
        parser.add_argument(
            "-a", dest="spargs", metavar="NAME=VALUE", action="append", default=[],
            help="argument of the spider; may be repeated",
        )  # fmt: skip
        parser.add_argument(
            "-o", "--output", metavar="FILE[:FORMAT]", action="append",
            help="append the articles to FILE (-:FORMAT for standard output)",
        )  # fmt: skip
        parser.add_argument(
            "-O", "--overwrite-output", metavar="FILE[:FORMAT]", action="append",
            help="write the articles to FILE, replacing what it has",
        )  # fmt: skip
        parser.add_argument("-h", "--help", action="store_true", help="print this help, or that of the named spider")

    def spider_arguments(self, args: list[str]) -> Collection[str]:
        """Return the names of the arguments of the named spider."""
        spider = next((arg for arg in args if arg in ARGUMENTS), DEFAULT)
        return [argument.name for argument in ARGUMENTS[spider].known]

    def runs_spider(self, args: list[str], opts: argparse.Namespace) -> bool:
        """Return True unless only the help is printed."""
        return not opts.help

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the help, or apply the options; raise UsageError for one that cannot be used."""
        if opts.help:
            known = args and args[0] in ARGUMENTS
            print(help_text(args[0]) if known else self._parser.format_help(), end="\n" if known else "")
            sys.exit(0)
        refuse_repeated(opts.spargs)
        super().check(args, opts)
        opts.spargs = pairs("-a", opts.spargs)
        self._choose_feeds(opts)
        if not args:
            args.append(DEFAULT)  # `work` gets the same list
        refuse_other_names(args)
        from crawler.network.addresses.policy import AddressRefused
        from crawler.spiders.named import check_named

        try:
            check_arguments(args[0], opts.spargs)
            check_named(args[0], self.settings, opts.spargs)
        except (ValueError, AddressRefused) as error:
            raise UsageError(str(error)) from None

    def _choose_feeds(self, opts: argparse.Namespace) -> None:
        if not (opts.output or opts.overwrite_output):
            return
        if opts.output and opts.overwrite_output:
            raise UsageError("Give -o, which appends, or -O, which replaces; not both.")
        from scrapy.utils.conf import feed_process_params_from_cli

        settings: Any = self.settings
        check_feeds("-O" if opts.overwrite_output else "-o", opts.output or opts.overwrite_output, settings)
        feeds = feed_process_params_from_cli(settings, opts.output, overwrite_output=opts.overwrite_output)
        self.settings.set("FEEDS", feeds, priority="cmdline")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider and set the exit code."""
        from crawler.actions.crawl import crawl

        self.exitcode = crawl(self.settings, args[0], opts.spargs)


def refuse_other_names(args: Sequence[str]) -> None:
    """Raise UsageError unless the arguments are the name of one spider."""
    if wrong := next((arg for arg in args if "://" in arg), None):
        name = "urls" if args[0] == "article" else "site"
        option = wrong if "=" in wrong.partition("://")[0] else f"{name}={wrong}"
        other = "." if name == "urls" else ", or newsgalley crawl article -a urls=ADDRESS for single articles."
        raise UsageError(f"{wrong}: write -a {option}{other}")
    if len(args) > 1:
        raise UsageError(f"Name one spider: {', '.join(ARGUMENTS)}; not {' '.join(args)}.")
    if args[0] not in ARGUMENTS:
        hint = did_you_mean(args[0], ARGUMENTS) or f" Name one of {', '.join(ARGUMENTS)}."
        raise UsageError(f"Unknown spider {args[0]!r}.{hint}")


def refuse_repeated(arguments: Sequence[str]) -> None:
    """Raise UsageError if an argument is given twice, because Scrapy would use only the last one."""
    names = [argument.partition("=")[0] for argument in arguments]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"-a {name} is given twice: give it once, with commas between its values.")


def check_feeds(option: str, names: Sequence[str], settings: Any) -> None:
    """Raise UsageError for a feed that is a folder or has an unknown format."""
    formats = [name for name, exporter in settings.getwithbase("FEED_EXPORTERS").items() if exporter]
    for name in names:
        path, _, form = name.rpartition(":")
        if form not in formats:
            path, form = name, Path(name).suffix.removeprefix(".")
        if Path(path).is_dir():
            raise UsageError(f"{option} {name}: is a folder; name a file, such as {Path(path) / 'articles.jsonl'}.")
        if form not in formats:
            raise UsageError(
                f"{option} {name}: no format has this ending. Write one after a colon, as in {name}:jsonl; there are "
                f"{', '.join(formats)}. `newsgalley export` writes others after the crawl."
            )
