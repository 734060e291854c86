"""The command `python -m cleaners`, the cleaner as a filter: JSON lines in, JSON lines out.

    python -m cleaners [--workers N [--unordered]] [--without-dek] < pages.jsonl > articles.jsonl

Input: one object per line, {"id", "url", "html"}, or "text" in place of "html" for a page that was saved as plain text.
"encoding", "fetched_at", "source" and "headers" are optional, and so is "without_dek", which overrides the option for
its page.

Output: one line per input line, the article record with the given "id"; its own id is "article_id". The record of a
page that is not an article has "dropped", a reason code. The answer to a line that cannot be read, or to a page that
cannot be cleaned, is {"id", "error"}.

Worker processes do the cleaning, one by default, within a limit of time per page and of memory per process. A page that
exceeds a limit or crashes its process does not affect other pages. Answers come in the order of the lines, or with
`--unordered` as soon as they are ready.
"""

from __future__ import annotations

import signal

if __name__ == "__main__":
    # Until `main` runs, Ctrl-C ends the process at once, instead of with a traceback from the imports below.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any, BinaryIO, TypeVar

from cleaners.workers.attempt import Failure
from cleaners.workers.jobs import JobError, answer_line, error_answer, read_job, to_line
from cleaners.workers.limits import Limits, read_memory_mb, read_timeout_seconds, read_workers
from cleaners.workers.ordered import outcomes
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import WorkerStartError

Value = TypeVar("Value")


def answers(pool: WorkerPool[bytes, bytes], lines: Iterable[bytes], *, in_order: bool = True) -> Iterator[bytes]:
    """Yield one line of JSON as the answer to each line that is not empty."""
    job_lines = (line for line in lines if line.strip())
    for line, outcome in outcomes(pool, job_lines, in_order=in_order):
        yield _failure_line(line, outcome) if isinstance(outcome, Failure) else outcome


def _failure_line(line: bytes, failure: Failure) -> bytes:
    """Return the answer for a page that cannot be cleaned. Its traceback, if any, goes to standard error."""
    sys.stderr.write(failure.traceback)
    try:
        job = read_job(line)
    except JobError:
        job = {}
    return to_line(error_answer(job, f"cleaning failed: {failure.detail}"))


class StreamError(Exception):
    """A standard stream is closed, or cannot be read or written."""


def read_lines() -> Iterator[bytes]:
    """Yield the lines of standard input. Raises StreamError."""
    try:
        # Not sys.stdin: the interpreter takes its lock at exit, while a thread may still wait for a line.
        yield from open(0, "rb", closefd=False)  # noqa: SIM115, open until the process ends
    except OSError as error:
        raise StreamError(f"standard input cannot be read: {error.strerror}.") from None


def write_lines(lines: Iterable[bytes], out: BinaryIO) -> None:
    """Write each line as soon as it comes, and flush it. Raises StreamError, and BrokenPipeError if the reader left."""
    for line in lines:
        with _writing():
            out.write(line)
            out.flush()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StreamError(f"standard output cannot be written: {error.strerror}.") from None


def _refuse_closed_streams() -> None:
    """Raise StreamError if the caller has closed a standard stream, since a pipe to a worker would get its number."""
    for stream, name in ((sys.stdin, "input"), (sys.stdout, "output"), (sys.stderr, "error")):
        if stream is None:
            raise StreamError(f"standard {name} is closed.")


def main(arguments: list[str] | None = None) -> int:
    """Filter standard input to standard output; return the exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _refuse_closed_streams()
        options = _parser().parse_args(arguments)
        work = partial(answer_line, without_dek=options.without_dek)
        limits = Limits(options.timeout_seconds, options.memory_mb)
        with closing(WorkerPool(work, options.workers, limits)) as pool:
            write_lines(answers(pool, read_lines(), in_order=not options.unordered), sys.stdout.buffer)
    except BrokenPipeError:
        _leave()  # the reader has read enough
    except KeyboardInterrupt:
        return 130
    except WorkerStartError as error:
        return _failed(error)
    except StreamError as error:
        _leave()
        return _failed(error)
    return 0


def _leave() -> None:
    """Send the last flush of the interpreter to the null device, where it cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _failed(error: Exception) -> int:
    print(f"python -m cleaners: {error}", file=sys.stderr)
    return 1


class _Parser(argparse.ArgumentParser):
    """A parser that raises StreamError if standard output does not take the help text."""

    def print_help(self, file: Any = None) -> None:
        with _writing():
            print(self.format_help(), end="", file=file, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        "python -m cleaners",
        description="Clean pages. Standard input has a JSON object per line, "
        '{"id": 1, "url": "...", "html": "..."}, or "text" instead of "html"; standard output gets the article of each '
        "as a line. To clean files: newsgalley clean PATH.",
    )
    defaults = Limits()
    parser.add_argument(
        "--workers", metavar="N", type=_checked(read_workers), default=1, help="cleaning processes; default: 1"
    )
    parser.add_argument("--unordered", action="store_true", help="write each answer as soon as it is ready")
    parser.add_argument(
        "--without-dek", action="store_true", help="leave the dek out of the text; it is in the subtitle"
    )
    parser.add_argument(
        "--timeout-seconds",
        metavar="SECONDS",
        type=_checked(read_timeout_seconds),
        default=defaults.timeout_seconds,
        help="time limit per page; default: %(default)g",
    )
    parser.add_argument(
        "--memory-mb",
        metavar="MB",
        type=_checked(read_memory_mb),
        default=defaults.memory_mb,
        help="memory limit per process, on Linux; 0: none; default: %(default)s",
    )
    return parser


def _checked(read: Callable[[str], Value]) -> Callable[[str], Value]:
    """Return a reader of an option's value like `read`, but with errors whose messages argparse prints unchanged."""

    def checked(text: str) -> Value:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return checked


if __name__ == "__main__":
    sys.exit(main())
