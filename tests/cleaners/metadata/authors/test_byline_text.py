"""Names in the visible text of bylines."""

import pytest

from cleaners.metadata.authors.byline_text import is_names_only, labelled_names, names_of_others, visible_names


def test_a_visible_byline_ends_where_it_speaks_of_others() -> None:
    assert visible_names(["By", "Ada Berg", "·", "5 min read", "Edited by", "Bo Lind"]) == ["Ada Berg"]


def test_a_screen_name_is_believed_after_a_label_only() -> None:
    assert visible_names(["by", "adaberg"]) == ["adaberg"]
    assert visible_names(["adaberg"]) == []


def test_a_labelled_line_below_the_heading() -> None:
    assert labelled_names(["Share", "Von Ada Berg und Bo Lind", "A paragraph."]) == ["Ada Berg", "Bo Lind"]
    assert labelled_names(["By the river, the town is waiting for the bridge."]) == []


def test_a_labelled_line_goes_on_over_several_pieces() -> None:
    assert labelled_names(["By", "Ada Berg", ",", "Bo Lind", ", and", "Cy Moe", "The town waits."]) == [
        "Ada Berg",
        "Bo Lind",
        "Cy Moe",
    ]
    assert labelled_names(["Von", "Reuters", "Ein Absatz."]) == ["Reuters"]


def test_who_checked_or_edited_is_told_apart() -> None:
    assert names_of_others(["By", "Ada Berg", "Updated today | Fact-checked by", "Bo Lind"]) == ["Bo Lind"]
    assert names_of_others(["By", "Ada Berg"]) == []


def test_a_role_after_a_name_is_no_name() -> None:
    assert visible_names(["By", "Ada Berg", ", Harbour and River Columnist"]) == ["Ada Berg"]


@pytest.mark.parametrize(
    ("texts", "is_only"),
    [
        (["By", "Ada Berg", ",", "Bo Lind"], True),
        (["Ada Berg and Bo Lind"], True),
        (["Ada Berg", "Bo Lind", "River news"], False),
    ],
)
def test_a_byline_of_names_only(texts: list[str], is_only: bool) -> None:
    assert is_names_only(texts, visible_names(texts)[:2]) is is_only
