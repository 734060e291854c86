"""The base class of our commands, which refuses unknown options and settings, and the function that runs a command.

In a checkout, `scrapy` runs the same commands. They have the methods of Scrapy's commands but do not import Scrapy,
because the import takes longer than most of them run.
"""

from __future__ import annotations

import argparse
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawler.configuration.check import check_files, check_settings, set_checked
from crawler.configuration.own import OwnSettings, Settings
from crawler.exit_codes import EXIT_BAD_CONFIGURATION, UsageError
from crawler.messages.foreign_text import printable
from crawler.messages.suggestions import did_you_mean

PROGRAM = "newsgalley"  # the command's name in help and error messages; in a checkout, `scrapy` runs the same commands


class CheckedCommand(ABC):
    """A command of this project."""

    requires_project = True  # this and the next three are for Scrapy
    requires_crawler_process = False
    default_settings: Mapping[str, Any] = {}
    exitcode = 0

    settings: Settings
    _parser: argparse.ArgumentParser

    def syntax(self) -> str:
        """Return the command's arguments."""
        return ""

    @abstractmethod
    def short_desc(self) -> str:
        """Return what the command does."""

    def long_desc(self) -> str:
        """Return what the command does, for its help."""
        return self.short_desc()

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options that all commands share, and remember the parser."""
        name = type(self).__module__.rpartition(".")[2]
        parser.prog, parser.usage = PROGRAM, f"{PROGRAM} {name} {self.syntax()}".rstrip()
        parser.formatter_class = argparse.HelpFormatter  # Scrapy's own underlines headings
        group = parser.add_argument_group("global options")
        group.add_argument("--logfile", metavar="FILE", help="file for the log (default: standard error)")
        group.add_argument("-L", "--loglevel", metavar="LEVEL", help="lowest level that is logged: INFO, WARNING, ...")
        group.add_argument("--nolog", action="store_true", help="log nothing")
        group.add_argument("--profile", metavar="FILE", help="write a profile of the command (cProfile) to FILE")
        group.add_argument("--pidfile", metavar="FILE", help="write the process id to FILE")
        group.add_argument(
            "-s", "--set", metavar="NAME=VALUE", action="append", default=[], help="change a setting; may be repeated"
        )
        self._parser = parser

    def spider_arguments(self, args: list[str]) -> Collection[str]:
        """Return the names of the spider's arguments; none if the command runs no spider."""
        return ()

    def runs_spider(self, args: list[str], opts: argparse.Namespace) -> bool:
        """Return True if the command runs a spider, which needs Scrapy's settings as well as ours."""
        return False

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check and apply the options; exit with 2 if one of them, or a setting, cannot be used."""
        with self._usage_errors():
            self.check(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the command's work and note its exit code; exit with 2 if an argument or setting cannot be used."""
        with self._usage_errors():
            self.work(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options; raise UsageError for an option or setting that cannot be used."""
        refuse_options(args, self._parser, self.spider_arguments(args))
        refuse_empty(opts, self._parser)
        given = pairs("-s", opts.set)
        try:
            for name, value in {**given, **_log_settings(opts)}.items():
                set_checked(self.settings, name, value)
            check_settings(self.settings, given)
            check_files({"--pidfile": opts.pidfile, "--profile": opts.profile})
        except ValueError as error:
            raise UsageError(str(error)) from None
        if opts.pidfile:
            Path(opts.pidfile).write_text(f"{os.getpid()}\n", encoding="utf-8")

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the command's work. Raises UsageError."""

    @contextmanager
    def _usage_errors(self) -> Iterator[None]:
        try:
            yield
        except UsageError as error:
            self._parser.exit(EXIT_BAD_CONFIGURATION, printable(f"{PROGRAM}: error: {error}\n"))


def _log_settings(opts: argparse.Namespace) -> dict[str, Any]:
    """Return the settings that the options --logfile and --loglevel change."""
    chosen = {"LOG_FILE": opts.logfile, "LOG_LEVEL": opts.loglevel}
    given = {name: value for name, value in chosen.items() if value}
    return given | ({"LOG_ENABLED": not opts.nolog} if given or opts.nolog else {})


class _Parser(argparse.ArgumentParser):
    """A parser that takes `-:json` as a value, as Scrapy's does, and does not hide errors of printing the help."""

    def _parse_optional(self, arg_string: str) -> Any:
        return None if arg_string.startswith("-:") else super()._parse_optional(arg_string)

    def print_help(self, file: Any = None) -> None:
        print(self.format_help(), end="", file=file)


def run_command(
    command: CheckedCommand, arguments: list[str], own_settings: Mapping[str, Any], with_scrapys: Callable[[], Settings]
) -> int:
    """Run a command with the user's settings and return its exit code.

    `with_scrapys` returns these settings merged into Scrapy's; it is called only for a command that runs a spider.
    Scrapy's own function for running commands is not used, because it imports the commands of all installed packages.
    """
    parser = _Parser(conflict_handler="resolve", description=command.long_desc())
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    command.settings = with_scrapys() if command.runs_spider(rest, options) else OwnSettings(own_settings)
    command.process_options(rest, options)
    if options.profile:
        import cProfile  # here, because it is rarely needed

        profile = cProfile.Profile()
        profile.runcall(command.run, rest, options)
        profile.dump_stats(options.profile)
    else:
        command.run(rest, options)
    return command.exitcode


def pairs(option: str, values: list[str]) -> dict[str, str]:
    """Return the values of a repeated option NAME=VALUE by name. Raises UsageError for a value without a name."""
    for value in values:
        if not value.partition("=")[0].strip() or "=" not in value:
            raise UsageError(f"{option} {value}: write {option} NAME=VALUE.")
    return dict(value.split("=", 1) for value in values)


def refuse_options(args: list[str], parser: argparse.ArgumentParser, spider_arguments: Collection[str] = ()) -> None:
    """Raise UsageError if an argument is an unknown option; remove a `--` from the arguments.

    `-` alone is standard input, and an argument after `--` is never an option. `spider_arguments` are the names of the
    spider's arguments, which people mistake for options.
    """
    end = args.index("--") if "--" in args else len(args)
    options = args[:end]
    del args[end : end + 1]
    for name in (argument.partition("=")[0] for argument in options):
        if name.startswith("-") and name != "-":
            known = [option for action in parser._actions for option in action.option_strings]
            hint = did_you_mean(name, known) or " --help prints the options."
            if name.lstrip("-") in spider_arguments:
                hint = f" Write -a {name.lstrip('-')}=VALUE."
            raise UsageError(f"Unknown option {name}.{hint}")


def refuse_empty(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Raise UsageError if an option has an empty value, as when a variable of a script is not set."""
    for action in parser._actions:
        if action.option_strings and getattr(options, action.dest, None) == "" != action.default:
            raise UsageError(f"{action.option_strings[0]}: the value is empty.")


def refuse_terminal(output: str) -> None:
    """Raise UsageError if a command would print an HTML page to a terminal, where people cannot read it."""
    if output == "-" and sys.stdout.isatty():
        raise UsageError("The output is an HTML page: write it to a file, such as -o page.html, and open that.")


def require_store(settings: Settings) -> None:
    """Raise UsageError if STORE_URI names a SQLite file that does not exist.

    Commands check this before they import the modules that open a store: those imports are most of their start-up time.
    """
    uri = settings["STORE_URI"]
    path = uri.removeprefix("sqlite:///")
    if path != uri and os.path.isdir(path):
        raise UsageError(f"STORE_URI {uri}: {path} is a folder; name a file.")
    if path != uri and not os.path.isfile(path):
        raise UsageError(
            f"STORE_URI {uri}: the store does not exist yet; the first crawl creates it: newsgalley crawl news, "
            "or newsgalley crawl -a site=URL."
        )
