"""The lines of JSON that the filter reads and writes: a page to clean, and the answer to it."""

from __future__ import annotations

import json
from typing import Annotated, Any, NotRequired, TypedDict, cast

import orjson

from cleaners.page import Page
from cleaners.record import Record

Job = dict[str, Any]  # JSON of the caller, not yet checked

_BODIES = ("html", "text")
_OPTIONS = ("url", "encoding", "fetched_at", "source")


class FilterRecord(Record):
    """The answer to a page: its record, under the caller's own id."""

    id: Annotated[object, "The id of the input line, unchanged."]  # type: ignore[misc]  # in place of the record's own
    article_id: Annotated[str, "The `id` of the record."]
    dropped: NotRequired[Annotated[str, "The reason code of a page that is not an article. Absent for articles."]]


class FilterError(TypedDict):
    """The answer to a line that could not be cleaned."""

    id: Annotated[object, "The id of the input line, or null if it cannot be read."]
    error: Annotated[str, "What is wrong, as one sentence."]


Answer = FilterRecord | FilterError


class JobError(ValueError):
    """A line that is not a job. The message says why."""


def answer(line: bytes) -> Answer:
    """Clean the page of one line and return its record, or the error of a line that is not a job."""
    from cleaners.clean import clean  # here, because the filter's own process does not need the cleaner

    job: Job = {}
    try:
        job = read_job(line)
        page = to_page(job)
    except JobError as error:
        return error_answer(job, str(error))
    result = clean(page)
    record = result.article.to_record()
    dropped = {"dropped": result.dropped} if result.dropped else {}
    return cast(FilterRecord, {**record, "id": job.get("id"), "article_id": record["id"], **dropped})


def error_answer(job: Job, error: str) -> FilterError:
    """Return the answer to a job that has no record."""
    return {"id": job.get("id"), "error": error}


def read_job(line: bytes) -> Job:
    """Read a line as a JSON object. Raises JobError if it is not one."""
    try:
        job = orjson.loads(line)
    except orjson.JSONDecodeError:
        job = _read_leniently(line)
    if not isinstance(job, dict):
        raise JobError(f"the line is a JSON {type(job).__name__}; give an object with 'id', 'url' and 'html' or 'text'")
    return job


def _read_leniently(line: bytes) -> Any:
    """Read JSON that orjson refuses: with a byte order mark, or half of a surrogate pair. Raises JobError."""
    try:
        return json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise JobError(f"the line is not UTF-8: byte {error.start} cannot be decoded") from error
    except (ValueError, RecursionError) as error:
        raise JobError(f"the line is not JSON: {error}") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


def to_page(job: Job) -> Page:
    """Return the page of a job. Raises JobError if a key is missing or of the wrong type."""
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


def answer_line(line: bytes) -> bytes:
    """Answer one line with one line."""
    return to_line(answer(line))


def to_line(record: Answer) -> bytes:
    """Return an answer as a line of UTF-8; with escapes if it has half of a surrogate pair, such as in the id."""
    try:
        return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        return json.dumps(record).encode() + b"\n"
