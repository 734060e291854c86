from pathlib import Path

import pytest

from cleaners import rules as packs
from cleaners.rules import RuleError, find_phrase, find_rule, load_rules, read_pack

LANGUAGES = (
    "en de fr es pt it nl sv no da fi pl cs uk ru tr el ro hu ar he hi id vi ja ko zh bg sr hr sk sl fa ur bn ta th"
)
PACKS = sorted(file.stem for file in Path(packs.__file__).parent.glob("*.toml"))


def test_every_language_has_a_pack() -> None:
    assert {rule.id.split(".")[0] for rule in load_rules()} >= {*LANGUAGES.split(" ")}


@pytest.mark.parametrize("pack", PACKS)
def test_a_rule_matches_its_hits_but_not_its_spares(pack: str) -> None:
    rules = [rule for rule in load_rules() if rule.id.startswith(f"{pack}.")]
    assert [(rule.id, line) for rule in rules for line in rule.hits if find_rule(line) is None] == []
    assert [(rule.id, line) for rule in rules for line in rule.spares if find_rule(line) is not None] == []


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press contributed to this report.",
        '"Follow us on Instagram!"',
        "She asked readers to subscribe to our newsletter, and few of them did so before the paper closed in May.",
        "Share prices fell.",
        "",
    ],
)
def test_a_line_of_the_story_matches_no_rule(line: str) -> None:
    assert find_rule(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("This post appeared first on FOX NEWS", "FOX NEWS"),
        ("Originally published in The Harbour Post.", "The Harbour Post"),
        ("Dieser Artikel erschien zuerst bei Hafenpost", "Hafenpost"),
    ],
)
def test_a_syndication_line_names_the_publisher(line: str, name: str) -> None:
    match = find_rule(line)
    assert match is not None
    assert match.name == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Kim on a visit. Photo: Harbour Pictures", "Harbour Pictures"),
        ("The ferry leaves (AP Photo/Ada Lind)", "AP Photo/Ada Lind"),
        ("Паром у причала. Фото: Портовая газета", "Портовая газета"),
    ],
)
def test_a_caption_names_the_photographer(line: str, name: str) -> None:
    match = find_rule(line)
    assert match is not None
    assert (match.rule.kind, match.name) == ("photo-credit", name)


def test_find_phrase_matches_phrases_but_not_patterns() -> None:
    assert find_phrase("Advertisement:") == find_rule("Advertisement:")
    assert find_phrase("12 Kommentare") is None


def test_case_accents_and_punctuation_make_no_difference() -> None:
    matches = [find_rule(line) for line in ("PUBLICITÉ", "publicite :", "— Publicité —")]
    assert [match and match.rule.id for match in matches] == ["fr.advertisement"] * 3


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[rule]]\nkind = "share"\nmatch = "line"\ncolour = 1', "rule 1: unknown key 'colour'"),
        ('[[rule]]\nkind = "sharing"\nmatch = "line"', "kind is 'sharing'"),
        ('[[rule]]\nkind = "share"\nmatch = "line"\nphrases = ["Share"]\nhits = ["Share"]', "hits and spares"),
        ('[[rule]]\nkind = "share"\nmatch = "line"\npatterns = ["("]\nhits = ["("]\nspares = ["x"]', "pattern '('"),
        (
            '[[rule]]\nkind = "share"\nmatch = "line"\npatterns = ["Share.{1,9}"]\nhits = ["x"]\nspares = ["y"]',
            "write it in lower case",
        ),
        (
            '[[rule]]\nkind = "share"\nmatch = "line"\nwords = ["a"]\nhits = ["x"]\nspares = ["y"]',
            'if match is "words"',
        ),
        ('[[rule]]\nkind = "share"\nmatch = "only"\nwords = ["a"]\nhits = ["x"]\nspares = ["y"]', "two groups"),
        ("[[rule", "not valid TOML"),
    ],
)
def test_an_invalid_pack_raises_an_error_that_names_file_and_key(tmp_path, toml: str, message: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(toml)
    with pytest.raises(RuleError) as error:
        read_pack(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)
