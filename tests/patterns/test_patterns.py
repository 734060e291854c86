"""No text makes a pattern hang: every pattern fails quickly on texts that almost match it."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.patterns.collecting import all_patterns, module_names
from tests.patterns.near_misses import texts

# A pattern with nested or adjacent repeats that overlap takes over a second for a text of this length, every other one
# a few thousandths. The limit is of processor time, which the load of the machine hardly changes.
LENGTH = 600
LIMIT_SECONDS = 0.25
PACK_RULE = re.compile(r"[a-z]{2,3}\.")  # patterns of packs are for whole lines


class TooSlowError(Exception):
    """The pattern used up its processor time."""


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_text(name: str, pattern: re.Pattern[str]) -> str | None:
    """Return the beginning of a text that takes a pattern too long, or None."""
    searches = (pattern.fullmatch,) if PACK_RULE.match(name) else (pattern.fullmatch, pattern.search)
    for text in texts(pattern, LENGTH):
        for search in searches:
            try:
                with processor_time(LIMIT_SECONDS):
                    search(text)
            except TooSlowError:
                return text[:40]
    return None


def test_no_pattern_is_slow_on_near_misses() -> None:
    by_expression = {(pattern.pattern, pattern.flags): name for name, pattern in all_patterns().items()}
    slow = {name: slow_text(name, re.compile(*expression)) for expression, name in by_expression.items()}
    assert {name: text for name, text in slow.items() if text} == {}


@pytest.mark.parametrize(
    "expression", [r"(?:[-_]\d+x\d+(?:[-_]\w+)?)+$", r"(?:a|a\w)+b", r"\w+(?:[-_]\w+){2,}", r"\s*\d*\s*\d*\s*x"]
)
def test_a_pattern_that_would_hang_is_recognised(expression: str) -> None:
    assert slow_text("example", re.compile(expression)) is not None


def test_patterns_of_both_packages_and_of_all_packs_are_collected() -> None:
    names = all_patterns().keys()
    assert len(names) > 400
    assert "cleaners.tracking._NAME[0]" in names
    assert any(name.startswith("crawler.sources.readers.feeds:") for name in names)
    assert any(name.startswith("ja.") for name in names)
    assert "crawler.commands.clean" in module_names()
