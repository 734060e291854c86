from __future__ import annotations

import pytest

from cleaners.text.words import count_words, ends_sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("– … !", 0),
        ("The council voted, at last.", 5),
        ("Sie sagte: „Nein!“", 3),
        ("पुल बंद रहेगा", 3),
        ("مجلس المدينة", 2),
        ("町議会は可決した", 8),
        ("工事は2028年まで", 7),
        ("สวัสดีครับ", 2),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize("text", ["It ended.", "Did it?”", "終わった。", "समाप्त हुआ।", "هل انتهى؟", "(So it did.)"])
def test_sentences_end_in_every_script(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "Politics", "Read more »", "Share on", "関連記事"])
def test_labels_end_no_sentence(text: str) -> None:
    assert not ends_sentence(text)
