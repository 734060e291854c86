import pytest

from cleaners.document import Block
from training.labels import DEBATABLE_WEIGHT
from training.lines.labels import line_labels, line_letters
from training.pages import BlockLabels, Sample

FIRST, SECOND = "The ferry left at noon with forty people.", "It came back empty in the evening rain."
DEK = "After three days of storm the island can be reached again."
MENU = "Home News Sport Culture"
LABELLED = BlockLabels("article", (MENU, DEK, FIRST, SECOND, MENU), "cdaac")


def lines(*texts: str) -> list[Block]:
    return [Block(text, position=index) for index, text in enumerate(texts)]


def sample(dataset: str, body: str | None, labelled: BlockLabels | None = LABELLED) -> Sample:
    return Sample(dataset, "0", "https://paper.example/a", "", body, (), (), labelled)


def test_a_line_has_the_letter_of_the_block_that_it_is_equal_to() -> None:
    assert line_letters(lines(MENU, DEK, FIRST, SECOND), LABELLED) == "cdaa"


def test_parts_of_a_block_and_several_blocks_in_a_line_have_the_letter_of_most_words() -> None:
    assert line_letters(lines("The ferry left at noon", "with forty people.", SECOND), LABELLED) == "aaa"
    assert line_letters(lines(f"{FIRST} {SECOND}"), LABELLED) == "a"


def test_a_line_that_is_in_no_block_has_no_letter() -> None:
    assert line_letters(lines("Something that only the title tag says here"), LABELLED) == "?"


@pytest.mark.parametrize(("body", "dek"), [(f"{DEK}\n\n{FIRST}\n\n{SECOND}", 1), (f"{FIRST}\n\n{SECOND}", 0)])
def test_a_debatable_line_follows_the_gold_with_less_weight(body: str, dek: int) -> None:
    found = line_labels(lines(MENU, DEK, FIRST, SECOND), sample("made-up", body))
    assert found.values.tolist() == [0, dek, 1, 1]
    assert found.weights.tolist() == [1.0, DEBATABLE_WEIGHT, 1.0, 1.0]


def test_a_debatable_line_without_gold_has_no_weight() -> None:
    assert line_labels(lines(MENU, DEK, FIRST), sample("made-up", None)).weights.tolist() == [1.0, 0.0, 1.0]


def test_in_some_sets_the_gold_takes_precedence_unless_it_is_of_another_page() -> None:
    page = lines(MENU, DEK, FIRST, SECOND)
    assert line_labels(page, sample("wcxb-dev", FIRST)).values.tolist() == [0, 0, 1, 0]
    other = "A text about something else, of which no word is here, as when a page was saved too late by a crawler."
    assert line_labels(page, sample("wcxb-dev", other)).values.tolist() == [0, 0, 1, 1]


def test_a_page_without_letters_whose_gold_is_another_page_has_no_weight() -> None:
    found = line_labels(lines(MENU, FIRST), sample("made-up", "Nothing that is on this page at all.", None))
    assert not found.weights.any()


def test_labels_of_an_excerpt_follow_its_lines() -> None:
    found = line_labels(lines(MENU, FIRST, SECOND), sample("made-up", None)).of([1, -1, 2])
    assert (found.letters, found.values.tolist(), found.weights.tolist()) == ("aca", [1, 0, 1], [1.0, 1.0, 1.0])
