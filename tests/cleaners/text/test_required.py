import importlib
import re

import pytest

from cleaners.rules.packs import load_rules
from cleaners.text.required import RarePattern, required_texts

parse = importlib.import_module("re._parser").parse


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (".{0,9}all rights reserved", {"all rights reserved"}),
        (r"\d+ (?:votes?|ratings?)", {"vote", "rating"}),
        ("(?:a|b)?[^x]{2}weather(?: map)?", {"weather"}),
        ("[^>]{9}>+", {">"}),
        (".{3}[影攝]", {"影", "攝"}),
        (".{0,9}© ?20", {"©"}),
        (".{0,9}(?:print|a[+-])", {"print", "a+", "a-"}),
        (".{2,40}[+-].{0,8}%", {"%"}),
        ("(?!no)(?:print|(?:e-)?mail)", {"print", "mail"}),
        ("(?=.{0,9}(?:我们|本报))(?=.{0,9}a).{6}", {"我们", "本报"}),
        (r"(?:share|\w+)", None),
        ("(?i:share)", None),
        (".*", None),
        ("(?:share)?", None),
        ("", None),
    ],
)
def test_every_match_has_one_of_the_texts(pattern: str, texts: set[str] | None) -> None:
    assert required_texts(parse(pattern)) == texts


def test_lines_that_match_the_patterns_of_packs_have_one_of_their_texts() -> None:
    rules = [rule for rule in load_rules() if rule.patterns]
    known = [(re.compile(p), texts) for rule in rules for p in rule.patterns if (texts := required_texts(parse(p)))]
    lines = {example.lower() for rule in rules for example in rule.hits[:2]}
    assert all(any(text in line for text in texts) for p, texts in known for line in lines if p.fullmatch(line))


@pytest.mark.parametrize(
    ("text", "has_it"),
    [("Related-Stories", True), ("unrelated", False), ("most-read", True), ("mostREAD now", True), ("reader", False)],
)
def test_a_pattern_is_found_in_any_case(text: str, has_it: bool) -> None:
    assert RarePattern(r"(?<![a-z])related|most-?read").is_in(text) is has_it
