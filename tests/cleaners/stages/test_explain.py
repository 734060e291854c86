import pytest

from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.stages.explain import explain


def explained(*texts: str, rule: str = "outside_body") -> Document:
    document = Document(Page(body=""))
    document.blocks = [Block(text, position=position) for position, text in enumerate(texts)]
    for block in document.blocks:
        block.remove("main_content", rule, "the model found it so")
    explain(document)
    return document


def test_a_block_outside_the_body_gets_the_rule_that_matches_it() -> None:
    removal = explained("Newsletter abonnieren").blocks[0].removal
    assert removal is not None
    assert (removal.stage, removal.rule) == ("clutter", "de.newsletter")
    assert removal.reason == 'the model found it so; a line of the kind "newsletter", which is clutter on any page'


def test_a_block_that_no_rule_matches_keeps_its_removal() -> None:
    removal = explained("The ferries leave at noon").blocks[0].removal
    assert removal is not None
    assert removal.rule == "outside_body"


def test_a_block_removed_as_a_field_keeps_its_removal() -> None:
    removal = explained("Advertisement", rule="title").blocks[0].removal
    assert removal is not None
    assert removal.rule == "title"


def test_a_kept_block_is_unchanged() -> None:
    document = Document(Page(body=""))
    document.blocks = [Block("Advertisement")]
    explain(document)
    assert document.blocks[0].removal is None


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("12 comments", 12),
        ("Comments (1,204)", 1204),
        ("Kommentare: 3", 3),
        ("12 ferries", None),
        ("Comments", None),
        ("Comments were closed in 2019", None),
    ],
)
def test_a_line_with_a_count_of_comments_is_read(line: str, count: int | None) -> None:
    assert explained(line).metadata.comment_count == count


def test_the_comment_count_of_the_markup_takes_precedence() -> None:
    document = Document(Page(body=""))
    document.metadata.comment_count = 7
    document.blocks = [Block("12 comments")]
    document.blocks[0].remove("main_content", "outside_body", "outside")
    explain(document)
    assert document.metadata.comment_count == 7
