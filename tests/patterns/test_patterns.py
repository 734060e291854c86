"""No text makes a pattern hang: every pattern fails quickly on texts that almost match it."""

import re
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from tests.patterns.collecting import all_patterns, module_names, uses
from tests.patterns.near_misses import texts

pytestmark = pytest.mark.xdist_group("patterns")  # all in one process, so that the patterns are collected once

# A pattern with nested or adjacent repeats that overlap takes over a second for a text of this length, every other one
# a few thousandths. The limit is of processor time, which the load of the machine hardly changes.
LENGTH = 600
LIMIT_SECONDS = 0.25
# At this length, a search that starts anew at each place takes over 0.3 s, and a linear one under 0.02 s.
LONG = 24_000
LONG_LIMIT_SECONDS = 0.15
SAMPLE = 60  # every so many-th pattern is tried with long texts in each run of the tests, and all of them in the soak
# By the start of a pattern's name, where texts are cut before it: the longest text that it gets, in characters.
BOUNDS = {
    "cleaners.metadata.authors.": 1_000,  # people.MAX_CREDIT_CHARS; a byline has half of that
    "cleaners.metadata.titles.": 500,  # MAX_TITLE_CHARS
    "cleaners.metadata.": 5_000,  # strings.MAX_CHARS
    "cleaners.kinds.phrases.": 150,  # MAX_TITLE_CHARS
    "cleaners.tracking.": 4_000,  # of an address in a sitemap
}
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


def slow_text(name: str, pattern: re.Pattern[str], length: int, limit_seconds: float) -> str | None:
    """Return the beginning of a text that takes a pattern too long in the way in which it is used, or None."""
    methods = ["fullmatch"] if PACK_RULE.match(name) else sorted(uses(name))
    for text in texts(pattern, length):
        for method in methods:
            try:
                with processor_time(limit_seconds):
                    getattr(pattern, method)(text)
            except TooSlowError:
                return f"{method} {text[:40]!r}"
    return None


def different_patterns() -> dict[str, re.Pattern[str]]:
    by_expression = {(pattern.pattern, pattern.flags): name for name, pattern in all_patterns().items()}
    return {name: re.compile(*expression) for expression, name in by_expression.items()}


def test_no_pattern_is_slow_on_near_misses() -> None:
    patterns = different_patterns().items()
    slow = {name: slow_text(name, pattern, LENGTH, LIMIT_SECONDS) for name, pattern in patterns}
    assert {name: text for name, text in slow.items() if text} == {}


def superlinear(names: Iterable[str]) -> dict[str, str]:
    """Return the patterns that take longer than in proportion to the length of a text, with the text."""
    patterns = different_patterns()
    lengths = {name: next((bound for start, bound in BOUNDS.items() if name.startswith(start)), LONG) for name in names}
    slow = {name: slow_text(name, patterns[name], length, LONG_LIMIT_SECONDS) for name, length in lengths.items()}
    return {name: text for name, text in slow.items() if text}


def test_a_sample_of_patterns_takes_time_in_proportion_to_the_text() -> None:
    assert superlinear(sorted(different_patterns())[::SAMPLE]) == {}


@pytest.mark.soak
def test_every_pattern_takes_time_in_proportion_to_the_text() -> None:
    assert superlinear(different_patterns()) == {}


def test_a_pattern_that_takes_time_by_the_square_of_the_length_is_recognised() -> None:
    assert slow_text("example", re.compile(r"\s+x"), LONG, LONG_LIMIT_SECONDS)
    assert slow_text("example", re.compile(r"(?<!\s)\s+x"), LONG, LONG_LIMIT_SECONDS) is None


def test_the_use_of_a_pattern_is_read_from_the_code() -> None:
    assert uses("crawler.sources.address_shape._SLUG[0]") == {"match"}
    assert "search" in uses("crawler.sources.address_shape._ENDING[0]")


@pytest.mark.parametrize(
    "expression", [r"(?:[-_]\d+x\d+(?:[-_]\w+)?)+$", r"(?:a|a\w)+b", r"\w+(?:[-_]\w+){2,}", r"\s*\d*\s*\d*\s*x"]
)
def test_a_pattern_that_would_hang_is_recognised(expression: str) -> None:
    assert slow_text("example", re.compile(expression), LENGTH, LIMIT_SECONDS) is not None


def test_patterns_of_both_packages_and_of_all_packs_are_collected() -> None:
    names = all_patterns().keys()
    assert len(names) > 400
    assert "cleaners.tracking._NAME[0]" in names
    assert any(name.startswith("crawler.sources.loader:") for name in names)
    assert any(name.startswith("ja.") for name in names)
    assert "crawler.commands.clean" in module_names()
