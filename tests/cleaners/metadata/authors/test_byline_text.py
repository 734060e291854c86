"""Names in the visible text of bylines."""

import pytest

from cleaners.metadata.authors.byline_text import is_names_only, labelled_names, names_of_others, visible_names


def test_a_byline_ends_before_names_in_other_roles() -> None:
    assert visible_names(["By", "Ada Berg", "·", "5 min read", "Edited by", "Bo Lind"]) == ["Ada Berg"]


def test_a_screen_name_needs_a_label() -> None:
    assert visible_names(["by", "adaberg"]) == ["adaberg"]
    assert visible_names(["adaberg"]) == []


def test_names_are_read_from_a_labelled_line() -> None:
    assert labelled_names(["Share", "Von Ada Berg und Bo Lind", "A paragraph."]) == ["Ada Berg", "Bo Lind"]
    assert labelled_names(["By the river, the town is waiting for the bridge."]) == []


def test_a_labelled_line_continues_over_several_pieces() -> None:
    assert labelled_names(["By", "Ada Berg", ",", "Bo Lind", ", and", "Cy Moe", "The town waits."]) == [
        "Ada Berg",
        "Bo Lind",
        "Cy Moe",
    ]
    assert labelled_names(["Von", "Reuters", "Ein Absatz."]) == ["Reuters"]


def test_names_of_checkers_are_recognised_by_their_label() -> None:
    assert names_of_others(["By", "Ada Berg", "Updated today | Fact-checked by", "Bo Lind"]) == ["Bo Lind"]
    assert names_of_others(["By", "Ada Berg"]) == []


def test_a_role_after_a_name_is_not_a_name() -> None:
    assert visible_names(["By", "Ada Berg", ", Harbour and River Columnist"]) == ["Ada Berg"]


@pytest.mark.parametrize(
    ("texts", "is_only"),
    [
        (["By", "Ada Berg", ",", "Bo Lind"], True),
        (["Ada Berg and Bo Lind"], True),
        (["Ada Berg", "Bo Lind", "River news"], False),
    ],
)
def test_a_byline_of_names_only_has_no_other_words(texts: list[str], is_only: bool) -> None:
    assert is_names_only(texts, visible_names(texts)[:2]) is is_only
