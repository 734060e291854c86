import json

import pytest

from cleaners.article import Article
from cleaners.workers.jobs import answer, answer_line

TEXT = (
    "The council voted on Thursday evening to close the harbour bridge to all traffic from the first of March, "
    "after engineers had found cracks in three of its eleven steel arches. Residents were message of a ferry."
)
HTML = f"<html><body><article><h1>Bridge closes</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></article></body></html>"


def job(**keys: object) -> bytes:
    return json.dumps(keys).encode() + b"\n"


def test_the_answer_is_the_record_with_the_given_id():
    options = {"source": "quay", "fetched_at": "2024-03-01T00:00Z"}
    record = answer(job(id=7, url="https://quay.example/bridge", html=HTML, **options))
    assert set(Article.__dataclass_fields__) - {"dropped"} <= set(record)
    assert record["id"] == 7
    assert len(record["article_id"]) == 64
    assert (record["source"], record["fetched_at"]) == ("quay", "2024-03-01T00:00Z")
    assert TEXT in record["text"]


def test_the_answer_for_a_page_that_is_not_an_article_has_the_drop_reason():
    assert answer(job(id="x", html=""))["dropped"] == "empty"


def test_a_page_may_be_plain_text():
    assert "council voted" in answer(job(id=1, text=f"Bridge closes\n\n{TEXT}"))["text"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"no json", "not JSON"),
        (b'{"id": 1', "not JSON"),
        (b'{"id": NaN, "html": ""}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "list"),
        (b"null", "object"),
        (b'"\xff"', "not UTF-8"),
        (b"{}", "'html' or 'text'"),
        (b'{"html": "a", "text": "b"}', "either"),
        (b'{"html": 3}', "'html' must be a string"),
        (b'{"html": "a", "fetched_at": "yesterday"}', "fetched_at must be a time with offset"),
        (b'{"html": "a", "fetched_at": "2026-03-05"}', "fetched_at must be a time with offset"),
        (b'{"html": "a", "fetched_at": "2026-03-05T10:00:00"}', "not '2026-03-05T10:00:00'"),
        (b'{"html": "a", "fetched_at": "2026-02-30T10:00:00Z"}', "fetched_at must be a time with offset"),
        (b'{"html": "a", "fetched_at": 1795600000}', "'fetched_at' must be a string"),
        (b'{"html": "a", "url": ["b"]}', "'url' must be a string"),
    ],
)
def test_the_answer_to_a_line_that_is_not_a_job_is_an_error(line, message):
    record = answer(line)
    assert record["id"] is None
    assert message in record["error"]


def test_without_dek_must_be_true_or_false():
    assert answer(b'{"html": "x", "without_dek": "yes"}')["error"] == "'without_dek' must be true or false, not str"


def test_an_error_has_the_id_of_its_line_if_there_is_one():
    assert answer(b'{"id": "a"}')["id"] == "a"


def test_half_of_a_surrogate_pair_in_the_id_is_returned_unchanged():
    line = answer_line(b'{"id": "\\ud800", "html": "<p>x</p>"}')
    assert json.loads(line)["id"] == "\ud800"


DEK_PAGE = (
    "<header><h1>Orchard saved</h1><p>Forty families bought the old trees hours before the saws arrived.</p></header>"
    + "".join(
        f"<p>On day {day} the neighbours of the orchard met in the school and counted their savings.</p>"
        for day in range(6)
    )
)


@pytest.mark.parametrize(
    ("option", "wish", "is_left_out"),
    [(False, {}, False), (True, {}, True), (False, {"without_dek": True}, True), (True, {"without_dek": False}, False)],
)
def test_a_job_may_leave_the_dek_out_of_the_text(option, wish, is_left_out):
    record = answer(json.dumps({"html": DEK_PAGE, **wish}).encode(), without_dek=option)
    assert ("Forty families" not in record["text"]) == is_left_out
    assert record["subtitle"].startswith("Forty families")


def test_headers_of_a_job_state_rights():
    job = {"html": DEK_PAGE, "url": "https://www.example.org/a", "headers": {"X-Robots-Tag": ["noai"], "Server": "x"}}
    rights = answer(json.dumps(job).encode())["rights"]
    assert rights["status"] == "reserved"
    assert [each["where"] for each in rights["statements"]] == ["header:x-robots-tag"]


@pytest.mark.parametrize("headers", ["noai", ["noai"], {"x-robots-tag": 1}, {"x-robots-tag": [["noai"]]}])
def test_headers_of_another_type_are_an_error(headers):
    error = answer(json.dumps({"html": "x", "headers": headers}).encode())["error"]
    assert error.startswith("'headers'")
