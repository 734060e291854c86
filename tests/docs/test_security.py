"""Every guarantee in SECURITY.md names the tests that check it, and these exist."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?!guarantee |---)(.+) \| (.+) \|$", re.MULTILINE)
TESTS = re.compile(r"`([\w/]+\.py)::(test_\w+)(\.\.\.)?`")
GUARANTEES = ROW.findall((PROJECT / "SECURITY.md").read_text("utf-8"))


def test_there_are_guarantees() -> None:
    assert len(GUARANTEES) > 40


@pytest.mark.parametrize(("guarantee", "tested_by"), GUARANTEES, ids=[guarantee[:60] for guarantee, _ in GUARANTEES])
def test_a_guarantee_names_tests_that_exist(guarantee: str, tested_by: str) -> None:
    tests = TESTS.findall(tested_by)
    assert tests, guarantee
    assert TESTS.sub("", tested_by).strip(" ,") == "", "write a test as `file.py::test_name` or `file.py::test_na...`"
    for file, name, is_beginning in tests:
        path = PROJECT / file if "/" in file else PROJECT / "tests" / "hostile" / file
        defined = re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
        assert any(each.startswith(name) if is_beginning else each == name for each in defined), f"{file}::{name}"
