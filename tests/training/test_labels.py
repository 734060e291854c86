from cleaners.document import Block
from training.labels import DEBATABLE_WEIGHT, UNKNOWN, labels, with_captions
from training.pages import BlockLabels, Sample

BODY = "The ferry left at noon with forty people.\n\nIt came back empty in the evening rain."


def sample(body: str | None = None, inside: tuple[str, ...] = (), outside: tuple[str, ...] = ()) -> Sample:
    return Sample("made-up", "0.html.gz", "https://paper.example/a", "", body, inside, outside)


def values(texts: list[str], gold: Sample) -> list[int]:
    return labels([Block(text, position=n) for n, text in enumerate(texts)], gold).values


def test_blocks_of_the_gold_text_are_body_and_others_are_not():
    texts = ["Menu and search box here", *BODY.split("\n\n"), "All rights reserved by us"]
    assert values(texts, sample(BODY)) == [0, 1, 1, 0]


def test_only_one_of_repeated_lines_is_labelled():
    first, second = BODY.split("\n\n")
    assert sum(values([first, second, first], sample(BODY))) == 2


def test_gold_in_another_order_is_found():
    first, second = BODY.split("\n\n")
    assert values([second, first], sample(BODY)) == [1, 1]


def test_the_share_of_the_gold_on_the_page_is_returned():
    assert labels([Block("something else altogether on this page")], sample(BODY)).found == 0.0


def test_snippets_label_the_blocks_that_hold_them_and_nothing_else():
    texts = ["The ferry left at noon with forty people.", "Subscribe to our letter now", "A line nobody spoke of"]
    gold = sample(inside=("ferry left at noon",), outside=("Subscribe to our letter",))
    assert values(texts, gold) == [1, 0, UNKNOWN]


def labelled(texts: list[str], letters: str, kind: str = "article", body: str = BODY) -> Sample:
    return Sample("made-up", "0", "https://paper.example/a", "", body, (), (), BlockLabels(kind, tuple(texts), letters))


def test_letters_take_precedence_over_the_gold_text():
    first, second = BODY.split("\n\n")
    found = labels([Block(first), Block(second)], labelled([first, second], "ca"))
    assert (found.values, found.weights, found.found) == ([0, 1], [1.0, 1.0], 1.0)


def test_letters_follow_their_texts_if_blocks_are_split_in_another_way():
    first, second = BODY.split("\n\n")
    page = labelled(["Gone from the page", first, second], "cca")
    assert labels([Block(first), Block(second)], page).values == [0, 1]


def test_sentences_of_a_labelled_block_have_its_letter():
    first, second = BODY.split("\n\n")
    page = labelled(["Menu", f"{first} {second}"], "ca", body="Another text.")
    assert labels([Block("Menu"), Block(first), Block(second)], page).values == [0, 1, 1]


def test_debatable_and_unlabelled_blocks_follow_the_gold_text_with_less_weight():
    first, second = BODY.split("\n\n")
    found = labels([Block(first), Block(second), Block("A dek that nobody copied")], labelled([first], "d"))
    assert found.values == [1, 1, 0]
    assert found.weights == [DEBATABLE_WEIGHT] * 3


def test_pages_of_several_stories_are_not_used():
    first, second = BODY.split("\n\n")
    assert labels([Block(first), Block(second)], labelled([first, second], "aa", "listing")).weights == [0.0, 0.0]


def test_debatable_captions_are_not_body_whatever_the_gold_says():
    first, second = BODY.split("\n\n")
    found = labels([Block(first), Block(second), Block(first)], labelled([first, second, first], "dda"))
    with_fields = with_captions(found, [True, False, True])
    assert with_fields.values == [0, *found.values[1:]]
    assert with_fields.weights == [1.0, DEBATABLE_WEIGHT, 1.0]
