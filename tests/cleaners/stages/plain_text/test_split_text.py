import textwrap

from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.plain_text.split_text import split_text

LONG = "The harbour board met on Tuesday night and agreed, after four hours of talk, to sell the two oldest ferries. "


def split(text: str) -> Document:
    document = Document(Page(body=text, kind="text"), html=text)
    split_text(document)
    return document


def texts(text: str) -> list[str]:
    return [block.text for block in split(text).blocks]


def test_each_line_is_a_paragraph_if_the_text_is_not_wrapped() -> None:
    text = "Title\nFirst paragraph.\nSecond  one. \n\nThird."
    assert texts(text) == ["Title", "First paragraph.", "Second one.", "Third."]


def test_wrapped_lines_are_joined() -> None:
    paragraphs = [LONG * 3, LONG * 2, LONG * 4]
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in paragraphs)
    assert texts(wrapped) == [text.strip() for text in paragraphs]


def test_a_short_line_ends_a_wrapped_paragraph_without_a_blank_line() -> None:
    paragraphs = ["One " + LONG * 3 + "So it ends.", "Two " + LONG * 2 + "So it does.", "Three " + LONG * 4]
    wrapped = "\n".join(textwrap.fill(text, 72) for text in paragraphs)
    assert texts(wrapped) == [text.strip() for text in paragraphs]


def test_bullets_are_dropped_and_make_list_items() -> None:
    document = split("Points:\n  • First point.\n  • Second point.\n\n* Third.\n\n1. One\n2. Two")
    assert [(block.type, block.text) for block in document.blocks] == [
        ("paragraph", "Points:"),
        ("list_item", "First point."),
        ("list_item", "Second point."),
        ("list_item", "Third."),
        ("list_item", "One"),
        ("list_item", "Two"),
    ]


def test_only_the_mark_at_the_start_of_an_item_is_dropped() -> None:
    lines = ["• Rates rose (3) again", "• Born on 12. May - at sea", "• Opens at 9 · closes at 10) or so"]
    assert texts("\n".join(lines)) == [line.removeprefix("• ") for line in lines]
    assert texts("1. • One\n2. • Two") == ["One", "Two"]


def test_a_single_number_or_dash_stays_in_its_paragraph() -> None:
    assert texts("1. The oldest ferry\n\n– Nobody asked us, she said.") == [
        "1. The oldest ferry",
        "– Nobody asked us, she said.",
    ]


def test_blocks_have_the_layout_of_their_lines() -> None:
    document = split("Title\n\n\nText of it.")
    assert [(block.position, block.layout.line) for block in document.blocks] == [(0, 1), (1, 4)]


def test_an_empty_text_has_no_blocks() -> None:
    assert texts("") == texts(" \n---\n***\n") == []


def test_a_hundred_thousand_lines_are_split() -> None:
    assert len(texts("word " * 20 + "\n" + "x\n" * 100_000)) == 100_001


def test_indented_dashes_with_blank_lines_between_are_a_list() -> None:
    document = split("Points:\n\n  - First point.\n\n  - Second point.")
    assert [block.type for block in document.blocks] == ["paragraph", "list_item", "list_item"]


def test_wrapped_lines_are_joined_beside_numbered_lists_and_long_addresses() -> None:
    addresses = "\n".join(f"{number:>4}. https://example.org/{'x' * number}" for number in range(1, 30))
    wrapped = textwrap.fill(LONG * 3, 72)
    assert texts(f"{wrapped}\n\n{addresses}")[0] == (LONG * 3).strip()


def test_paragraphs_of_a_wrapped_text_need_no_blank_line_between_them() -> None:
    paragraphs = [
        f"{word} ferry left the harbour at noon, with forty cars on board, and then it rained."
        for word in ("One", "Two", "Three", "Four", "Five")
    ]
    wrapped = "\n".join(textwrap.fill(text, 60) for text in paragraphs)
    assert texts(wrapped) == paragraphs


def test_a_block_of_short_lines_is_not_wrapped_text_beside_lines_of_any_length() -> None:
    lines = [
        "The harbour news since 1891, all days",
        "Harbour Street 12, Port of Saint Mary",
        "Telephone of the desk: 555 12 34",
    ]
    footer = "\n".join([*lines, "Write"])
    assert len(texts(f"{LONG * 2}\n\n{LONG}\n\n{footer}\n{footer}")) == 10


def test_the_columns_of_a_newspaper_become_paragraphs() -> None:
    lines = [
        "The harbour authority has sold two of its old fer-",
        "ries to a company from Norway, after four hours of",
        "talk that ended at midnight on Tuesday. The chair-",
        "woman said that nobody had wanted to see them go.",
        "They are older than she is.",
    ]
    narrow = [
        "The harbour authority has sol-",
        "emnly sold two of its old fer-",
        "ries to a company from Norway,",
        "and it rained all day, as it al-",
        "ways does there.",
    ]
    assert texts("\n".join(lines)) == [" ".join(lines).replace("- ", "")]
    assert texts("\n".join(narrow)) == [" ".join(narrow).replace("- ", "")]


def test_marks_of_programs_are_not_text() -> None:
    text = "# Ferries sold\n\n[Home](/) [News](/n)\n\nThe [board](/b) sold **two**."
    assert texts(text) == ["Ferries sold", "Home News", "The board sold two."]


def test_wrapped_chinese_is_joined_at_its_margin() -> None:
    paragraph = "港务局周二晚上经过四个小时的讨论决定出售两艘最老的渡轮，买家是一家挪威公司。" * 3
    wrapped = "\n".join(paragraph[start : start + 36] for start in range(0, len(paragraph), 36))
    assert texts(f"{wrapped}\n\n{wrapped}") == [paragraph, paragraph]


def test_a_wrapped_article_is_recognised_among_many_short_lines() -> None:
    menu = "\n".join(["Home", "News of today", "Sport and more", "Weather"] * 5)
    wrapped = "\n\n".join([textwrap.fill(LONG * 3, 72)] * 3)
    assert texts(f"{menu}\n\n{wrapped}")[-1] == (LONG * 3).strip()
