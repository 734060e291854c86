"""Every promise of SECURITY.md names the tests that hold it, and these exist."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?!promise |---)(.+) \| (.+) \|$", re.MULTILINE)
HELD_BY = re.compile(r"`([\w/]+\.py)::(test_\w+)(\.\.\.)?`")
PROMISES = ROW.findall((PROJECT / "SECURITY.md").read_text("utf-8"))


def test_there_are_promises() -> None:
    assert len(PROMISES) > 40


@pytest.mark.parametrize(("promise", "held_by"), PROMISES, ids=[promise[:60] for promise, _ in PROMISES])
def test_a_promise_names_tests_that_exist(promise: str, held_by: str) -> None:
    tests = HELD_BY.findall(held_by)
    assert tests, promise
    assert HELD_BY.sub("", held_by).strip(" ,") == "", "write a test as `file.py::test_name` or `file.py::test_na...`"
    for file, name, is_beginning in tests:
        path = PROJECT / file if "/" in file else PROJECT / "tests" / "hostile" / file
        defined = re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
        assert any(each.startswith(name) if is_beginning else each == name for each in defined), f"{file}::{name}"
