import pytest

from cleaners.rules import Rule, read_pack
from cleaners.rules.word_rules import WordIndex


@pytest.fixture
def rules(tmp_path) -> tuple[Rule, ...]:
    path = tmp_path / "xx.toml"
    path.write_text(
        '[[rule]]\nkind = "share"\nmatch = "only"\nwords = ["harbour* quay", "send", "this by to"]\n'
        'hits = ["x"]\nspares = ["y"]\n'
        '[[rule]]\nkind = "newsletter"\nmatch = "words"\nwords = ["letter", "weekly"]\nhits = ["x"]\nspares = ["y"]\n'
    )
    return read_pack(path)


@pytest.mark.parametrize("line", ["Send | Quay", "SEND this to Harbourpost (3)", "quay 12 send 5", "Quay — send by"])
def test_a_line_of_only_the_words_matches(rules: tuple[Rule, ...], line: str) -> None:
    rule = WordIndex(rules).find(line)
    assert rule is not None
    assert rule.match == "only"


@pytest.mark.parametrize("line", ["Send the quay", "Quay", "send this by", "12", "", "quays send"])
def test_a_line_with_another_word_or_without_a_group_does_not_match(rules: tuple[Rule, ...], line: str) -> None:
    assert WordIndex(rules).find(line) is None


def test_a_line_with_a_few_other_words_matches(rules: tuple[Rule, ...]) -> None:
    rule = WordIndex(rules).find("Our weekly harbour letter")
    assert rule is not None
    assert rule.kind == "newsletter"


def test_an_index_without_rules_finds_nothing() -> None:
    assert WordIndex([]).find("Send | Quay") is None
