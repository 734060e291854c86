from dataclasses import replace
from pathlib import Path

import pytest

from cleaners.body.features import clutter_words
from cleaners.document import Block
from cleaners.plain_text.model import judge, last_copy, load, read, write
from cleaners.plain_text.rows import feature_rows

TITLE = "Harbour board sells two ferries"
BODY = "The board sold the two oldest ferries on Tuesday, after a long night of talk in the town hall."


def blocks(*lines: str) -> list[Block]:
    return [Block(text, position=index) for index, text in enumerate(lines)]


def test_a_page_without_lines_is_judged() -> None:
    assert judge([], [], None, load()).body == []


def test_prose_is_likelier_body_than_the_headline_over_it() -> None:
    page = blocks("Home", "Sport", TITLE, *([BODY] * 3))
    judgement = judge(page, feature_rows(page, clutter_words.load()), None, load())
    assert judgement.headline == 2
    assert min(judgement.body[3:]) > max(judgement.body[:3])


def test_a_banner_of_the_same_words_twice_is_not_the_headline() -> None:
    page = blocks("Home", "Daily Harbour NewsDaily Harbour News", TITLE, *([BODY] * 3))
    assert judge(page, feature_rows(page, clutter_words.load()), None, load()).headline == 2


def test_the_hint_of_a_listing_is_the_headline() -> None:
    page = blocks(TITLE, "A night of long talk", *([BODY] * 3))
    judgement = judge(page, feature_rows(page, clutter_words.load()), "A Night of Long Talk", load())
    assert (judgement.headline, judgement.headline_probability) == (1, 1.0)


def test_the_last_copy_of_a_headline_may_lack_the_name_of_the_site() -> None:
    lines = [f"{TITLE} for good | The Harbour Post", "Home", f"{TITLE} for good", BODY]
    assert last_copy(lines, [0, 2, 3], 0) == 2


def test_a_model_is_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    write(load(), tmp_path / "model.npz")
    page = blocks("Home", TITLE, BODY)
    rows = feature_rows(page, clutter_words.load())
    assert judge(page, rows, None, read(tmp_path / "model.npz")) == judge(page, rows, None, load())


def test_a_missing_model_file_is_an_error_that_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(match=r"training\.lines"):
        read(tmp_path / "none.npz")


def test_a_model_of_other_features_is_an_error_that_names_the_command() -> None:
    page = blocks(TITLE, BODY)
    with pytest.raises(match=r"training\.lines"):
        judge(page, feature_rows(page, clutter_words.load()), None, replace(load(), names=("other",)))
