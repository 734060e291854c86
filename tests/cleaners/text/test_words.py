from __future__ import annotations

import pytest

from cleaners.text.words import count_words, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("– … !", 0),
        ("The council voted, at last.", 5),
        ("Sie sagte: „Nein!“", 3),
        ("It's a well-known 3,500-year-old bridge", 5),
        ("पुल बंद रहेगा", 3),
        ("हिन्दी समाचार", 2),
        ("مجلس المدينة", 2),
        ("町議会は可決した", 8),
        ("工事は2028年まで", 7),
        ("สวัสดีครับ", 2),
        ("สวัสดีชาวโลก", 3),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("", []),
        ("– … !", []),
        ("The council's well-known “plan”.", ["The", "council", "s", "well", "known", "plan"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("مَدِينَة", ["مَدِينَة"]),
        ("工事は2028年まで", ["工", "事", "は", "2028", "年", "ま", "で"]),
        ("ครับ", ["ค", "ร", "ั", "บ"]),
        ("co\u00adop", ["coop"]),
        ("snake_case\x1fé\x1fx", ["snake_case", "é", "x"]),
    ],
)
def test_tokens_are_letters_with_their_marks_or_characters_of_scripts_without_spaces(
    text: str, split: list[str]
) -> None:
    assert tokens(text) == split


def test_tokens_of_ascii_text_have_no_punctuation() -> None:
    text = "".join(map(chr, range(128)))
    assert tokens(text) == ["0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "_", "abcdefghijklmnopqrstuvwxyz"]
    assert tokens(f"é{text}") == ["é", *tokens(text)]
