"""Outputs of commands: files that are replaced when complete, and standard output, whose errors end the command."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crawler.atomic_file import NO_ROOM, AtomicFile, DatabaseExistsError
from crawler.exit_codes import UsageError
from crawler.messages.wording import error_message


@contextmanager
def whole_file(path: str) -> Iterator[BinaryIO]:
    """Open a file for `-o` that replaces the earlier one when it is complete.

    Raises:
        UsageError: The file cannot be written.
        SystemExit: The disk is full or broken; the earlier file stays, the exit code is 1.
    """
    output = AtomicFile(path)
    try:
        file = output.open()
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        yield file
        output.finish(file)
    except BaseException as error:
        output.discard(file)
        if isinstance(error, OSError):
            raise unwritable(path, error) from None
        raise


def unwritable(path: str, error: OSError) -> UsageError | SystemExit:
    """Return the exception that ends a command whose output cannot be written.

    The exit code is 1 if the disk has no room, and 2 if the path cannot be used.
    """
    # The messages of pyarrow's errors contain more than the reason.
    reason = str(error) if not error.errno else os.strerror(error.errno)
    if isinstance(error, DatabaseExistsError):
        reason = str(error.strerror)
    elif error.errno == errno.ENOENT and not Path(path).parent.is_dir():
        reason = f"there is no folder {Path(path).parent}; create it"
    problem = f"-o {path}: cannot be written: {reason}."
    if error.errno in NO_ROOM:
        return SystemExit(f"{problem} Make room, or name another place.")
    return UsageError(problem)


@contextmanager
def standard_output() -> Iterator[None]:
    """Flush standard output at the end. End quietly if its reader has left, with exit code 1 if the disk is full."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _leave()  # the reader, such as head, has read enough
    except OSError as error:
        if error.errno not in (*NO_ROOM, errno.EBADF):  # EBADF: the caller has closed it
            raise
        _leave()
        sys.exit(f"Standard output cannot be written: {error_message(error)}.")


def write_page(markup: str, path: str) -> None:
    """Write an HTML page as UTF-8 to a file or, for `-`, to standard output. Raises UsageError if that fails."""
    if path == "-":
        with standard_output():
            sys.stdout.buffer.write(markup.encode())
        return
    with whole_file(path) as file:
        file.write(markup.encode())


@contextmanager
def text_output(path: str) -> Iterator[Callable[[str], object]]:
    """Yield a function that writes text as UTF-8 to a file or, for `-`, to standard output without delay.

    Raises UsageError if the file cannot be written.
    """
    if path == "-":
        with standard_output():
            yield _print_at_once
        return
    with whole_file(path) as file:
        yield lambda text: file.write(text.encode())


def _print_at_once(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _leave() -> None:
    """Redirect standard output to the null device, so that the interpreter's last flush cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
