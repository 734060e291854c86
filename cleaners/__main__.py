"""The cleaner as a filter: JSON lines in, JSON lines out.

    python -m cleaners < pages.jsonl > articles.jsonl

A line {"id", "url", "html"} (or "text", for a page that was saved as plain text; optional: "encoding", "fetched_at",
"source") is answered with one line: the article record, with "id" as it was given and the record's own as "article_id",
and "dropped", the reason code, where the page is no article. A line that is no job, or a failure, is answered with
{"id", "error"}.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Iterator
from typing import Any, BinaryIO

from cleaners.clean import clean
from cleaners.page import Page

Job = dict[str, Any]
Answer = dict[str, Any]

_BODIES = ("html", "text")
_OPTIONS = ("url", "encoding", "fetched_at", "source")


class JobError(ValueError):
    """A line that is no job; the message says why."""


def answer(line: bytes) -> Answer:
    """Clean the page of one line. Whatever goes wrong is an answer as well."""
    job: Job = {}
    try:
        job = read_job(line)
        result = clean(to_page(job))
        record = result.article.to_record()
        dropped = {"dropped": result.dropped} if result.dropped else {}
        return {**record, "id": job.get("id"), "article_id": record["id"], **dropped}
    except JobError as error:
        return {"id": job.get("id"), "error": str(error)}
    except Exception as error:  # noqa: BLE001 - the filter must outlive whatever a page does to it
        traceback.print_exc()
        return {"id": job.get("id"), "error": f"cleaning failed: {type(error).__name__}: {error}"[:500]}


def read_job(line: bytes) -> Job:
    """Read a line as a JSON object. Raises JobError where it is none."""
    try:
        job = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise JobError(f"the line is not UTF-8: byte {error.start} cannot be decoded") from error
    except (ValueError, RecursionError) as error:
        raise JobError(f"the line is not JSON: {error}") from error
    if not isinstance(job, dict):
        raise JobError(f"the line is a JSON {type(job).__name__}; give an object with 'id', 'url' and 'html' or 'text'")
    return job


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def to_page(job: Job) -> Page:
    """Make the page of a job. Raises JobError where a key is missing or of the wrong type."""
    bodies = [kind for kind in _BODIES if job.get(kind) is not None]
    if len(bodies) != 1:
        raise JobError("give either 'html' or 'text', as a string")
    wrong = next((key for key in (*bodies, *_OPTIONS) if not isinstance(job.get(key), str | None)), None)
    if wrong:
        raise JobError(f"'{wrong}' must be a string, and is {type(job[wrong]).__name__}")
    options = {key: job[key] for key in _OPTIONS if job.get(key) is not None}
    if bodies == ["html"]:
        return Page(body=job["html"], kind="html", **options)
    return Page(body=job["text"], kind="text", **options)


def answers(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Answer each line that is not empty, as one line of JSON."""
    for line in lines:
        if line.strip():
            yield to_line(answer(line))


def to_line(record: Answer) -> bytes:
    """Write a record as a line of UTF-8; one that is no UTF-8, such as an id with half a character, in escapes."""
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record).encode() + b"\n"


def run(lines: Iterator[bytes], out: BinaryIO) -> None:
    """Write the answers as they come, each flushed."""
    for line in answers(lines):
        out.write(line)
        out.flush()


def main() -> int:
    """Filter standard input to standard output; what anything prints goes to standard error."""
    out = sys.stdout.buffer
    with contextlib.redirect_stdout(sys.stderr):
        try:
            run(iter(sys.stdin.buffer), out)
        except BrokenPipeError:  # the reader has gone; so that the interpreter does not try to flush once more:
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        except KeyboardInterrupt:
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
