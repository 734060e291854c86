from __future__ import annotations

import pytest

from cleaners.text.sentences import ends_question, ends_sentence


@pytest.mark.parametrize(
    "text",
    ["It ended.", "Did it?”", "終わった。", "समाप्त हुआ।", "هل انتهى؟", "(So it did.)", "Bitti! ❤️", "終わった。🎉"],
)
def test_sentences_end_in_every_script(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "Politics", "Read more »", "Share on", "関連記事", "Follow us 👇"])
def test_labels_do_not_end_a_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    "text",
    ["Did it?", "何時ですか？", "هل انتهى؟", "Πότε ανοίγει;", "መቼ ነው፧", "Ե՞րբ կբացվի", "Ե՞րբ կբացվի։", "Bitti mi? 😊"],
)
def test_questions_are_found_in_every_script(text: str) -> None:
    assert ends_question(text)


@pytest.mark.parametrize("text", ["It ended.", "Yes; no;", "Ո՞վ գիտի։ Ոչ ոք։"])
def test_statements_are_not_questions(text: str) -> None:
    assert not ends_question(text)
