"""Runs our commands, and is their base: it refuses options, settings and values of settings that nobody knows."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection
from typing import Any

from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.conf import arglist_to_dict

from crawler.settings_check import check_settings
from crawler.suggestions import did_you_mean

PROGRAM = "newsgalley"  # the command's name in help and error messages; in a checkout, `scrapy` runs the same commands


class CheckedCommand(ScrapyCommand):
    """A command of this project. Scrapy passes unknown options on as arguments and ignores unknown settings."""

    requires_project = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options, and remember the parser."""
        parser.prog, parser.usage = PROGRAM, f"{PROGRAM} {type(self).__module__.rpartition('.')[2]} {self.syntax()}"
        super().add_options(parser)
        parser.print_usage = _print_nothing  # type: ignore[method-assign]
        self._parser = parser

    def spider_arguments(self, args: list[str]) -> Collection[str]:
        """Return the names of the arguments of the spider that a command runs; none if it runs no spider."""
        return ()

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options; raise UsageError for an option or setting that cannot be used."""
        refuse_options(args, self._parser, self.spider_arguments(args))
        refuse_pairs("-s", opts.set)
        refuse_pairs("-a", getattr(opts, "spargs", []))
        super().process_options(args, opts)
        assert self.settings is not None
        try:
            check_settings(self.settings, arglist_to_dict(opts.set))
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None


def _print_nothing(file: Any = None) -> None:
    """Print no usage before an error, which says in a sentence what is wrong; Scrapy's formatter gives it a heading."""


class _Parser(argparse.ArgumentParser):
    """A parser that takes `-:json` as a value, and reports a help text that cannot be written.

    Scrapy's parser takes such values, too, but its module imports all of a crawl.
    """

    def _parse_optional(self, arg_string: str) -> Any:
        return None if arg_string.startswith("-:") else super()._parse_optional(arg_string)

    def print_help(self, file: Any = None) -> None:
        print(self.format_help(), end="", file=file)


def run_command(command: ScrapyCommand, arguments: list[str], settings: Settings) -> int:
    """Run a command of this project as Scrapy runs it, and return its exit code.

    Scrapy's own function imports all commands, and those of all installed packages, which takes longer than most work.
    """
    parser = _Parser(formatter_class=ScrapyHelpFormatter, conflict_handler="resolve", description=command.long_desc())
    settings.setdict(command.default_settings, priority="command")
    command.settings = settings
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    try:
        command.process_options(rest, options)
        if command.requires_crawler_process:
            from scrapy.crawler import AsyncCrawlerProcess  # here, because most commands do not need it

            command.crawler_process = AsyncCrawlerProcess(settings)
        command.run(rest, options)
    except UsageError as error:
        if str(error):
            parser.error(str(error))
        parser.print_help()
        return 2
    return command.exitcode


def refuse_pairs(option: str, values: list[str]) -> None:
    """Raise UsageError if a value of an option is not a pair of a name and a value."""
    for value in values:
        if not value.partition("=")[0].strip() or "=" not in value:
            raise UsageError(f"{option} {value}: write {option} NAME=VALUE.", print_help=False)


def refuse_options(args: list[str], parser: argparse.ArgumentParser, spiders: Collection[str] = ()) -> None:
    """Raise UsageError if an argument is an unknown option; `-` alone is standard input.

    `spiders` has the names of the spider's arguments, which people also write as options. What follows `--` is not an
    option, even if it begins with a hyphen. The two hyphens are removed.
    """
    end = args.index("--") if "--" in args else len(args)
    options = args[:end]
    del args[end : end + 1]
    for name in (argument.partition("=")[0] for argument in options):
        if name.startswith("-") and name != "-":
            known = [option for action in parser._actions for option in action.option_strings]
            hint = did_you_mean(name, known) or " --help prints the options."
            if name.lstrip("-") in spiders:
                hint = f" Write -a {name.lstrip('-')}=VALUE."
            raise UsageError(f"There is no option {name}.{hint}", print_help=False)


def require_store(settings: BaseSettings | None) -> None:
    """Raise UsageError if STORE_URI names a SQLite file that does not exist.

    Commands check this before they import what opens a store, which takes longer than all the rest of their start.
    """
    assert settings is not None
    uri = settings["STORE_URI"]
    path = uri.removeprefix("sqlite:///")
    if path != uri and os.path.isdir(path):
        raise UsageError(f"STORE_URI {uri}: {path} is a folder; name a file.", print_help=False)
    if path != uri and not os.path.isfile(path):
        raise UsageError(f"STORE_URI {uri}: there is no store yet; create it: newsgalley crawl news.", print_help=False)
