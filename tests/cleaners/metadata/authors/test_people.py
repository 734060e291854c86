import pytest

from cleaners.metadata.authors import people
from cleaners.metadata.authors.people import Credit

SITE = {"The Daily Example", "example.com"}


def found(*names: str) -> list[str]:
    return [author.name for author in people.sorted_out([Credit(name) for name in names], SITE)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "By Ada Berg",
        "Von Ada Berg",
        "Par Ada Berg",
        "Por: Ada Berg",
        "di Ada Berg",
        "Written by Ada Berg",
        "Recipe by Ada Berg",
        "Author: Ada Berg",
        "Ada Berg, Staff Writer",
        "Ada Berg, Trending Editor",
        "Ada Berg Senior Political Correspondent",
        "Ada Berg, Leitende Hafenredakteurin",
        "Ada Berg Brüssel-Korrespondentin",
        "Ada Berg, PhD",
        "Ada Berg (@adaberg)",
        "Ada Berg ada.berg@example.com",
        "Ada Berg | The Daily Example",
        "Ada Berg, Reuters",
        "Ada Berg, Oslo",
        " Ada&nbsp;Berg ",
    ],
)
def test_labels_roles_and_organisations_are_dropped(text: str) -> None:
    assert found(text) == ["Ada Berg"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Berg and Bo Lind",
        "Ada Berg, Bo Lind",
        "Ada Berg und Bo Lind",
        "Ada Berg et Bo Lind",
        "Ada Berg y Bo Lind",
        "Ada Berg og Bo Lind",
        "Ada Berg и Bo Lind",
        "Ada Berg & Bo Lind",
        "Ada Berg; Bo Lind",
        "Ada Berg / Bo Lind",
        "Ada Berg、Bo Lind",
    ],
)
def test_several_names_are_split(text: str) -> None:
    assert found(text) == ["Ada Berg", "Bo Lind"]


def test_three_names_with_a_last_conjunction() -> None:
    assert found("By Ada Berg, Bo Lind, and Cy Moe") == ["Ada Berg", "Bo Lind", "Cy Moe"]


def test_a_conjunction_inside_a_surname_does_not_split() -> None:
    assert found("José Ortega y Gasset") == ["José Ortega y Gasset"]


@pytest.mark.parametrize(
    "text", ["김하늘 기자", "记者 王小明", "文／山田花子", "بقلم: ليلى حداد", "Автор: Анна Белова"]
)
def test_bylines_in_other_scripts(text: str) -> None:
    assert found(text) == [
        {"김": "김하늘", "记": "王小明", "文": "山田花子", "ب": "ليلى حداد", "А": "Анна Белова"}[text[0]]
    ]


@pytest.mark.parametrize(
    "text", ["admin", "Staff Writer", "https://example.com/a", "@adaberg", "a@example.com", "105092", ""]
)
def test_who_is_nobody_is_dropped(text: str) -> None:
    assert people.sorted_out([Credit(text)], SITE) == ([], [])


@pytest.mark.parametrize(
    "text", ["The Daily Example", "example.com", "Reuters", "dpa", "Example News Agency", "Sports Desk"]
)
def test_organisations_are_no_people(text: str) -> None:
    found, organisations = people.sorted_out([Credit(text)], SITE)
    assert (found, [author.name for author in organisations]) == ([], [text])


def test_a_name_stands_once_with_its_address() -> None:
    credits = [Credit("Ada Berg"), Credit("ADA BERG", "https://example.com/ada")]
    assert people.sorted_out(credits, SITE)[0] == [people.Author("Ada Berg", "https://example.com/ada")]


def test_a_visible_byline_ends_where_it_speaks_of_others() -> None:
    assert people.visible_names(["By", "Ada Berg", "·", "5 min read", "Edited by", "Bo Lind"]) == ["Ada Berg"]


def test_a_screen_name_is_believed_after_a_label_only() -> None:
    assert people.visible_names(["by", "adaberg"]) == ["adaberg"]
    assert people.visible_names(["adaberg"]) == []


def test_a_labelled_line_below_the_heading() -> None:
    assert people.labelled_names(["Share", "Von Ada Berg und Bo Lind", "A paragraph."]) == ["Ada Berg", "Bo Lind"]
    assert people.labelled_names(["By the river, the town is waiting for the bridge."]) == []


def test_a_labelled_line_goes_on_over_several_pieces() -> None:
    assert people.labelled_names(["By", "Ada Berg", ",", "Bo Lind", ", and", "Cy Moe", "The town waits."]) == [
        "Ada Berg",
        "Bo Lind",
        "Cy Moe",
    ]
    assert people.labelled_names(["Von", "Reuters", "Ein Absatz."]) == ["Reuters"]


def test_two_first_names_are_two_people() -> None:
    assert found("Ada and Bo") == ["Ada", "Bo"]


def test_who_checked_or_edited_is_told_apart() -> None:
    assert people.names_of_others(["By", "Ada Berg", "Updated today | Fact-checked by", "Bo Lind"]) == ["Bo Lind"]
    assert people.names_of_others(["By", "Ada Berg"]) == []


def test_a_role_after_a_name_is_no_name() -> None:
    assert people.visible_names(["By", "Ada Berg", ", Harbour and River Columnist"]) == ["Ada Berg"]


@pytest.mark.parametrize(
    ("texts", "is_only"),
    [
        (["By", "Ada Berg", ",", "Bo Lind"], True),
        (["Ada Berg and Bo Lind"], True),
        (["Ada Berg", "Bo Lind", "River news"], False),
    ],
)
def test_a_byline_of_names_only(texts: list[str], is_only: bool) -> None:
    assert people.is_names_only(texts, people.visible_names(texts)[:2]) is is_only


def test_catalogue_order_is_turned() -> None:
    assert people.first_name_first("Berg, Ada") == "Ada Berg"
    assert people.first_name_first("Ada Berg, Bo Lind, Cy Moe") == "Ada Berg, Bo Lind, Cy Moe"
