import pytest

from cleaners.metadata import Author
from cleaners.metadata.authors.names import first_name_first
from cleaners.metadata.authors.people import Credit, people_and_organisations

SITE = {"The Daily Example", "example.com"}


def people(*names: str) -> list[str]:
    return [author.name for author in people_and_organisations([Credit(name) for name in names], SITE)[0]]


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
    assert people(text) == ["Ada Berg"]


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
    assert people(text) == ["Ada Berg", "Bo Lind"]


def test_a_conjunction_before_the_last_of_three_names_is_split() -> None:
    assert people("By Ada Berg, Bo Lind, and Cy Moe") == ["Ada Berg", "Bo Lind", "Cy Moe"]


def test_a_conjunction_inside_a_surname_does_not_split() -> None:
    assert people("José Ortega y Gasset") == ["José Ortega y Gasset"]


@pytest.mark.parametrize(
    "text", ["김하늘 기자", "记者 王小明", "文／山田花子", "بقلم: ليلى حداد", "Автор: Анна Белова"]
)
def test_names_are_read_in_other_scripts(text: str) -> None:
    assert people(text) == [
        {"김": "김하늘", "记": "王小明", "文": "山田花子", "ب": "ليلى حداد", "А": "Анна Белова"}[text[0]]
    ]


@pytest.mark.parametrize(
    "text", ["admin", "Staff Writer", "https://example.com/a", "@adaberg", "a@example.com", "105092", ""]
)
def test_accounts_roles_and_addresses_are_dropped(text: str) -> None:
    assert people_and_organisations([Credit(text)], SITE) == ([], [])


@pytest.mark.parametrize(
    "text", ["The Daily Example", "example.com", "Reuters", "dpa", "Example News Agency", "Sports Desk"]
)
def test_organisations_are_not_people(text: str) -> None:
    persons, organisations = people_and_organisations([Credit(text)], SITE)
    assert (persons, [author.name for author in organisations]) == ([], [text])


def test_a_repeated_name_is_merged_with_its_address() -> None:
    credits = [Credit("Ada Berg"), Credit("ADA BERG", "https://example.com/ada")]
    assert people_and_organisations(credits, SITE)[0] == [Author("Ada Berg", "https://example.com/ada")]


def test_two_first_names_are_two_people() -> None:
    assert people("Ada and Bo") == ["Ada", "Bo"]


def test_the_first_name_is_put_first() -> None:
    assert first_name_first("Berg, Ada") == "Ada Berg"
    assert first_name_first("Ada Berg, Bo Lind, Cy Moe") == "Ada Berg, Bo Lind, Cy Moe"
