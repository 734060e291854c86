import logging
from collections.abc import Callable

import pytest

from crawler.extensions.floods import MAX_KINDS, FloodFilter


def record(message: str, *args: object, level: int = logging.WARNING, name: str = "test") -> logging.LogRecord:
    return logging.LogRecord(name, level, __file__, 1, message, args, None)


@pytest.mark.parametrize("level", [logging.WARNING, logging.ERROR])
def test_a_fault_that_repeats_itself_leaves_few_lines(level: int) -> None:
    flood = FloodFilter()
    lines = [
        each.getMessage()
        for number in range(10_000)
        if flood.filter(each := record("%s is too large", f"https://paper.example/{number}", level=level))
    ]
    assert len(lines) == 102
    assert lines[0] == "https://paper.example/0 is too large"
    assert lines[-1].endswith(
        "9999 is too large (line 10,000 of this kind; the next one that is logged is the 100,000th)"
    )


def test_a_flood_of_pages_that_cannot_be_fetched_leaves_few_lines() -> None:
    flood = FloodFilter()
    kept = sum(flood.filter(record("Cannot fetch %s: %s", n, "http_500", level=logging.INFO)) for n in range(5_000))
    assert kept == 101


def test_progress_is_never_left_out() -> None:
    flood = FloodFilter()
    assert all(flood.filter(record("%s", f"pages {number}", level=logging.INFO)) for number in range(2_000))


@pytest.mark.parametrize(
    "other",
    [
        lambda: record("%s is empty", 1),
        lambda: record("%s is too large", 1, name="other"),
        lambda: record("%s is too large", 1, level=logging.ERROR),
    ],
)
def test_another_fault_is_logged_during_a_flood(other: Callable[[], logging.LogRecord]) -> None:
    flood = FloodFilter()
    for number in range(500):
        flood.filter(record("%s is too large", number))
    assert flood.filter(other())


def test_texts_that_differ_each_time_are_bounded_too() -> None:
    flood = FloodFilter()
    kept = sum(flood.filter(record(f"fault {number}")) for number in range(MAX_KINDS + 5_000))
    assert kept < MAX_KINDS + 200
