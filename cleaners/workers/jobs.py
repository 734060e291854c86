"""Jobs of the filter `python -m cleaners`: lines of JSON with a page to clean, and the answers to them."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, NotRequired, TypedDict, cast

import orjson

from cleaners.page import Page
from cleaners.record import Record
from cleaners.rights.headers import Headers, of_rights

Job = dict[str, Any]  # the caller's JSON object; its values are not checked yet

_BODY_KEYS = ("html", "text")
_OPTIONAL_KEYS = ("url", "encoding", "fetched_at", "source")


class FilterRecord(Record):
    """The answer to a page: its record, with the caller's id."""

    id: Annotated[object, "The id of the input line, unchanged."]  # type: ignore[misc]  # in place of the record's own
    article_id: Annotated[str, "The `id` of the record."]
    dropped: NotRequired[Annotated[str, "The reason code of a page that is not an article. Absent for articles."]]


class FilterError(TypedDict):
    """The answer to a line that could not be cleaned."""

    id: Annotated[object, "The id of the input line, or null if it cannot be read."]
    error: Annotated[str, "What is wrong, as one sentence."]


Answer = FilterRecord | FilterError


class JobError(ValueError):
    """A line is not a job. The message says why."""


def answer(line: bytes, *, without_dek: bool = False) -> Answer:
    """Clean the page of one line and return its record, or an error if the line is not a job.

    `without_dek` is for jobs that do not say whether they want the dek in the text.
    """
    from cleaners.cleaning import clean_page  # here, because the filter's own process does not need the cleaner

    job: Job = {}
    try:
        job = read_job(line)
        page = to_page({"without_dek": without_dek} | job)
    except JobError as error:
        return error_answer(job, str(error))
    article = clean_page(page)
    record = article.to_record()
    dropped = {"dropped": article.dropped} if article.dropped else {}
    return cast(FilterRecord, {**record, "id": job.get("id"), "article_id": record["id"], **dropped})


def error_answer(job: Job, error: str) -> FilterError:
    """Return the answer to a job whose page could not be cleaned."""
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
    """Read JSON that orjson rejects: with a byte order mark, or with half of a surrogate pair. Raises JobError."""
    try:
        return json.loads(line.decode("utf-8-sig"), parse_constant=_reject_constant)
    except UnicodeDecodeError as error:
        raise JobError(f"the line is not UTF-8: byte {error.start} cannot be decoded") from error
    except (ValueError, RecursionError) as error:
        raise JobError(f"the line is not JSON: {error}") from error


def _reject_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


def to_page(job: Job) -> Page:
    """Return the page of a job. Raises JobError if a key is missing or of the wrong type."""
    body_keys = [key for key in _BODY_KEYS if job.get(key) is not None]
    if len(body_keys) != 1:
        raise JobError("give either 'html' or 'text', as a string")
    wrong_key = next((key for key in (*body_keys, *_OPTIONAL_KEYS) if not isinstance(job.get(key), str | None)), None)
    if wrong_key:
        raise JobError(f"'{wrong_key}' must be a string, not {type(job[wrong_key]).__name__}")
    if not isinstance(job.get("without_dek"), bool | None):
        raise JobError(f"'without_dek' must be true or false, not {type(job['without_dek']).__name__}")
    options: dict[str, Any] = {"headers": _headers(job.get("headers"))}
    options |= {key: job[key] for key in (*_OPTIONAL_KEYS, "without_dek") if job.get(key) is not None}
    kind: Literal["html", "text"] = "html" if body_keys == ["html"] else "text"
    try:
        return Page(body=job[kind], kind=kind, **options)
    except ValueError as error:
        raise JobError(str(error)) from None


def _headers(value: object) -> Headers:
    """Return the response headers of a job: an object of strings or of lists of strings. Raises JobError."""
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise JobError(f"'headers' must be an object of names and values, not {type(value).__name__}")
    pairs = [
        (name, each) for name, values in value.items() for each in (values if isinstance(values, list) else [values])
    ]
    if wrong := next((name for name, each in pairs if not isinstance(each, str)), None):
        raise JobError(f"'headers': the value of {wrong!r} must be a string or a list of strings")
    return of_rights(pairs)


def answer_line(line: bytes, *, without_dek: bool = False) -> bytes:
    """Clean the page of one line and return the answer as a line of JSON."""
    return to_line(answer(line, without_dek=without_dek))


def to_line(job_answer: Answer) -> bytes:
    """Return an answer as a line of UTF-8.

    Half of a surrogate pair, which the caller's id may contain, has no UTF-8. Such an answer is written with escapes.
    """
    try:
        return orjson.dumps(job_answer, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        return json.dumps(job_answer).encode() + b"\n"
