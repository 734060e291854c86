import pytest

from cleaners.compare.word_diff import MAX_WORDS, paragraph_changes, word_changes

LINES = (
    "The council of Eastport voted on Tuesday evening to mend the harbour wall before the winter storms.",
    "Some 40 people spoke for an hour about the price of the works and about who is to pay for them.",
)


def test_paragraphs_are_unchanged_removed_or_added_in_order() -> None:
    changes = list(paragraph_changes(LINES, [LINES[0], "A new paragraph."]))
    assert changes == [[("=", LINES[0])], [("-", LINES[1])], [("+", "A new paragraph.")]]


def test_the_changed_words_of_a_paragraph_are_marked() -> None:
    new = LINES[0].replace("mend", "repair").replace("storms", "storms and floods")
    assert next(iter(paragraph_changes(LINES, [new, LINES[1]]))) == [
        ("=", "The council of Eastport voted on Tuesday evening to "), ("-", "mend"), ("+", "repair"),
        ("=", " the harbour wall before the winter storms"), ("+", " and floods"), ("=", "."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("3,500 people", "3,600 people", [("-", "3,500"), ("+", "3,600"), ("=", " people")]),
        ("one red house", "one big barn", [("=", "one "), ("-", "red house"), ("+", "big barn")]),
        ("市は火曜日に決めた", "市は水曜日に決めた", [("=", "市は"), ("-", "火"), ("+", "水"), ("=", "曜日に決めた")]),
        ("हिन्दी में समाचार", "हिन्दी में खबर", [("=", "हिन्दी में "), ("-", "समाचार"), ("+", "खबर")]),
        ("قال الوزير أمس", "قال الرئيس أمس", [("=", "قال "), ("-", "الوزير"), ("+", "الرئيس"), ("=", " أمس")]),
        ("", "new", [("+", "new")]),
        ("same", "same", [("=", "same")]),
        ("", "", []),
    ],
)
def test_words_are_marked_in_every_script(old: str, new: str, parts: list[tuple[str, str]]) -> None:
    assert word_changes(old, new) == parts


def test_both_texts_can_be_put_together_from_the_parts() -> None:
    old, new = "a b  c, d – e\nf", "a x  c; d e\n\nf g"
    parts = word_changes(old, new)
    assert "".join(text for sign, text in parts if sign != "+") == old
    assert "".join(text for sign, text in parts if sign != "-") == new


def test_a_paragraph_that_was_moved_apart_from_its_version_is_found_among_others() -> None:
    new = ["An unrelated first line of news.", LINES[1].replace("hour", "evening")]
    signs = ["".join(sign for sign, _ in change) for change in paragraph_changes(LINES, new)]
    assert signs == ["-", "+", "=-+="]


def test_hostile_texts_are_compared_in_bounded_time() -> None:
    word_changes("a b " * 50_000, "b a " * 50_000 + "c")
    word_changes("x " + "a " * (MAX_WORDS - 10), "y " + "a a b " * (MAX_WORDS // 4))
    list(paragraph_changes([f"a{n} b" for n in range(2_000)], [f"b a{n} c" for n in range(2_000)]))
    # Unbounded, each of these would take hours.
