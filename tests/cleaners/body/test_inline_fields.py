import pytest

from cleaners.body.inline_fields import mark_bylines, mark_captions
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


CAPTIONS = {
    "en": "The keeper then carried the lamp down the stairs, because the lift had stopped in the night of the storm.",
    "id": "Penjaga itu lalu membawa lampu menuruni tangga, karena lift berhenti pada malam badai.",
    "tr": "Bekçi sonra lambayı merdivenlerden aşağı taşıdı, çünkü asansör fırtınanın olduğu gece durmuştu.",
    "zh": "看守人随后提着灯走下楼梯，因为电梯在暴风雨之夜停了，至今没有人来修理。",
}


def caption(text: str, probability: float) -> Block:
    block = Block(text, type="caption", signals=Signals(body=probability))
    block.words = count_words(text)
    return block


@pytest.mark.parametrize("text", CAPTIONS.values(), ids=CAPTIONS)
def test_captions_that_tell_the_story_of_pictures_stay(text: str):
    document = Document(Page(body=""))
    document.blocks = [caption(text, 0.6), caption(text, 0.3)]
    document.blocks[1].remove("main_content", "outside_body", "a test removed it")
    mark_captions(document, "main_content")
    assert [block.removal is None for block in document.blocks] == [True, False]


@pytest.mark.parametrize(
    "text", ["The lamp of 1881. Photo: Archive", "Die Lampe im Turm von Klippholm", "灯塔上的灯。"]
)
def test_short_captions_go_though_the_model_takes_them_for_body(text: str):
    document = Document(Page(body=""))
    document.blocks = [caption(text, 0.6)]
    mark_captions(document, "main_content")
    assert document.blocks[0].removal is not None
