import pytest

from cleaners.body.inline_fields import mark_bylines
from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.signals import Signals
from cleaners.text.words import count_words


@pytest.mark.parametrize(
    ("line", "is_removed"),
    [("1 marca 2026, 12:00", True), ("The summer of 2024 in the old harbour", False), ("Kiel, 3. März 2024", True)],
)
def test_a_line_that_is_mostly_a_date_is_a_date_line_however_sure_the_model_is(line: str, is_removed: bool):
    block = Block(line, signals=Signals(body=0.9))
    block.words = count_words(line)
    document = Document(Page(body=""))
    document.blocks = [block, Block("The ferry left at noon.", position=1)]
    mark_bylines(document, "main_content", 1)
    assert (block.removal is not None) == is_removed
