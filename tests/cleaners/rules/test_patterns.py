import re
from collections.abc import Iterator

import pytest

from cleaners import native
from cleaners.rules.packs import load_rules
from cleaners.rules.patterns import PatternIndex

PATTERNS = (
    "(?:share|teilen)(?: this)?",
    r"\d{1,4} comments?",
    "[(]?more(?: on this)?[)]?",
    ".{0,20}all rights reserved",
    r"(?:the )?paper costs \d",
    "(?:更多|最新)消息.{0,5}",
    r"\w+: page [12]",
    "(?<!x)follow(?=s)s",
    "(?:ab?)?",
    "[a-c]x",
    ".{0,9}все права.{0,9}",
    ".{0,9}©.{0,9}§",
)
LINES = (
    "Share", "TEILEN THIS", "12 comments", "٣ comments", "(More on this)", "more", "The Echo, all rights reserved",
    "the paper costs 3", "Paper costs 3", "更多消息", "Section: page 2", "Follows", "ab", "A", "", "bx", "dx",
    "şhare", "İ", "ſhare", "a" * 300,
    "© все права", "Café © 2024 §", "Ça suffit", "Café все права", "Étude »",
)  # fmt: skip


@pytest.fixture(autouse=True, params=["compiled", "plain"])
def mode(request: pytest.FixtureRequest) -> Iterator[None]:
    native.use(wanted=request.param == "compiled")
    yield
    native.use(wanted=True)


def find_one_by_one(patterns: list[str], line: str) -> int | None:
    """Return the index of the first pattern that matches, by trying all of them."""
    if not any(re.fullmatch(pattern, line.lower()) for pattern in patterns):
        return None
    matching = (i for i, pattern in enumerate(patterns) if re.fullmatch(pattern, line, re.IGNORECASE))
    return next(matching, None)


@pytest.mark.parametrize("line", LINES)
def test_the_index_finds_the_same_pattern_as_trying_all_of_them(line: str) -> None:
    found = PatternIndex(PATTERNS).find(line)
    assert (found and found[0]) == find_one_by_one([*PATTERNS], line)


def test_an_earlier_pattern_takes_precedence_whatever_it_begins_with() -> None:
    assert PatternIndex([".{1,9} here", "click here"]).find("Click here")[0] == 0  # type: ignore[index]
    assert PatternIndex(["click here", ".{1,9} here"]).find("Click here")[0] == 0  # type: ignore[index]


def test_without_patterns_nothing_matches() -> None:
    assert PatternIndex([]).find("Share") is None


def test_the_index_of_all_packs_finds_the_same_pattern_for_their_examples() -> None:
    rules = load_rules()
    patterns = [pattern for rule in rules for pattern in rule.patterns]
    index = PatternIndex(patterns)
    compiled = [(re.compile(pattern), re.compile(pattern, re.IGNORECASE)) for pattern in patterns]
    for line in {example for rule in rules for example in (*rule.hits[:2], *rule.spares[:1])}:
        matches_lower = any(lower.fullmatch(line.lower()) for lower, _ in compiled)
        expected = next((i for i, (_, any_case) in enumerate(compiled) if any_case.fullmatch(line)), None)
        found = index.find(line)
        assert (found and found[0]) == (expected if matches_lower else None), line
