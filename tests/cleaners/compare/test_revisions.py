from typing import Any

import pytest

from cleaners.compare.revisions import is_revised

LINES = (
    "The council of Eastport voted on Tuesday evening to mend the harbour wall before the winter storms.",
    "Some 40 people spoke for an hour about the price of the works and about who is to pay for them.",
)


def record(*lines: str, title: str | None = "The harbour wall is to be mended", is_free: bool | None = None) -> Any:
    blocks = [{"type": "paragraph", "text": line, "level": None} for line in lines or LINES]
    return {"title": title, "is_accessible_for_free": is_free, "blocks": blocks}


@pytest.mark.parametrize(
    ("new", "revised"),
    [
        (record(), False),
        (record(LINES[1], LINES[0]), False),
        (record(LINES[0].upper(), f"{LINES[1]}  –  "), False),
        (record(LINES[0].replace("mend", "repair"), LINES[1]), False),
        (record(*LINES, "Updated 5 minutes ago", "12 comments"), False),
        (record(*LINES, "More: ten walls to see"), False),
        (record(title=None), False),
        (record(title="The Harbour Wall is to be mended."), False),
        (record(title="The harbour wall is not to be mended"), True),
        (record(LINES[0], LINES[1].replace("40", "60")), True),
        (record(LINES[0].replace("mend the harbour wall", "tear down the pier"), LINES[1]), True),
        (record(*LINES, "The works begin in April, the mayor said after the vote, and will take two years."), True),
        (record(LINES[0]), True),
        (record(LINES[0], is_free=False), False),
        (record(LINES[0], title="The harbour wall is not to be mended", is_free=False), False),
        (record(LINES[0], "The works begin in April, the mayor said after the vote.", is_free=False), True),
    ],
)
def test_a_revision_has_another_headline_another_figure_or_changed_words(new: Any, revised: bool) -> None:
    assert is_revised(record(), new) is revised


def test_the_number_of_changed_words_can_be_set() -> None:
    mended = record(LINES[0].replace("mend", "repair"), LINES[1])
    assert is_revised(record(), mended, min_words=2)
    assert not is_revised(record(), mended, min_words=3)


def test_scripts_without_spaces_are_compared_by_character() -> None:
    old = "市議会は火曜日の夜、冬の嵐の前に港の壁を修理することを決めた。"
    assert is_revised(record(old), record(old.replace("修理", "撤去").replace("冬", "春")))
    assert not is_revised(record(old), record(old.replace("。", "")))


def test_a_line_of_two_thai_words_is_too_short_to_be_compared() -> None:
    new = record(*LINES, "สวัสดีครับ")
    assert not is_revised(record(), new)


def test_vowel_signs_do_not_split_words_that_are_compared() -> None:
    old = "पुरानी घाट की सीढ़ियों की मरम्मत का काम आज पूरा हुआ"
    assert not is_revised(record(old), record(old.replace("पूरा", "शुरू")), min_words=3)
