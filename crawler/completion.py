"""Make the script that lets a shell complete the commands of `newsgalley`; the library shtab writes it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from importlib import import_module

from cleaners import __version__
from crawler.command_line import PROGRAM
from crawler.commands import batch, sources, worker
from crawler.spiders.arguments import ARGUMENTS

SHELLS = ("bash", "zsh", "tcsh", "fish")
# The words that may follow a command: positional arguments, which a command does not declare to its parser.
WORDS = {
    "batch": batch.ACTIONS,
    "crawl": tuple(ARGUMENTS),
    "sources": tuple(sources.ACTIONS),
    "worker": tuple(worker.ACTIONS),
}
FILE_COMMANDS = ("clean", "import", "inspect")


class CompletionError(Exception):
    """The script cannot be made; the message says why."""


def usage() -> str:
    """Return the command line with the names of the shells."""
    return f"{PROGRAM} completion {' | '.join(SHELLS)}"


def script(shell: str, commands: Iterable[str]) -> str:
    """Return the script for a shell. Raises CompletionError if shtab is missing, or does not know the shell."""
    if shell not in SHELLS:
        raise CompletionError(f"Name a shell: {usage()}.")
    try:
        import shtab
    except ImportError:
        raise CompletionError("This needs the library shtab: pip install 'newsgalley[completion]'.") from None
    parser = whole_parser(commands, shtab.FILE)
    return str(shtab.complete(parser, shell=shell))


def whole_parser(commands: Iterable[str], complete_file: object) -> argparse.ArgumentParser:
    """Return one parser for all commands; `complete_file` makes shtab complete names of files."""
    parser = argparse.ArgumentParser(PROGRAM)
    parser.add_argument("--version", action="version", version=__version__)
    parsers = parser.add_subparsers()
    parsers.add_parser("completion").add_argument("word", choices=SHELLS)
    for name in commands:
        command = import_module(f"crawler.commands.{name}").Command()
        of_command = parsers.add_parser(name, help=command.short_desc(), conflict_handler="resolve")
        command.add_options(of_command)
        if name in WORDS:
            of_command.add_argument("word", choices=WORDS[name])
        elif name in FILE_COMMANDS:
            of_command.add_argument("file", nargs="*").complete = complete_file  # type: ignore[attr-defined]
    return parser
