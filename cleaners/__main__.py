"""The cleaner as a filter: JSON lines in, JSON lines out.

    python -m cleaners [--workers N [--unordered]] < pages.jsonl > articles.jsonl

A line {"id", "url", "html"} (or "text", for a page that was saved as plain text; optional: "encoding", "fetched_at",
"source") is answered with one line: the article record, with "id" as it was given and the record's own as "article_id",
and "dropped", the reason code, where the page is no article. A line that is no job, or a failure, is answered with
{"id", "error"}. With `--workers` the pages are spread over so many processes, and a page that crashes or hangs one is
answered with an error too; the answers come in the order of the lines, or with `--unordered` as they are ready.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

from cleaners.workers.jobs import JobError, answer_line, read_job, to_line
from cleaners.workers.ordered import Lost, Workers
from cleaners.workers.preload import warm_up


def answers(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Answer each line that is not empty, as one line of JSON."""
    for line in lines:
        if line.strip():
            yield answer_line(line)


def answers_of_workers(lines: Iterator[bytes], workers: int, *, in_order: bool) -> Iterator[bytes]:
    """Answer as `answers` does, in several processes."""
    jobs = (line for line in lines if line.strip())
    for result in Workers(answer_line, workers).over(jobs, in_order=in_order):
        yield _to_error(result) if isinstance(result, Lost) else result


def _to_error(lost: Lost[bytes]) -> bytes:
    try:
        name = read_job(lost.piece).get("id")
    except JobError:
        name = None
    return to_line({"id": name, "error": f"cleaning failed: {lost.reason}"})


def run(answered: Iterator[bytes], out: BinaryIO) -> None:
    """Write the answers as they come, each flushed."""
    for line in answered:
        out.write(line)
        out.flush()


def main(arguments: list[str] | None = None) -> int:
    """Filter standard input to standard output; what anything prints goes to standard error."""
    parser = argparse.ArgumentParser("python -m cleaners", description="JSON lines of pages in, of articles out.")
    parser.add_argument("--workers", type=_number, default=1, help="processes that clean; default: 1, this one")
    parser.add_argument("--unordered", action="store_true", help="with --workers: answers as they are ready")
    options = parser.parse_args(arguments)
    out = sys.stdout.buffer
    # not sys.stdin, whose lock the interpreter wants at its end, while a thread may still wait for a line
    lines = iter(open(0, "rb", closefd=False))  # noqa: SIM115 - as long as the process
    if options.workers > 1:
        answered = answers_of_workers(lines, options.workers, in_order=not options.unordered)
    else:
        warm_up()
        answered = answers(lines)
    with contextlib.redirect_stdout(sys.stderr):
        try:
            run(answered, out)
        except BrokenPipeError:  # the reader has gone; so that the interpreter does not try to flush once more:
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        except KeyboardInterrupt:
            return 130
    return 0


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} processes cannot clean: give 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
