import pytest

from cleaners.document import Block
from cleaners.rules import load_rules
from cleaners.rules.packs import KINDS
from crawler.inspection.removal_kinds import FAMILIES, family_of, kind_of


def removed(text: str, rule: str) -> Block:
    block = Block(text)
    block.remove("some_stage", rule, "because")
    return block


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("title", "title"),
        ("date_line", "date-line"),
        ("outside", "outside-body"),
        ("seen_on_site", "seen-on-site"),
    ],
)
def test_a_rule_names_its_kind(rule: str, kind: str) -> None:
    assert kind_of(removed("Some line", rule)) == kind


def test_a_rule_of_a_phrase_pack_has_the_kind_of_its_entry() -> None:
    for rule in load_rules():
        assert kind_of(removed(rule.hits[0], rule.id)) == rule.kind


def test_a_line_outside_the_body_has_the_kind_of_a_matching_phrase_rule() -> None:
    assert kind_of(removed("Advertisement", "outside_body")) == "advertisement"
    assert kind_of(removed("Harbour and coast", "outside_body")) == "outside-body"


def test_a_block_without_removal_is_kept() -> None:
    assert kind_of(Block("Advertisement")) == "kept"
    assert family_of("kept") == "kept"


def test_every_phrase_pack_kind_has_a_family_and_unknown_kinds_are_other() -> None:
    known = {kind for kinds in FAMILIES.values() for kind in kinds}
    assert set(KINDS) <= known
    assert family_of("seen-on-site") == "outside"
