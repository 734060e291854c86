import pytest

from cleaners.document import Block
from cleaners.plain_text.header_fields import find_date, names_contributors, names_headline, read_date, without_site

BODY = "The board sold the two oldest ferries on Tuesday, after a long night of talk in the town hall."


def found_date(*header: str) -> str | None:
    blocks = [Block(text, position=index) for index, text in enumerate(("Ferries sold", *header, BODY))]
    kept = [index > len(header) for index in range(len(blocks))]
    found = find_date(blocks, kept, 0, len(header) + 1)
    return found[1][0] if found else None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("14 March 2024", "2024-03-14"),
        ("Thursday, 14 March 2024, 18:20", "2024-03-14T18:20"),
        ("Published Thu, Mar 14 20246:20 PM", "2024-03-14T18:20"),
        ("2024年3月14日 18時20分", "2024-03-14T18:20"),
    ],
)
def test_a_date_line_is_read(line: str, date: str) -> None:
    assert read_date(line) is not None
    assert found_date(line) == date


def test_a_sentence_that_contains_a_date_is_not_a_date_line() -> None:
    text = "On 14 March 2024 the board sold the two oldest ferries to a company that runs boats between the islands."
    assert read_date(text) is None


def test_publication_takes_precedence_over_an_update_in_one_line_or_two() -> None:
    assert found_date("Updated: 4 December 2025", "Published: 24 November 2025") == "2025-11-24"
    assert found_date("Mara Holt · Coast News · Posted: Aug 08, 2024 4:00 AM | Last Updated: Aug 9, 2024") == (
        "2024-08-08T04:00"
    )


def test_the_time_of_an_update_is_used_if_there_is_no_other() -> None:
    assert found_date("Updated: 4 December 2025") == "2025-12-04"


def test_a_page_without_a_date_line_has_none() -> None:
    assert found_date("By Mara Holt") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A reporter of the Coast Agency contributed to this report.", True),
        ("Mara Holt a contribué à cet article.", True),
        ("The ferries contributed to the wealth of the town.", False),
    ],
)
def test_a_line_that_names_contributors_is_recognised(line: str, expected: bool) -> None:
    assert names_contributors(line) is expected


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Harbour board sells ferries | Harbour Post", "Harbour board sells ferries"),
        ("Harbour board sells ferries - example.org", "Harbour board sells ferries"),
        ("Der Hafen verkauft zwei Fähren | heise online", "Der Hafen verkauft zwei Fähren"),
        ("Library closes – the books move to the pool", "Library closes – the books move to the pool"),
    ],
)
def test_the_name_of_the_site_is_cut_from_a_headline_but_not_its_second_half(line: str, headline: str) -> None:
    assert without_site(line) == headline


def test_a_note_on_where_a_headline_appeared_names_it() -> None:
    headline = "Harbour board sells two ferries"
    assert names_headline("Wpis Harbour board sells two ferries pochodzi z serwisu Port.", headline)
    assert not names_headline(headline, headline)
    assert not names_headline(f"{headline}. {BODY}", headline)
    assert not names_headline("The post Ferries sold appeared first on Port.", "Ferries sold")
