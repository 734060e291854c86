import pytest

from cleaners.plain_text.marks import Marks, find_marks

NUMBERED = "[1]Home [2]News\n\nThe board sold [3]two ferries, ([4]the oldest) on Tuesday."
MARKDOWN = Marks(markdown=True)


def test_the_numbers_of_links_are_dropped() -> None:
    marks = find_marks(NUMBERED)
    assert marks == Marks(link_numbers=True)
    assert marks.without_inner_marks("The board sold [3]two ferries.") == "The board sold two ferries."


@pytest.mark.parametrize(
    "text",
    [
        "The board sold two ferries,[1] the oldest[2] of all[3] that it had.",  # notes
        "Minister [sic] said [1]so.",
        "[1]A list [7]with other [2]numbers [12]in it.",
    ],
)
def test_other_numbers_in_brackets_stay(text: str) -> None:
    assert find_marks(text) == Marks()


@pytest.mark.parametrize("text", ["# Title\n\n## Part", "[One](https://a.example/) and [two](/b)."])
def test_headings_and_links_are_signs_of_markdown(text: str) -> None:
    assert find_marks(text) == MARKDOWN


def test_a_single_sign_is_not_enough() -> None:
    assert find_marks("# of ferries sold: 2 [see](/list)") == Marks()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The [board](https://a.example/b_(c)) sold.", "The board sold."),
        ('The [board](<https://a.example/> "Who they are") sold.', "The board sold."),
        ("[![Ferry](/f.jpg)](/ferry)", ""),
        ("It was **the** _oldest_ *ferry*.", "It was the oldest ferry."),
        (r"1\. Bring 5 \* 3 boats \- or not", "1. Bring 5 * 3 boats - or not"),
        ("2 * 3 * 4 and snake_case_name stay", "2 * 3 * 4 and snake_case_name stay"),
    ],
)
def test_markdown_becomes_the_text_that_readers_see(text: str, expected: str) -> None:
    assert MARKDOWN.without_inner_marks(text) == expected


def test_marks_at_the_start_of_a_line_are_dropped() -> None:
    assert MARKDOWN.without_line_marks(["  ## Part", "> “Nobody asked us.”"]) == ["  Part", "“Nobody asked us.”"]
    assert Marks().without_line_marks(["> quoted"]) == ["> quoted"]


def test_tags_are_not_headings() -> None:
    assert find_marks("# harbour\n# ferries\n# Westmere") == Marks()


def test_a_quoted_mail_loses_its_marks_and_stands_apart_from_the_line_above() -> None:
    lines = ["Ada wrote:", "> Ferries sold", ">", "> > The board sold two."]
    marks = find_marks("\n".join(lines))
    assert marks == Marks(quoted=True)
    assert marks.without_line_marks(lines) == ["Ada wrote:", "", "Ferries sold", "", "The board sold two."]


def test_a_quotation_within_a_mail_stays_as_it_is() -> None:
    assert find_marks("Hello,\n> Ferries sold\n> Two of them\nI read it.\nThanks.\nAda") == Marks()
