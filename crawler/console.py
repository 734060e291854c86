"""The command `newsgalley`: runs the commands of this project and of Scrapy with the settings of `newsgalley.toml`.

`scrapy` finds this project by its scrapy.cfg, which only a checkout has; this command needs no such file. Functions
import Scrapy where they need it, because a crawl worker that gets SIGTERM during a long import would end with an error.
"""

from __future__ import annotations

import codecs
import errno
import json
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import crawler.commands
from cleaners import __version__
from crawler.atomic_file import NO_ROOM
from crawler.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_OK
from crawler.messages.suggestions import did_you_mean
from crawler.messages.wording import error_message

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.command_line import CheckedCommand

SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Errors of writing to standard output: the disk is full, the reader has left, or the caller has closed it.
UNWRITABLE = (*NO_ROOM, errno.EPIPE, errno.EBADF)
USAGE = "usage: newsgalley COMMAND [options] [arguments]"
COMPLETION = "Print a script that lets a shell complete commands and options"


def main() -> None:
    """Run the command that the arguments name, and exit with its exit code.

    An interrupted command exits with EXIT_INTERRUPTED, and one whose output cannot be written with EXIT_ERROR.
    """
    _interrupt_by_signal()
    _reopen_closed_streams()
    codecs.register_error("as_json", _escaped)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="as_json")
    try:
        try:
            _main()
        finally:
            sys.stdout.flush()  # also at SystemExit: the interpreter's own flush cannot report an error
    except KeyboardInterrupt:
        for number in SIGNALS:
            signal.signal(number, lambda *_: os._exit(EXIT_INTERRUPTED))  # a second one does not wait for threads
        sys.exit(EXIT_INTERRUPTED)
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for the last flush of the interpreter
        if error.errno != errno.EPIPE:  # else the reader, such as head, has read enough
            print(f"newsgalley: error: the output cannot be written: {error_message(error)}.", file=sys.stderr)
        sys.exit(EXIT_OK if error.errno == errno.EPIPE else EXIT_ERROR)


def _interrupt_by_signal() -> None:
    """Let SIGTERM interrupt a command as SIGINT does, until the command handles both itself.

    A crawl worker ends at once, with EXIT_OK: it has nothing to finish before it waits for jobs.
    """
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    if sys.argv[1:2] == ["worker"] and "run" in sys.argv:
        signal.signal(signal.SIGTERM, lambda *_: os._exit(EXIT_OK))


def _reopen_closed_streams() -> None:
    """Open the null device in place of each standard stream that the caller has closed.

    Otherwise the next file that is opened would get the number of the stream, and messages for standard error would go
    into that file. Writing to a closed standard output stays an error.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)  # gets the lowest free number
    sys.stdin = sys.stdin or open(0)  # noqa: SIM115, open until the process ends, as are these
    sys.stdout = sys.stdout or open(1, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w")  # noqa: SIM115


def _escaped(error: UnicodeError) -> tuple[str, int]:
    r"""Return the characters that a charset lacks as JSON escapes, `\u2014`, so that printed JSON stays valid."""
    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def _main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if command == "help" and sys.argv[2:] and sys.argv[2] in own_commands():
        run([sys.argv[0], sys.argv[2], "--help"], {})
    elif command in ("-h", "--help", "help"):
        print(overview())
    elif command in ("--version", "version"):
        from cleaners import native  # imports numpy, which other commands may not need

        print(f"newsgalley {__version__} ({native.description()})")
    elif command == "completion":
        print(_completion(sys.argv[2:]))
    elif "://" in command:
        sys.exit(_refused(f"{command} is an address; to crawl it: newsgalley crawl news -a site={command}"))
    elif command not in (known := ["completion", "help", "version", *own_commands(), *scrapys_commands()]):
        hint = did_you_mean(command, known) or " `newsgalley` prints the commands."
        sys.exit(_refused(f"Unknown command {command}.{hint}"))
    elif problem := _problem_of_the_folder():
        sys.exit(_refused(problem))
    else:
        run(sys.argv, {} if command == "init" else _settings_of_the_folder())


def run(arguments: list[str], own_settings: Mapping[str, Any]) -> None:
    """Run a command with the settings of this project and of the user; exit with its exit code."""
    name = arguments[1]
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"  # overrides the scrapy.cfg of a project around the folder
    if name in own_commands():
        from crawler.command_line import run_command

        sys.exit(run_command(_command(name), arguments[2:], own_settings, lambda: _scrapys_settings(own_settings)))
    from scrapy.cmdline import execute

    execute(arguments, _scrapys_settings(own_settings))


def _scrapys_settings(own_settings: Mapping[str, Any]) -> Settings:
    from scrapy.utils.project import get_project_settings

    settings = get_project_settings()
    settings.setdict(own_settings, priority="project")  # the options of the command take precedence
    return settings


def overview() -> str:
    """Return the help of `newsgalley`: one line per command."""
    summaries = {name: _summary(name) for name in own_commands()} | {"completion": COMPLETION}
    lines = [f"  {name:<{max(map(len, summaries))}}  {summary}" for name, summary in sorted(summaries.items())]
    return "\n".join(
        [
            USAGE,
            "",
            "commands:",
            *lines,
            "",
            "`newsgalley COMMAND --help` prints the options of a command. Scrapy's own commands work too:",
            f"{', '.join(scrapys_commands())}.",
        ]
    )


def own_commands() -> list[str]:
    """Return the names of this project's commands."""
    return sorted(module.name for module in iter_modules(crawler.commands.__path__))


def scrapys_commands() -> list[str]:
    """Return the names of Scrapy's commands that this project does not replace."""
    scrapy = find_spec("scrapy")  # without importing it, which takes longer than most commands run
    folders = scrapy.submodule_search_locations if scrapy else None
    scrapys = {module.name for module in iter_modules([f"{folder}/commands" for folder in folders or ()])}
    return sorted(scrapys - {*own_commands(), "version"})  # `version` prints the version of this project


def _completion(arguments: list[str]) -> str:
    """Return the completion script for the named shell; exit with 2 if it cannot be made."""
    from crawler.completion import CompletionError, script, usage  # here, because it imports all commands

    if {"-h", "--help"} & set(arguments):
        return f"usage: {usage()}\n\n{COMPLETION}."
    try:
        return script(" ".join(arguments), own_commands())
    except CompletionError as error:
        sys.exit(_refused(str(error)))


def _summary(name: str) -> str:
    return _command(name).short_desc()


def _command(name: str) -> CheckedCommand:
    command: CheckedCommand = import_module(f"crawler.commands.{name}").Command()
    return command


def _problem_of_the_folder() -> str | None:
    """Return why the working directory cannot be used; None if it can."""
    try:
        os.getcwd()
    except OSError as error:
        return f"The working directory cannot be used: {error_message(error)}. Change to another one (cd)."
    return None


def _settings_of_the_folder() -> dict[str, Any]:
    """Return the settings in the working directory's file, empty without one; exit with 2 if it cannot be used."""
    from crawler.configuration.file import FILE, SettingsFileError, read_settings_file

    try:
        return read_settings_file(Path(FILE)) if os.path.lexists(FILE) else {}
    except SettingsFileError as error:
        sys.exit(_refused(str(error)))


def _refused(sentence: str) -> int:
    print(f"newsgalley: error: {sentence}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
