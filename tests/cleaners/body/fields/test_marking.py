import pytest
from lxml.html import document_fromstring

from cleaners.body.blocks import split_tree
from cleaners.body.fields.bylines import mark_bylines
from cleaners.body.fields.captions import mark_captions
from cleaners.body.fields.marking import mark_fields
from cleaners.document import Block, Document
from cleaners.metadata import Author
from cleaners.page import Page
from cleaners.record import BlockType
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


@pytest.mark.parametrize(
    ("line", "kind", "is_removed"),
    [
        ("https://lamps.example/2020/01/15/how-the-lamp-went-out", "paragraph", False),
        ("Read 15 January 2020 at https://lamps.example/2020/01/15/the-lamp", "paragraph", True),
        ("Le marché des phares en 2025", "heading", False),
        ("Mitteilung vom 27.01.2022", "heading", True),
    ],
)
def test_a_year_in_an_address_or_a_subject_does_not_make_a_date_line(line: str, kind: BlockType, is_removed: bool):
    block = Block(line, kind, signals=Signals(body=0.7))
    block.words = count_words(line)
    document = Document(Page(body=""))
    document.blocks = [block, Block("The ferry left at noon.", position=1)]
    mark_bylines(document, "main_content", 1)
    assert (block.removal is not None) == is_removed


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Updated 24 July 2024", "date_line"),
        ("Aktualisiert am 19.02.2020.", "date_line"),
        ("Changed again on March 5, 2026.", "date_line"),
        ("Text von Christian Seiler", "byline"),
        ("By Alessandro Brunelli", "byline"),
        ("On March 4, 2026, the keeper left.", None),
        ("On March 5, 2026, the keeper left the tower to the sea.", None),
        ("By the lake stood a tower.", None),
    ],
)
def test_a_first_line_with_a_label_or_the_known_date_is_not_body_however_sure_the_model_is(line: str, rule: str | None):
    block = Block(line, signals=Signals(body=0.99))
    block.words = count_words(line)
    document = Document(Page(body=""))
    document.metadata.date_published, document.metadata.date_modified = "2026-03-01", "2026-03-05T10:00:00Z"
    document.blocks = [block, Block("The ferry left at noon.", position=1)]
    mark_bylines(document, "main_content", 1)
    assert (block.removal and block.removal.rule) == rule


STORY = "The keeper carried the lamp down the stairs, because the lift had stopped in the night of the great storm."


def end_of(*lines: str, url: str = "", site_name: str | None = None) -> list[str]:
    """Return what is left of a story by Ada Berg with these lines below it, though the models are sure of them all."""
    document = Document(Page(body="", url=url))
    document.metadata.authors = [Author("Ada Berg")]
    document.metadata.title, document.metadata.site_name = "The lamp", site_name
    for position, text in enumerate([STORY, STORY + " It was dark.", STORY + " It was late.", *lines]):
        block = Block(text, position=position, signals=Signals(body=0.99))
        block.words = count_words(text)
        document.blocks.append(block)
    mark_fields(document, "main_content")
    return [block.text for block in list(document.kept())[3:]]


@pytest.mark.parametrize("line", ["Von Ada Berg, dpa", "By Ada Berg", "Ada Berg"])
def test_a_bare_byline_below_the_story_is_not_part_of_it(line: str):
    assert end_of(line) == []


@pytest.mark.parametrize("line", ["14 October 2026 | Ada Berg", "Ada Berg, 14.10.2026 18:30"])
def test_a_line_of_a_name_and_a_date_is_a_byline_however_sure_the_model_is(line: str):
    document = Document(Page(body=""))
    document.metadata.authors = [Author("Ada Berg")]
    document.blocks = [Block(line, signals=Signals(body=0.99)), Block(STORY, position=1)]
    mark_bylines(document, "main_content", 1)
    assert [block.text for block in document.kept()] == [STORY]


@pytest.mark.parametrize(
    "line", ["Ada Berg closed the door.", "Ada Berg and the keeper of the lamp", "By Friday it was dark."]
)
def test_a_last_line_with_more_than_the_name_stays(line: str):
    assert end_of(line) == [line]


def test_a_name_between_paragraphs_stays():
    assert end_of("Ada Berg", STORY + " It was cold.") == ["Ada Berg", STORY + " It was cold."]


def test_lines_that_end_with_an_address_of_the_site_go():
    url = "https://www.klippholm.example/news/lamp"
    assert (
        end_of(
            "Printed from https://klippholm.example/print/7", "URL: https://www.klippholm.example/news/lamp", url=url
        )
        == []
    )
    others = [
        "Source: https://www.lamps.example/7",
        "The keeper wrote all that he knew of the lamp on https://klippholm.example/lamp",
    ]
    assert end_of(*others, url=url) == others


def test_the_name_of_the_site_above_the_title_goes():
    document = Document(Page(body=""))
    document.metadata.title, document.metadata.site_name = "The lamp", "Klippholm Post"
    document.blocks = [
        Block("Klippholm Post", signals=Signals(body=0.99)),
        Block("The lamp", "heading", 1, 1),
        Block(STORY, position=2),
    ]
    for block in document.blocks:
        block.words = count_words(block.text)
    mark_fields(document, "main_content")
    assert [block.text for block in document.kept()] == [STORY]


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


def test_a_line_in_an_inline_element_named_as_a_caption_goes_however_sure_the_model_is():
    html = "<div><span><img src='/a.jpg'><em class='img_desc'>The tower. Photo of the county</em></span><br><br>"
    document = Document(Page(body=""), tree=document_fromstring(f"<body>{html}{STORY}</div></body>"))
    document.blocks = split_tree(document.tree)
    for block in document.blocks:
        block.signals = Signals(body=0.95)
    mark_captions(document, "main_content")
    assert [block.text for block in document.kept()] == [STORY]


@pytest.mark.parametrize(
    ("line", "is_removed"),
    [
        ("The lamp of Skerrow By Ada Berg - 12 November 2026, 08:14", True),
        ("The Lamp of Skerrow 12.11.2026 • Harbour, Press, General", True),
        ("The lamp of Skerrow was lit for the first time in 1889.", False),
        ("The lamp of Skerrow burns again", False),
        ("The lamp of Skerrow " + "and all the others of the coast " * 3 + "1889", False),
    ],
)
def test_a_title_with_a_date_after_it_is_the_title_however_sure_the_model_is(line: str, is_removed: bool):
    document = Document(Page(body=""))
    document.metadata.title = "The lamp of Skerrow"
    for position, text in enumerate([line, STORY, STORY + " It was dark."]):
        block = Block(text, position=position, signals=Signals(body=0.99))
        block.words = count_words(text)
        document.blocks.append(block)
    mark_fields(document, "main_content")
    assert (document.blocks[0].removal is not None) == is_removed


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize(
    ("body", "level", "is_kept"), [(0.95, 2, True), (0.95, 1, False), (0.6, 2, False)], ids=["section", "h1", "unsure"]
)
def test_a_section_in_the_text_may_have_the_words_of_the_title(language: str, body: float, level: int, is_kept: bool):
    title = {"en": "The best lamps of the coast", "tr": "Kıyının en iyi fenerleri"}[language]
    document = Document(Page(body=""))
    document.metadata.title = title
    for position, text in enumerate([title, STORY, STORY + " It was dark.", title, STORY + " It was late."]):
        block = Block(text, "heading" if text == title else "paragraph", position=position, signals=Signals(body=0.99))
        block.words = count_words(text)
        document.blocks.append(block)
    top, section = document.blocks[0], document.blocks[3]
    top.level, section.level, section.signals.body = 1, level, body
    mark_fields(document, "main_content")
    assert top.removal is not None
    assert (section.removal is None) == is_kept
