"""Texts are split into the same tokens whether places are wanted or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.stores.words.tokens import MAX_BYTES, MAX_TOKEN_CHARACTERS, MAX_TOKENS, composed, runs, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller's STRASSE, Straße", ["muller", "s", "strasse", "strasse"]),
        ("İstanbul ve Iğdır", ["istanbul", "ve", "igdir"]),
        ("Łódź, Tromsø, Æbler", ["lodz", "tromso", "aebler"]),
        ("Việt Nam: Đà Nẵng", ["viet", "nam", "da", "nang"]),
        ("Ёлка в Києві", ["елка", "в", "києві"]),
        ("Αθήνα, ΑΘΗΝΑΣ", ["αθηνα", "αθηνασ"]),
        ("مُحَمَّد أحمد", ["محمد", "احمد"]),
        ("שָׁלוֹם", ["שלום"]),
        ("हिन्दी में समाचार", ["हिन्दी", "में", "समाचार"]),
        ("Zei\u00adtung", ["zeitung"]),
        ("می\u200cخواهم", ["ميخواهم"]),
        ("ﬁsh ½ x² ＮＡＴＯ", ["fish", "1", "2", "x2", "nato"]),
        ("snake_case-word", ["snake", "case", "word"]),
        ("東京都の天気", ["東京", "京都", "都の", "の天", "天気", "気"]),
        ("iPhone手机", ["iphone", "手机", "机"]),
        ("서울시장은", ["서울", "울시", "시장", "장은", "은"]),
        ("ข่าว", ["ข่", "่า", "าว", "ว"]),
        ("…!?", []),
    ],
)
def test_words_are_folded_and_scripts_without_spaces_are_paired(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_places_point_at_the_words_of_the_text() -> None:
    text = composed("Die Müllers in 東京")
    found = [(token.word, text[token.start : token.end]) for run in runs(text) for token in run.tokens]
    assert found == [("die", "Die"), ("mullers", "Müllers"), ("in", "in"), ("東京", "東京"), ("京", "京")]


ALPHABETS = st.sampled_from(list("aÄéßİıłﬁ½™ \n-_'’\u00ad\u0301\u200b東京のカ서울ไทยकिमَأΣς1٣²⑩"))


@given(st.one_of(st.text(max_size=60), st.text(ALPHABETS, max_size=40)))
def test_tokens_with_and_without_places_are_the_same(text: str) -> None:
    valid = text.encode("utf-8", "replace").decode()
    assert words(valid) == [token.word for run in runs(composed(valid)) for token in run.tokens]


@given(st.text(max_size=60))
def test_tokens_have_no_ascii_separator(text: str) -> None:
    assert all(word.isalnum() for word in words(text) if word.isascii())


def test_the_tokens_of_a_hostile_text_are_bounded() -> None:
    found = words(" ".join(f"{n:05}" + "é漢"[n % 2] * 300 for n in range(40_000)))
    assert len(found) <= MAX_TOKENS
    assert max(map(len, found)) <= MAX_TOKEN_CHARACTERS
    assert len(" ".join(found).encode()) <= MAX_BYTES
