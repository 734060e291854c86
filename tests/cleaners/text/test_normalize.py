import re
import unicodedata

import pytest

from cleaners.text.normalize import first_word, normalise

LINES = (
    "Read also: the ferry", "« Łódź — news »", "- 12 comments", "¨a b", "Don’t miss", "l'été_2024 fin", "更多 消息",
    "\u200bshare this", "a\u0301 b", "İstanbul haberi", "_ _", "“", "", " \u00a0",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_the_first_word_is_that_of_the_normalised_line_or_unknown(line: str) -> None:
    assert first_word(line) in ("", normalise(line).partition(" ")[0])


def test_the_first_word_is_known_where_the_line_begins_with_one() -> None:
    assert [first_word(line) for line in ("Read also: the ferry", "Don’t miss", "更多 消息")] == [
        "read",
        "dont",
        "更多",
    ]


@pytest.mark.parametrize("code", range(128))
def test_each_ascii_character_is_part_of_a_word_a_gap_or_nothing(code: int) -> None:
    character = chr(code)
    between = character.lower() if character.isalnum() else "" if character in "`'" else " "
    assert normalise(f"A{character}{character}b") == "a" + (2 * between if between != " " else " ") + "b"


@pytest.mark.parametrize("codes", [range(0x80, 0x2100), range(0x2100, 0x20000, 97)])
def test_keys_in_stores_stay_valid_for_each_character(codes: range) -> None:
    for first in range(0, len(codes), 64):
        line = " ".join(f"É{chr(code)}'{chr(code)}b" for code in codes[first : first + 64])
        letters = unicodedata.normalize("NFKD", line.replace("ı", "i"))
        plain = "".join(one for one in letters if unicodedata.category(one) != "Mn" and one not in "’‘ʼ`´'")
        assert normalise(line) == re.sub(r"[\W_]+", " ", plain.casefold()).strip(), hex(codes[first])
